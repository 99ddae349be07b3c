package dev.ghbilling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages depend downwards only: entry point, nouns, how a call travels, errors. */
@AnalyzeClasses(packages = "dev.ghbilling", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] NOUNS = {
    "dev.ghbilling.actions..",
    "dev.ghbilling.advancedsecurity..",
    "dev.ghbilling.costcenters..",
    "dev.ghbilling.exports..",
    "dev.ghbilling.packages..",
    "dev.ghbilling.sharedstorage..",
    "dev.ghbilling.usage.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.ghbilling.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesDependDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("entry")
          .definedBy("dev.ghbilling")
          .layer("nouns")
          .definedBy(NOUNS)
          .layer("optional")
          .definedBy("dev.ghbilling.app..", "dev.ghbilling.micrometer..")
          .layer("http")
          .definedBy("dev.ghbilling.http..")
          .layer("error")
          .definedBy("dev.ghbilling.error..")
          .layer("generated")
          .definedBy("dev.ghbilling.client..")
          .whereLayer("entry")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("optional")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("nouns")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("entry", "optional", "nouns")
          .whereLayer("generated")
          .mayOnlyBeAccessedByLayers("entry", "nouns", "http", "error")
          .whereLayer("error")
          .mayOnlyBeAccessedByLayers("entry", "optional", "nouns", "http");

  @ArchTest
  static final ArchRule micrometerIsOptional =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.ghbilling.micrometer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "dev.ghbilling.micrometer..");

  @ArchTest
  static final ArchRule nounsDoNotKnowEachOther =
      slices()
          .matching(
              "dev.ghbilling.(actions|advancedsecurity|costcenters|exports|packages|sharedstorage|usage)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule contractAndSandboxAreForTestsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.ghbilling.spec..", "dev.ghbilling.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.ghbilling.spec..", "dev.ghbilling.sandbox..");
}
