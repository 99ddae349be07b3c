package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SdkArchitectureTest {
  private static final String ROOT = "dev.ghbilling";

  /** The rooms that each room may import; all may import the generated client. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("error", Set.of("internal.text")),
          Map.entry("call", Set.of("error")),
          Map.entry("internal.text", Set.of()),
          Map.entry("internal.time", Set.of()),
          Map.entry("internal.uri", Set.of()),
          Map.entry("internal.token", Set.of("internal.text", "internal.time")),
          Map.entry("internal.proxy", Set.of()),
          Map.entry(
              "internal.transport",
              Set.of(
                  "internal.proxy",
                  "internal.text",
                  "internal.time",
                  "internal.token",
                  "internal.uri")),
          Map.entry("internal.selection", Set.of()),
          Map.entry(
              "internal.json",
              Set.of("error", "internal.selection", "internal.token", "internal.transport")),
          Map.entry(
              "internal.call",
              Set.of(
                  "error",
                  "call",
                  "internal.json",
                  "internal.proxy",
                  "internal.selection",
                  "internal.time",
                  "internal.token",
                  "internal.transport",
                  "internal.uri")),
          Map.entry("paging", Set.of()),
          Map.entry("internal.page", Set.of("error", "internal.uri", "paging")),
          Map.entry("advancedsecurity", Set.of("internal.call", "internal.page", "paging")),
          Map.entry("internal.change", Set.of("error")),
          Map.entry(
              "budgets",
              Set.of("error", "internal.call", "internal.change", "internal.page", "paging")),
          Map.entry(
              "internal.download",
              Set.of("internal.call", "internal.time", "internal.transport", "internal.uri")),
          Map.entry("internal.costcenter", Set.of()),
          Map.entry(
              "costcenters",
              Set.of(
                  "error",
                  "internal.call",
                  "internal.change",
                  "internal.costcenter",
                  "internal.uri")),
          Map.entry(
              "exports",
              Set.of(
                  "error",
                  "call",
                  "internal.call",
                  "internal.download",
                  "internal.selection",
                  "internal.time",
                  "internal.transport",
                  "internal.uri")),
          Map.entry(
              "usage",
              Set.of(
                  "error",
                  "internal.call",
                  "internal.costcenter",
                  "internal.json",
                  "internal.selection",
                  "internal.time",
                  "internal.uri")),
          Map.entry(
              "",
              Set.of(
                  "error",
                  "call",
                  "internal.call",
                  "internal.proxy",
                  "internal.token",
                  "internal.uri",
                  "advancedsecurity",
                  "budgets",
                  "costcenters",
                  "exports",
                  "usage")),
          Map.entry(
              "app",
              Set.of(
                  "error",
                  "",
                  "internal.call",
                  "internal.time",
                  "internal.token",
                  "internal.transport")),
          Map.entry("micrometer", Set.of("error", "call")));

  /** The rooms of nouns: those that the front door gives out. */
  private static final Set<String> NOUNS =
      ROOMS.getOrDefault("", Set.of()).stream()
          .filter(room -> !room.startsWith("internal.") && !Set.of("error", "call").contains(room))
          .collect(Collectors.toSet());

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void room_unknown_isNotThere() {
    assertThat(CLASSES.stream().map(SdkArchitectureTest::room).collect(Collectors.toSet()))
        .isEqualTo(ROOMS.keySet());
  }

  @Test
  void room_entersNoOtherThanItMay() {
    Set<String> entered = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target)
            && !room(target).equals(room(type))
            && !ROOMS.getOrDefault(room(type), Set.of()).contains(room(target))) {
          entered.add(room(type) + " -> " + room(target) + ": " + dependency.getDescription());
        }
      }
    }

    assertThat(entered).isEmpty();
  }

  @Test
  void classes_neverDependOnEachOther() {
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target) && !outermost(target).equals(outermost(type))) {
          dependencies
              .computeIfAbsent(outermost(type), unknown -> new TreeSet<>())
              .add(outermost(target));
        }
      }
    }
    Set<String> pairs = new TreeSet<>();
    dependencies.forEach(
        (type, targets) ->
            targets.stream()
                .filter(target -> dependencies.getOrDefault(target, Set.of()).contains(type))
                .forEach(target -> pairs.add(type + " <-> " + target)));

    assertThat(pairs).isEmpty();
  }

  @Test
  void room_hasAtMostTwentyFiles() {
    Map<String, Set<String>> files = new TreeMap<>();
    CLASSES.forEach(
        type -> files.computeIfAbsent(room(type), unknown -> new TreeSet<>()).add(outermost(type)));

    assertThat(files)
        .allSatisfy(
            (room, names) -> {
              // A sealed class and those below it name each other, so that all are in one room.
              if (!room.equals("error")) {
                assertThat(names).as(room).hasSizeLessThanOrEqualTo(20);
              }
            });
  }

  @Test
  void noun_hasNoPublicConstructor() {
    assertThat(CLASSES.stream().filter(type -> NOUNS.contains(room(type))))
        .filteredOn(type -> !type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .flatExtracting(JavaClass::getConstructors)
        .filteredOn(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
        .isEmpty();
  }

  @Test
  void threadLocal_isTheDeadlineOrTheBoundOfAStep() {
    assertThat(CLASSES.stream().flatMap(type -> type.getFields().stream()))
        .filteredOn(field -> field.getRawType().isAssignableTo(ThreadLocal.class))
        .extracting(JavaField::getFullName)
        .containsExactlyInAnyOrder(
            "dev.ghbilling.internal.time.Deadline.CURRENT",
            "dev.ghbilling.internal.transport.BoundedSocketFactory.LEFT");
  }

  @Test
  void micrometer_isKnownToItsOwnRoomAlone() {
    Set<String> users = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      type.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> dependency.getTargetClass().getName().startsWith("io.micrometer."))
          .forEach(dependency -> users.add(room(type)));
    }

    assertThat(users).containsExactly("micrometer");
  }

  private static boolean isOurs(JavaClass type) {
    return CLASSES.contain(type.getName());
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
