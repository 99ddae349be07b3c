package dev.ghbilling.ledger;

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

/** Holds the rooms of the ledger: each knows only those below it. */
@AnalyzeClasses(
    packages = "dev.ghbilling.ledger",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LedgerArchitectureTest {
  @ArchTest
  static final ArchRule rooms_dependDownwards_andAreAllKnown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("ledger")
          .definedBy("dev.ghbilling.ledger")
          .layer("focus")
          .definedBy("dev.ghbilling.ledger.focus")
          .layer("metrics")
          .definedBy("dev.ghbilling.ledger.metrics")
          .layer("budget")
          .definedBy("dev.ghbilling.ledger.budget")
          .layer("page")
          .definedBy("dev.ghbilling.ledger.page")
          .layer("forecast")
          .definedBy("dev.ghbilling.ledger.forecast")
          .layer("usage")
          .definedBy("dev.ghbilling.ledger.usage")
          .layer("sync")
          .definedBy("dev.ghbilling.ledger.sync")
          .layer("load")
          .definedBy("dev.ghbilling.ledger.load")
          .layer("store")
          .definedBy("dev.ghbilling.ledger.store")
          .whereLayer("ledger")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("focus")
          .mayOnlyBeAccessedByLayers("ledger")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("ledger")
          .whereLayer("budget")
          .mayOnlyBeAccessedByLayers("ledger")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("ledger", "budget")
          .whereLayer("forecast")
          .mayOnlyBeAccessedByLayers("ledger", "page", "budget")
          .whereLayer("usage")
          .mayOnlyBeAccessedByLayers("ledger")
          .whereLayer("sync")
          .mayOnlyBeAccessedByLayers("ledger", "usage")
          .whereLayer("load")
          .mayOnlyBeAccessedByLayers("ledger", "sync")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("ledger", "sync", "load", "usage", "page", "focus", "metrics")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule classes_dependencies_haveNoCycle =
      slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule classes_dependOn_theSdkAndLibrariesOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.ghbilling..",
              "com.fasterxml.jackson..",
              "com.samskivert.mustache",
              "io.prometheus.metrics..",
              "java..",
              "org.duckdb",
              "org.jspecify..");

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
