package dev.ghbilling;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the SDK against {@code api-surface.txt}, so that a change shows in review what applications
 * will see of it: one line for each public type, and for each of its components, constants,
 * constructors and methods. What a record or an enumeration always has needs no line.
 *
 * <p>{@code -Dsurface.accept=true} writes the file anew.
 */
class SdkSurfaceTest {
  private static final Path SURFACE = Path.of("api-surface.txt");

  @Test
  void surface_isTheAcceptedOne() throws IOException {
    List<String> actual =
        ExportedTypes.all().stream().flatMap(SdkSurfaceTest::surface).sorted().toList();
    if (Boolean.getBoolean("surface.accept")) {
      Files.write(SURFACE, actual);
      return;
    }
    List<String> accepted = Files.exists(SURFACE) ? Files.readAllLines(SURFACE) : List.of();
    if (!accepted.equals(actual)) {
      fail(
          "The SDK is not the accepted one (- accepted, + compiled):\n%s\n"
              + "If this is what the change was meant to do: run this test with"
              + " -Dsurface.accept=true",
          Stream.concat(
                  without(accepted, actual).map(line -> "  - " + line),
                  without(actual, accepted).map(line -> "  + " + line))
              .collect(joining("\n")));
    }
  }

  private static Stream<String> without(List<String> lines, List<String> others) {
    Set<String> known = Set.copyOf(others);
    return lines.stream().filter(line -> !known.contains(line));
  }

  private static Stream<String> surface(Class<?> type) {
    String name = type.getName().replaceFirst("^dev\\.ghbilling\\.", "").replace('$', '.');
    List<String> lines = new ArrayList<>();
    lines.add(name + " : " + kind(type));
    List<String> implied = new ArrayList<>(List.of("equals(Object)", "hashCode()", "toString()"));
    if (type.isEnum()) {
      implied.addAll(List.of("values()", "valueOf(String)"));
    }
    if (type.isRecord()) {
      List<RecordComponent> components = List.of(type.getRecordComponents());
      components.forEach(component -> implied.add(component.getName() + "()"));
      implied.add(
          components.stream()
              .map(component -> component.getType().getSimpleName())
              .collect(joining(", ", "new(", ")")));
      components.forEach(
          component ->
              lines.add(
                  name + "." + component.getName() + " : " + type(component.getAnnotatedType())));
    }
    ExportedTypes.fields(type)
        .forEach(
            field ->
                lines.add(name + "." + field.getName() + " : " + type(field.getAnnotatedType())));
    ExportedTypes.executables(type)
        .filter(member -> !implied.contains(erasure(member)))
        .forEach(member -> lines.add(name + "." + signature(member)));
    return lines.stream();
  }

  private static String kind(Class<?> type) {
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    String modifiers =
        (type.isSealed() ? "sealed " : "")
            + (Modifier.isAbstract(type.getModifiers()) && !type.isInterface() ? "abstract " : "")
            + (Modifier.isFinal(type.getModifiers()) && kind.equals("class") ? "final " : "");
    if (type.isRecord()) {
      return kind
          + Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getName)
              .collect(joining(", ", "(", ")"));
    }
    Class<?> above = type.getSuperclass();
    boolean told = kind.equals("class") && above != null && above != Object.class;
    return modifiers
        + kind
        + (told ? " extends " + type(type.getAnnotatedSuperclass()) : "")
        + Arrays.stream(type.getAnnotatedInterfaces())
            .map(SdkSurfaceTest::type)
            .map(SdkSurfaceTest::comma)
            .collect(joining());
  }

  private static String comma(String text) {
    return ", " + text;
  }

  private static String erasure(Executable member) {
    return name(member)
        + Arrays.stream(member.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(joining(", ", "(", ")"));
  }

  private static String name(Executable member) {
    return member instanceof Constructor ? "new" : member.getName();
  }

  private static String signature(Executable member) {
    int modifiers = member.getModifiers();
    String thrown =
        Arrays.stream(member.getAnnotatedExceptionTypes())
            .map(SdkSurfaceTest::type)
            .collect(joining(", "));
    return name(member)
        + Arrays.stream(member.getAnnotatedParameterTypes())
            .map(SdkSurfaceTest::type)
            .collect(joining(", ", "(", ")"))
        + " : "
        + (Modifier.isProtected(modifiers) ? "protected " : "")
        + (Modifier.isStatic(modifiers) ? "static " : "")
        + type(member.getAnnotatedReturnType())
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String type(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      return nullable
          + simple(raw)
          + Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
              .map(SdkSurfaceTest::type)
              .collect(joining(", ", "<", ">"));
    }
    return nullable + simple(type.getType());
  }

  private static String simple(Type type) {
    return type.getTypeName().replaceAll("([a-z0-9]+\\.)+([A-Z])", "$2").replace('$', '.');
  }
}
