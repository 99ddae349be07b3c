package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may stand in a signature that an application sees. */
class PublicApiTest {
  /**
   * Members that applications can't call in any useful way, since only the SDK has such arguments.
   * Java has no visibility between its packages that would hide them, so they are marked with
   * {@code @SuppressWarnings("exports")}, which leaves no trace in the compiled class. So are the
   * factories of nouns, which are found by their names.
   */
  private static final Set<String> OF_INTERNAL_TYPES =
      Set.of(
          "dev.ghbilling.ClientBuilder.ClientBuilder",
          "dev.ghbilling.ClientBuilder.checkedSettings",
          "dev.ghbilling.ClientBuilder.settings");

  @Test
  void signature_optional_isNotThere() {
    assertThat(membersWith(type -> type.getName().startsWith("java.util.Optional"))).isEmpty();
  }

  @Test
  void signature_typeOfJackson_isNotThere() {
    assertThat(
            membersWith(
                type ->
                    type.getName().startsWith("com.fasterxml.")
                        || type.getName().startsWith("tools.jackson.")))
        .isEmpty();
  }

  @Test
  void signature_typeOfTheTransport_isNotThere() {
    assertThat(
            membersWith(
                type ->
                    type.getName().startsWith("okhttp3.") || type.getName().startsWith("okio.")))
        .isEmpty();
  }

  @Test
  void signature_internalType_isThereForTheSdkAlone() {
    assertThat(membersWith(type -> type.getName().startsWith("dev.ghbilling.internal.")))
        .filteredOn(member -> !member.matches(".*\\.[a-z]+\\.[A-Z]\\w+\\.of([A-Z]\\w+)?"))
        .containsExactlyInAnyOrderElementsOf(OF_INTERNAL_TYPES);
  }

  @Test
  void signature_typeThatIsNotVisible_isNotThere() {
    Set<Class<?>> visible = Set.copyOf(ExportedTypes.all());
    assertThat(
            membersWith(
                type ->
                    type.getName().startsWith("dev.ghbilling.")
                        && !type.getName().startsWith("dev.ghbilling.internal.")
                        && !type.getName().startsWith("dev.ghbilling.client.")
                        && !visible.contains(type)))
        .isEmpty();
  }

  @Test
  void builder_timeAndChance_areNotSettings() {
    Set<String> settings = new TreeSet<>();
    members()
        .forEach(
            (member, types) -> {
              boolean timeOrChance =
                  types.stream()
                      .anyMatch(
                          type ->
                              Clock.class.isAssignableFrom(type)
                                  || RandomGenerator.class.isAssignableFrom(type)
                                  || DoubleSupplier.class.isAssignableFrom(type)
                                  || type.getSimpleName().matches("Sleeper|Time|Instant"));
              String name = member.substring(member.lastIndexOf('.') + 1);
              if (member.contains("Builder")
                  && (timeOrChance || name.matches("(?i).*(clock|sleep|random|jitter).*"))) {
                settings.add(member);
              }
            });

    assertThat(settings).isEmpty();
  }

  private static Set<String> membersWith(Predicate<Class<?>> unwanted) {
    Set<String> members = new TreeSet<>();
    members()
        .forEach(
            (member, types) -> {
              if (types.stream().anyMatch(unwanted)) {
                members.add(member);
              }
            });
    return members;
  }

  /** Returns the members by name, and the types themselves, each with all types that it names. */
  private static Map<String, Set<Class<?>>> members() {
    Map<String, Set<Class<?>>> members = new TreeMap<>();
    for (Class<?> type : ExportedTypes.all()) {
      Set<Class<?>> header = named(members, type.getName());
      collect(type.getGenericSuperclass(), header);
      collect(header, type.getGenericInterfaces());
      collectBounds(header, type.getTypeParameters());
      ExportedTypes.fields(type)
          .forEach(
              (Field field) ->
                  collect(field.getGenericType(), named(members, type, field.getName())));
      ExportedTypes.executables(type).forEach(member -> collect(members, type, member));
    }
    assertThat(members).hasSizeGreaterThan(200);
    return members;
  }

  private static void collect(
      Map<String, Set<Class<?>>> members, Class<?> type, Executable member) {
    boolean constructor = member instanceof Constructor;
    Set<Class<?>> types =
        named(members, type, constructor ? type.getSimpleName() : member.getName());
    collect(types, member.getGenericParameterTypes());
    collect(types, member.getGenericExceptionTypes());
    collect(member.getAnnotatedReturnType().getType(), types);
    collectBounds(types, member.getTypeParameters());
  }

  private static Set<Class<?>> named(
      Map<String, Set<Class<?>>> members, Class<?> type, String member) {
    return named(members, type.getName() + "." + member);
  }

  private static Set<Class<?>> named(Map<String, Set<Class<?>>> members, String name) {
    return members.computeIfAbsent(name, unknown -> new HashSet<>());
  }

  private static void collect(Set<Class<?>> found, Type... types) {
    for (Type type : types) {
      collect(type, found);
    }
  }

  private static void collectBounds(Set<Class<?>> found, TypeVariable<?>... variables) {
    for (TypeVariable<?> variable : variables) {
      // Of a bound such as Builder<B>, the variable itself says nothing new.
      Arrays.stream(variable.getBounds()).forEach(bound -> collect(bound, found));
    }
  }

  private static void collect(@Nullable Type type, Set<Class<?>> found) {
    if (type instanceof Class<?> plain) {
      found.add(plain.isArray() ? plain.getComponentType() : plain);
    } else if (type instanceof ParameterizedType parameterized) {
      collect(parameterized.getRawType(), found);
      collect(found, parameterized.getActualTypeArguments());
    } else if (type instanceof GenericArrayType array) {
      collect(array.getGenericComponentType(), found);
    } else if (type instanceof WildcardType wildcard) {
      collect(found, wildcard.getUpperBounds());
      collect(found, wildcard.getLowerBounds());
    }
  }
}
