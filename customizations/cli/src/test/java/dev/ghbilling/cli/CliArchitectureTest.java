package dev.ghbilling.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that the rooms of the command line depend downwards only. */
@AnalyzeClasses(
    packages = "dev.ghbilling.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class CliArchitectureTest {
  @ArchTest
  static final ArchRule rooms_allClasses_dependDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("entry")
          .definedBy("dev.ghbilling.cli")
          .layer("command")
          .definedBy("dev.ghbilling.cli.command")
          .layer("input")
          .definedBy("dev.ghbilling.cli.input")
          .layer("output")
          .definedBy("dev.ghbilling.cli.output")
          .layer("shell")
          .definedBy("dev.ghbilling.cli.shell")
          .whereLayer("entry")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("shell")
          .mayOnlyBeAccessedByLayers("entry", "command")
          .whereLayer("input")
          .mayOnlyBeAccessedByLayers("entry", "command", "shell")
          .whereLayer("output")
          .mayOnlyBeAccessedByLayers("entry", "command")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule classes_all_printByTheConsoleOnly =
      noClasses()
          .should()
          .callMethodWhere(target(owner(assignableTo(PrintWriter.class))))
          .orShould()
          .callMethodWhere(target(owner(assignableTo(PrintStream.class))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(FileDescriptor.class)
          .because("StandardStreams filters what people read");

  @ArchTest
  static final ArchRule classes_all_accessNoStandardStreams =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule streams_console_areItsOwn =
      noClasses()
          .that()
          .areNotAssignableTo(Console.class)
          .and()
          .areNotAssignableTo(GhbillingMain.class)
          .and()
          .areNotAssignableTo(ShellFiles.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(StandardStreams.class)
          .because("a command prints by its Console, which knows a table from data");

  @ArchTest
  static final ArchRule classes_inPairs_doNotDependOnEachOther =
      classes().should(notDependOnTheirDependents());

  private static ArchCondition<JavaClass> notDependOnTheirDependents() {
    return new ArchCondition<>("not depend on classes that depend on them") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Set<JavaClass> dependents =
            type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .map(CliArchitectureTest::topLevel)
                .collect(Collectors.toSet());
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isBetweenTopLevels(dependency))
            .filter(dependency -> dependents.contains(topLevel(dependency.getTargetClass())))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private static boolean isBetweenTopLevels(Dependency dependency) {
    return !topLevel(dependency.getOriginClass()).equals(topLevel(dependency.getTargetClass()));
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(CliArchitectureTest::topLevel).orElse(type);
  }
}
