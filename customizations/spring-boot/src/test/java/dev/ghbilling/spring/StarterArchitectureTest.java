package dev.ghbilling.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Checks that the rooms of the starter know only what an application with them has. */
@AnalyzeClasses(
    packages = "dev.ghbilling.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class StarterArchitectureTest {
  @ArchTest
  static final ArchRule rooms_allClasses_areKnownAndApart =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("clients")
          .definedBy("dev.ghbilling.spring")
          .layer("test")
          .definedBy("dev.ghbilling.spring.test")
          .whereLayer("clients")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("test")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule sdk_internalRooms_areNotEntered =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.ghbilling.internal..");

  @ArchTest
  static final ArchRule clients_allClasses_knowNoTestLibrary =
      noClasses()
          .that()
          .resideInAPackage("dev.ghbilling.spring")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ghbilling.sandbox..", "org.springframework.test..", "org.junit..");

  @ArchTest
  static final ArchRule classes_all_dependOnEachOtherOneWay =
      slices().assignedFrom(new OutermostClasses()).should().beFreeOfCycles();

  /** Assigns each class to its outermost one. */
  private static final class OutermostClasses implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("dev.ghbilling.spring")
          ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "outermost classes";
    }
  }
}
