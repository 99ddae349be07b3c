package dev.ghbilling.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import feign.Param;
import feign.RequestLine;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
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
 * Holds the generated code against {@code api-surface.txt}, so that a change of the contract shows
 * in review what callers will see of it: one line for each property, parameter, constant and
 * method, with the name on the wire where there is one.
 *
 * <p>A builder's methods have no lines, because the properties imply them; a builder that has other
 * methods, or lacks one, fails the test.
 */
class ApiSurfaceTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SURFACE = Path.of("api-surface.txt");

  @Test
  void surface_isTheAcceptedOne() throws Exception {
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
    if (!accepted.equals(actual)) {
      fail(
          "The generated client is not the accepted one (- accepted, + generated):\n%s\n"
              + "If this is what the contract's change was meant to do: ./ghbilling spec accept",
          difference.isEmpty() ? "  the same lines in another order" : difference);
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
              .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
              .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
              .sorted()
              .toList();
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name);
      if (isPublic(type) && !name.endsWith("$Builder")) {
        lines.addAll(surface(type));
      }
    }
    return lines;
  }

  private static boolean isPublic(@Nullable Class<?> type) {
    return type == null
        || (Modifier.isPublic(type.getModifiers()) && isPublic(type.getEnclosingClass()));
  }

  private static List<String> surface(Class<?> type) {
    String name = type.getName().replaceFirst("^.*\\.", "").replace('$', '.');
    List<String> lines = new ArrayList<>();
    List<String> implied = new ArrayList<>();
    if (type.isRecord()) {
      implied.addAll(List.of("equals(Object)", "hashCode()", "toString()"));
      for (RecordComponent component : type.getRecordComponents()) {
        implied.add(component.getName() + "()");
        lines.add(
            deprecated(component.getAccessor())
                + name
                + "."
                + component.getName()
                + onTheWire(component.getAccessor())
                + " : "
                + type(component.getAnnotatedType()));
      }
      Arrays.stream(type.getDeclaredClasses())
          .filter(nested -> nested.getSimpleName().equals("Builder"))
          .forEach(builder -> implied.addAll(builderOf(type, builder)));
    }
    constants(type).map(constant -> name + "." + constant).forEach(lines::add);
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isListed(method) && !implied.contains(erasure(method)))
        .map(method -> deprecated(method) + name + "." + signature(method))
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  private static Stream<String> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .map((Field field) -> field.getName() + " : " + type(field.getAnnotatedType()))
        .sorted();
  }

  /** The methods of a record that come with its builder, after a look at the builder. */
  private static List<String> builderOf(Class<?> type, Class<?> builder) {
    List<String> expected = new ArrayList<>(List.of("build() : " + type.getSimpleName()));
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> taken = component.getType();
      expected.add("%s(%s) : Builder".formatted(component.getName(), taken.getSimpleName()));
      if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
        expected.add("additionalProperty(String, Object) : Builder");
      }
    }
    List<String> actual =
        Arrays.stream(builder.getDeclaredMethods())
            .filter(ApiSurfaceTest::isListed)
            .map(method -> erasure(method) + " : " + method.getReturnType().getSimpleName())
            .toList();
    if (!Set.copyOf(actual).equals(Set.copyOf(expected))) {
      fail(
          "The builder of %s should have the methods %s, but has %s",
          type.getName(), expected, actual);
    }
    return List.of("builder()", "toBuilder()");
  }

  private static boolean isListed(Method method) {
    return Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
  }

  private static String erasure(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(joining(", ", "(", ")"));
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameters())
            .map(ApiSurfaceTest::parameter)
            .collect(joining(", ", "(", ")"))
        + " : "
        + type(method.getAnnotatedReturnType())
        + request(sent(method));
  }

  /**
   * What is sent. The forms of an operation, such as {@code WithHttpInfo}, name the operation
   * instead, after a look whether they say the same of it.
   */
  private static String request(Method method) {
    RequestLine request = method.getAnnotation(RequestLine.class);
    if (request == null) {
      return "";
    }
    ApiOperation operation = method.getAnnotation(ApiOperation.class);
    if (method.getName().equals(operation.id())) {
      return " = " + request.value() + " | " + told(operation);
    }
    Method plain =
        Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
            .filter(other -> other.getName().equals(operation.id()) && !other.isDefault())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no method " + operation.id()));
    if (!operation.equals(plain.getAnnotation(ApiOperation.class))
        || !request.equals(plain.getAnnotation(RequestLine.class))) {
      fail("%s says another thing of its operation than %s", method, plain);
    }
    return " = " + operation.id();
  }

  private static String told(ApiOperation operation) {
    return Stream.of(
            Stream.of(operation.idempotent() ? "idempotent" : "not idempotent"),
            listed("accepts ", operation.tokens()),
            listed("refuses ", operation.refusedTokens()))
        .flatMap(part -> part)
        .collect(joining("; "));
  }

  private static Stream<String> listed(String verb, String[] tokens) {
    return tokens.length == 0 ? Stream.empty() : Stream.of(verb + String.join(", ", tokens));
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
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
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      return nullable
          + simple(raw)
          + Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
              .map(ApiSurfaceTest::type)
              .collect(joining(", ", "<", ">"));
    }
    return nullable + simple(type.getType());
  }

  private static String simple(Type type) {
    return type.getTypeName().replaceAll("([a-z0-9]+\\.)+([A-Z])", "$2").replace('$', '.');
  }
}
