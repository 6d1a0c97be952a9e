package io.loomctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Who may use whom. The table with the reasons is in {@code app/docs/design.md}. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.loomctl");

  @Test
  void packagesUseEachOtherInOneDirectionOnly() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy("io.loomctl")
        .layer("cli")
        .definedBy("io.loomctl.cli")
        .layer("exporter")
        .definedBy("io.loomctl.exporter")
        .layer("validation")
        .definedBy("io.loomctl.validation")
        .layer("scenario")
        .definedBy("io.loomctl.scenario")
        .layer("snapshot")
        .definedBy("io.loomctl.snapshot")
        .layer("store")
        .definedBy("io.loomctl.store")
        .layer("catalog")
        .definedBy("io.loomctl.catalog")
        .layer("database")
        .definedBy("io.loomctl.database")
        .layer("config")
        .definedBy("io.loomctl.config")
        .layer("graph")
        .definedBy("io.loomctl.graph")
        .layer("sql")
        .definedBy("io.loomctl.sql")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("exporter")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("validation")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("scenario")
        .mayOnlyBeAccessedByLayers("exporter", "validation", "cli")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("exporter", "validation", "cli")
        .whereLayer("snapshot")
        .mayOnlyBeAccessedByLayers("store", "exporter", "validation", "cli")
        .whereLayer("catalog")
        .mayOnlyBeAccessedByLayers("scenario", "exporter", "validation", "cli")
        .whereLayer("database")
        .mayOnlyBeAccessedByLayers("catalog", "scenario", "exporter", "validation", "cli")
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("scenario", "exporter", "validation", "cli")
        .whereLayer("sql")
        .mayOnlyBeAccessedByLayers(
            "database", "catalog", "scenario", "snapshot", "exporter", "validation", "cli")
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers(
            "config", "catalog", "scenario", "snapshot", "store", "exporter", "validation", "cli")
        .check(CLASSES);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("io.loomctl.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void graphAndSqlArePure() {
    classes()
        .that()
        .resideInAnyPackage("io.loomctl.graph", "io.loomctl.sql")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.io..",
            "java.nio.charset..",
            "io.loomctl.graph",
            "io.loomctl.sql",
            "org.jspecify..",
            "com.google.errorprone..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.loomctl.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyDatabaseKnowsThePoolTheDriverAndTheEmbeddedServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.loomctl.database")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.zaxxer..", "org.postgresql..", "io.zonky..")
        .check(CLASSES);
  }

  @Test
  void onlyMainNamesTheStreamsAndTheExit() throws NoSuchFieldException {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.loomctl.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.loomctl", "io.loomctl.cli")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(PrintStream.class)
        .check(CLASSES);
  }
}
