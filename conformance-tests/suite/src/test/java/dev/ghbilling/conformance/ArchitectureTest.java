package dev.ghbilling.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.ghbilling.conformance",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** A fault of the SDK must not hide a fault of a server. */
  @ArchTest
  static final ArchRule knowsTheContractAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.ghbilling.conformance",
              "dev.ghbilling.spec",
              "com.fasterxml.jackson..",
              "java..",
              "javax.xml..",
              "org.jspecify..",
              "picocli..",
              "org.junit..",
              "org.opentest4j..");
}
