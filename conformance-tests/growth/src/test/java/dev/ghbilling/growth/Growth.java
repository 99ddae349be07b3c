package dev.ghbilling.growth;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a contract grows by: a part of an OpenAPI document, and examples beside it. */
final class Growth {
  private final Path folder;

  /**
   * A growth.
   *
   * @param folder has {@code growth.yaml}, and the new examples in {@code examples}
   */
  Growth(Path folder) {
    this.folder = folder;
  }

  /** Lets the contract in this folder grow; nothing outside of the folder is touched. */
  void of(Path spec) throws IOException {
    Path contract = spec.resolve("openapi.yaml");
    Object tree = read(contract);
    lay(read(folder.resolve("growth.yaml")), tree);
    try (Writer writer = Files.newBufferedWriter(contract)) {
      new Yaml().dump(tree, writer);
    }
    try (Stream<Path> examples = Files.list(folder.resolve("examples"))) {
      for (Path example : examples.toList()) {
        Files.copy(example, spec.resolve("examples").resolve(example.getFileName().toString()));
      }
    }
  }

  private static Object read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    }
  }

  @SuppressWarnings("unchecked")
  private static void lay(Object part, Object whole) {
    for (Map.Entry<Object, Object> entry : ((Map<Object, Object>) part).entrySet()) {
      Object key = entry.getKey();
      Object value = entry.getValue();
      Object there =
          whole instanceof List<?> list
              ? list.get((Integer) key)
              : ((Map<Object, Object>) whole).putIfAbsent(key, value);
      if (there instanceof List<?> list && value instanceof List<?> more) {
        ((List<Object>) list).addAll(more);
      } else if (there != null) {
        lay(value, there);
      }
    }
  }
}
