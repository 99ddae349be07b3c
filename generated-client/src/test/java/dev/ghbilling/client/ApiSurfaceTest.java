package dev.ghbilling.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import feign.Param;
import feign.RequestLine;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated code against {@code api-surface.txt}, so that a change of the contract shows
 * in review what callers will see of it: one line for each public signature, with the name on the
 * wire where there is one.
 *
 * <p>The only Java in this folder that is written by hand; none of it is in the artifact.
 */
class ApiSurfaceTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SURFACE = Path.of("api-surface.txt");
  private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");

  @Test
  void surfaceIsTheAcceptedOne() throws Exception {
    List<String> actual = surface();
    if (Boolean.getBoolean("surface.accept")) {
      Files.write(SURFACE, actual);
      return;
    }
    List<String> accepted = Files.exists(SURFACE) ? Files.readAllLines(SURFACE) : List.of();
    String difference =
        Stream.concat(
                without(accepted, actual).map(line -> "  - " + line),
                without(actual, accepted).map(line -> "  + " + line))
            .collect(joining("\n"));
    if (!difference.isEmpty()) {
      fail(
          "The generated client is not the accepted one (- accepted, + generated):\n%s\n"
              + "If this is what the contract's change was meant to do: ./ghbilling spec accept",
          difference);
    }
  }

  private static Stream<String> without(List<String> lines, List<String> others) {
    Set<String> known = Set.copyOf(others);
    return lines.stream().filter(line -> !known.contains(line));
  }

  private static List<String> surface() throws IOException, ReflectiveOperationException {
    List<String> names;
    try (Stream<Path> files = Files.walk(CLASSES)) {
      names =
          files
              .map(file -> CLASSES.relativize(file).toString())
              .filter(file -> file.endsWith(".class"))
              .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
              .sorted()
              .toList();
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      lines.addAll(surface(Class.forName(name)));
    }
    return lines;
  }

  private static Set<String> surface(Class<?> type) {
    String name = type.getName().replaceFirst("^.*\\.", "").replace('$', '.');
    Set<String> lines = new TreeSet<>();
    for (Field field : type.getFields()) {
      lines.add(name + "." + field.getName() + " : " + type(field.getAnnotatedType()));
    }
    Set<String> accessors = Set.of();
    if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      accessors =
          Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
      for (int i = 0; i < components.length; i++) {
        // Numbered, because the order is part of the constructor's signature.
        lines.add(
            "%s(%02d) %s%s : %s"
                .formatted(
                    name,
                    i + 1,
                    components[i].getName(),
                    onTheWire(components[i].getAccessor()),
                    type(components[i].getAnnotatedType())));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean accessor = accessors.contains(method.getName()) && method.getParameterCount() == 0;
      if (Modifier.isPublic(method.getModifiers())
          && !method.isSynthetic()
          && !accessor
          && !OF_EVERY_RECORD.contains(method.getName())) {
        lines.add(name + "." + signature(method));
      }
    }
    return lines;
  }

  private static String signature(Method method) {
    RequestLine request = sent(method).getAnnotation(RequestLine.class);
    return method.getName()
        + Arrays.stream(method.getParameters())
            .map(ApiSurfaceTest::parameter)
            .collect(joining(", ", "(", ")"))
        + " : "
        + type(method.getAnnotatedReturnType())
        + (request == null ? "" : " = " + request.value());
  }

  /** The method that a default one calls: the abstract one of its name; else the method itself. */
  private static Method sent(Method method) {
    return Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
        .filter(other -> method.isDefault() && Modifier.isAbstract(other.getModifiers()))
        .filter(other -> other.getName().equals(method.getName()))
        .findFirst()
        .orElse(method);
  }

  private static String parameter(Parameter parameter) {
    return type(parameter.getAnnotatedType()) + onTheWire(parameter);
  }

  private static String onTheWire(AnnotatedElement element) {
    if (element.isAnnotationPresent(JsonAnyGetter.class)) {
      return "";
    }
    JsonProperty property = element.getAnnotation(JsonProperty.class);
    Param param = element.getAnnotation(Param.class);
    return property != null
        ? " \"" + property.value() + "\""
        : param != null ? " \"" + param.value() + "\"" : "";
  }

  private static String type(AnnotatedType type) {
    String simple = type.getType().getTypeName().replaceAll("([a-z0-9]+\\.)+([A-Z])", "$2");
    return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + simple;
  }
}
