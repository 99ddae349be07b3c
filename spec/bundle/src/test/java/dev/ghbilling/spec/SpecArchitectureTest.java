package dev.ghbilling.spec;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
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

/**
 * Holds the rooms of the contract: the programs of the build know the contract, and not reverse.
 */
@AnalyzeClasses(
    packages = "dev.ghbilling.spec",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SpecArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwards_andAreAllKnown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("bundle")
          .definedBy("dev.ghbilling.spec.bundle")
          .layer("pages")
          .definedBy("dev.ghbilling.spec.pages")
          .layer("contract")
          .definedBy("dev.ghbilling.spec")
          .layer("text")
          .definedBy("dev.ghbilling.spec.text")
          .whereLayer("bundle")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pages")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("contract")
          .mayOnlyBeAccessedByLayers("bundle", "pages")
          .whereLayer("text")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule classes_all_printByStandardStreamsOnly =
      noClasses()
          .that()
          .doNotHaveSimpleName("StandardStreams")
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
  static final ArchRule classes_dependencies_haveNoCycle =
      slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

  /** Takes a class and those nested in it for one. */
  private static final class TopLevelClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      JavaClass outer = type;
      while (outer.getEnclosingClass().isPresent()) {
        outer = outer.getEnclosingClass().get();
      }
      return SliceIdentifier.of(outer.getName());
    }

    @Override
    public String getDescription() {
      return "top-level classes";
    }
  }
}
