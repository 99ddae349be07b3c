package dev.ghbilling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application can see of the SDK: the public types of the packages that it exports to all.
 */
final class ExportedTypes {
  private static final Path CLASSES = Path.of("target/classes");

  private ExportedTypes() {}

  /** Returns the types in the order of their names. */
  static List<Class<?>> all() {
    try (InputStream descriptor = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      return ModuleDescriptor.read(descriptor).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .sorted()
          .flatMap(ExportedTypes::ofPackage)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Class<?>> ofPackage(String name) {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String simple = file.getFileName().toString().replace(".class", "");
        if (!simple.equals("package-info") && !Files.isDirectory(file)) {
          types.add(load(name + "." + simple));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types.stream().filter(ExportedTypes::isVisible);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ExportedTypes.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(@Nullable Class<?> type) {
    return type == null
        || (isVisible(type.getModifiers())
            && isVisible(type.getDeclaringClass())
            && !type.isAnonymousClass()
            && !type.isLocalClass());
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Returns the public and protected fields of the type itself. */
  static Stream<Field> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields()).filter(ExportedTypes::isVisible);
  }

  /** Returns the public and protected constructors and methods of the type itself. */
  static Stream<Executable> executables(Class<?> type) {
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    Stream<Method> methods = Arrays.stream(type.getDeclaredMethods());
    return Stream.<Executable>concat(constructors, methods).filter(ExportedTypes::isVisible);
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }
}
