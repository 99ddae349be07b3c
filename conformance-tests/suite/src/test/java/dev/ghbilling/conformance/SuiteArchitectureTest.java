package dev.ghbilling.conformance;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

@AnalyzeClasses(
    packages = "dev.ghbilling.conformance",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class SuiteArchitectureTest {
  private static final String ROOT = "dev.ghbilling.conformance";

  /** The rooms from the bottom to the top; a room may use those before it. */
  private static final List<String> ROOMS =
      List.of(
          ROOT + ".internal.verdict",
          ROOT + ".internal.http",
          ROOT + ".internal.check",
          ROOT + ".internal.aspect",
          ROOT + ".internal.state",
          ROOT + ".internal.input",
          ROOT + ".internal.run",
          ROOT + ".internal.report",
          ROOT);

  /** A defect of the SDK must not hide a defect of a server. */
  @ArchTest
  static final ArchRule suite_anyClass_dependsOnTheContractAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "..",
              "dev.ghbilling.spec",
              "dev.ghbilling.spec.text",
              "com.fasterxml.jackson..",
              "com.sun.net.httpserver",
              "java..",
              "javax.xml..",
              "org.jspecify..",
              "picocli..",
              "org.junit..",
              "org.opentest4j..");

  @ArchTest
  static final ArchRule classes_all_printByStandardStreamsOnly =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .callMethodWhere(target(owner(assignableTo(PrintWriter.class))))
          .orShould()
          .callMethodWhere(target(owner(assignableTo(PrintStream.class))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(FileDescriptor.class)
          .because("StandardStreams filters what people read");

  @ArchTest
  static final ArchRule package_ofAnyClass_isAKnownRoom =
      classes().should().resideInAnyPackage(ROOMS.toArray(String[]::new));

  @ArchTest
  static final ArchRule room_ofAnyClass_usesLowerRoomsOnly =
      classes()
          .should(
              condition(
                  "use their own and lower rooms only",
                  (type, events) -> {
                    for (JavaClass used : used(type)) {
                      if (ROOMS.indexOf(used.getPackageName())
                          > ROOMS.indexOf(type.getPackageName())) {
                        events.add(violated(type, "uses " + used.getName() + " of a higher room"));
                      }
                    }
                  }));

  @ArchTest
  static final ArchRule class_andAnother_dontUseEachOther =
      classes()
          .should(
              condition(
                  "not be used by a class that they use",
                  (type, events) -> {
                    for (JavaClass used : used(type)) {
                      if (used(used).contains(outermost(type))) {
                        events.add(violated(type, "and " + used.getName() + " use each other"));
                      }
                    }
                  }));

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, ConditionEvents> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, events);
      }
    };
  }

  private static ConditionEvent violated(JavaClass type, String what) {
    return SimpleConditionEvent.violated(type, type.getName() + " " + what);
  }

  /** Returns the classes of the suite that a file's classes use, each by its outermost class. */
  private static Set<JavaClass> used(JavaClass type) {
    JavaClass file = outermost(type);
    return file.getPackage().getClasses().stream()
        .filter(candidate -> outermost(candidate).equals(file))
        .flatMap(candidate -> candidate.getDirectDependenciesFromSelf().stream())
        .map(dependency -> outermost(dependency.getTargetClass().getBaseComponentType()))
        .filter(target -> target.getPackageName().startsWith(ROOT) && !target.equals(file))
        .collect(Collectors.toSet());
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost;
  }
}
