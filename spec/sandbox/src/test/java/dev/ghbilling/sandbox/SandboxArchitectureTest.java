package dev.ghbilling.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Holds the rooms of the sandbox: each knows only those after it in the list. */
@AnalyzeClasses(
    packages = "dev.ghbilling.sandbox",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SandboxArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwards_andAreAllKnown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("sandbox")
          .definedBy("dev.ghbilling.sandbox")
          .layer("fault")
          .definedBy("dev.ghbilling.sandbox.internal.fault")
          .layer("behaviour")
          .definedBy("dev.ghbilling.sandbox.internal.behaviour")
          .layer("export")
          .definedBy("dev.ghbilling.sandbox.internal.export")
          .layer("usage")
          .definedBy("dev.ghbilling.sandbox.internal.usage")
          .layer("api")
          .definedBy("dev.ghbilling.sandbox.internal.api")
          .layer("http")
          .definedBy("dev.ghbilling.sandbox.internal.http")
          .whereLayer("sandbox")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("fault")
          .mayOnlyBeAccessedByLayers("sandbox")
          .whereLayer("behaviour")
          .mayOnlyBeAccessedByLayers("sandbox")
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("sandbox", "fault", "behaviour")
          .whereLayer("usage")
          .mayOnlyBeAccessedByLayers("sandbox", "behaviour", "export")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("sandbox", "fault", "behaviour", "export", "usage")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule classes_dependencies_haveNoCycle =
      slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule classes_dependOn_theContractAndLibrariesOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.ghbilling.sandbox..",
              "dev.ghbilling.spec",
              "com.fasterxml.jackson..",
              "java..",
              "javax.crypto..",
              "org.eclipse.jetty..",
              "org.jspecify..",
              "org.junit.jupiter.api..");

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
