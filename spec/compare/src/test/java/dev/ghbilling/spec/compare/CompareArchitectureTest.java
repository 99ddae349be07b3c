package dev.ghbilling.spec.compare;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;

/** Holds the packages of this module to what its package-info says. */
@AnalyzeClasses(
    packages = "dev.ghbilling.spec.compare",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CompareArchitectureTest {
  private static final String COMMANDS = "dev.ghbilling.spec.compare";
  private static final String RELEASE = "dev.ghbilling.spec.compare.release";
  private static final String DIFF = "dev.ghbilling.spec.compare.diff";
  private static final String DRIFT = "dev.ghbilling.spec.compare.drift";
  private static final String COMPARISON = "dev.ghbilling.spec.compare.comparison";
  private static final String READER = "dev.ghbilling.spec.compare.reader";

  @ArchTest
  static final ArchRule packages_all_areKnown =
      classes()
          .should()
          .resideInAnyPackage(COMMANDS, RELEASE, DIFF, DRIFT, COMPARISON, READER)
          .because("a new package needs a place among the layers of this test");

  @ArchTest
  static final ArchRule packages_dependencies_runDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("commands")
          .definedBy(COMMANDS)
          .layer("release")
          .definedBy(RELEASE)
          .layer("diff")
          .definedBy(DIFF)
          .layer("drift")
          .definedBy(DRIFT)
          .layer("comparison")
          .definedBy(COMPARISON)
          .layer("reader")
          .definedBy(READER)
          .whereLayer("commands")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("release")
          .mayOnlyBeAccessedByLayers("commands")
          .whereLayer("diff")
          .mayOnlyBeAccessedByLayers("commands", "release")
          .whereLayer("drift")
          .mayOnlyBeAccessedByLayers("commands")
          .whereLayer("comparison")
          .mayOnlyBeAccessedByLayers("diff", "drift")
          .whereLayer("reader")
          .mayOnlyBeAccessedByLayers("commands", "release", "diff", "drift", "comparison");

  @ArchTest
  static final ArchRule classes_ofCommands_printByStandardStreamsOnly =
      noClasses()
          .that()
          .doNotHaveSimpleName("ReleaseGuard")
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
  static final ArchRule classes_dependencies_haveNoCycles =
      slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

  private static final class TopLevelClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getFullName().replaceAll("\\$.*", ""));
    }

    @Override
    public String getDescription() {
      return "top-level classes";
    }
  }
}
