package dev.ghbilling.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * What the clients read by reflection, for ahead-of-time processing: the generated interfaces,
 * which Feign implements by proxies, and the records, which Jackson reads and writes.
 */
final class ClientHints implements RuntimeHintsRegistrar {
  private static final List<String> READ_BY_REFLECTION =
      List.of(
          "classpath*:dev/ghbilling/client/**/*.class",
          // The request for an installation's token.
          "classpath*:dev/ghbilling/app/*.class");

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    PathMatchingResourcePatternResolver classes = new PathMatchingResourcePatternResolver(loader);
    MetadataReaderFactory metadata = new CachingMetadataReaderFactory(classes);
    try {
      for (String pattern : READ_BY_REFLECTION) {
        for (Resource file : classes.getResources(pattern)) {
          register(metadata.getMetadataReader(file).getClassMetadata(), hints);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the classes of the client can't be listed", e);
    }
  }

  private static void register(ClassMetadata type, RuntimeHints hints) {
    if (type.getClassName().endsWith(".package-info")) {
      return;
    }
    TypeReference name = TypeReference.of(type.getClassName());
    hints
        .reflection()
        .registerType(
            name,
            MemberCategory.ACCESS_DECLARED_FIELDS,
            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
            MemberCategory.INVOKE_DECLARED_METHODS);
    if (type.isInterface()) {
      hints.proxies().registerJdkProxy(name);
    }
  }
}
