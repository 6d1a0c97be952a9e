package io.loomctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use whom. The table with the reasons is in {@code app/docs/design.md}. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.loomctl");

  private static final String[] USE_CASES = {
    "exporter", "importer", "comparison", "explanation", "validation", "proposal", "diagram", "cli"
  };

  @Test
  void packagesUseEachOtherInOneDirectionOnly() {
    layers()
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("exporter")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("importer")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("comparison")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("explanation")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("validation")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("diagram")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("proposal")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("masking")
        .mayOnlyBeAccessedByLayers(useCasesAnd("privacy"))
        .whereLayer("scenario")
        .mayOnlyBeAccessedByLayers(useCasesAnd("masking"))
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers(USE_CASES)
        .whereLayer("format")
        .mayOnlyBeAccessedByLayers(useCasesAnd("store"))
        .whereLayer("delta")
        .mayOnlyBeAccessedByLayers(useCasesAnd("store"))
        .whereLayer("snapshot")
        .mayOnlyBeAccessedByLayers(useCasesAnd("store", "format", "delta"))
        .whereLayer("privacy")
        .mayOnlyBeAccessedByLayers(USE_CASES)
        .whereLayer("catalog")
        .mayOnlyBeAccessedByLayers(useCasesAnd("scenario", "masking", "privacy"))
        .whereLayer("database")
        .mayOnlyBeAccessedByLayers(useCasesAnd("catalog", "scenario", "masking", "privacy"))
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers(useCasesAnd("scenario", "masking", "privacy"))
        .whereLayer("sql")
        .mayOnlyBeAccessedByLayers(
            useCasesAnd(
                "database", "catalog", "scenario", "masking", "privacy", "snapshot", "format"))
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers(
            useCasesAnd(
                "config",
                "catalog",
                "scenario",
                "masking",
                "privacy",
                "snapshot",
                "format",
                "delta",
                "store"))
        .check(CLASSES);
  }

  private static Architectures.LayeredArchitecture layers() {
    Architectures.LayeredArchitecture layers =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    List<String> names = new ArrayList<>(List.of("root"));
    names.addAll(List.of(USE_CASES));
    names.addAll(
        List.of(
            "masking",
            "scenario",
            "privacy",
            "snapshot",
            "format",
            "delta",
            "store",
            "catalog",
            "database",
            "config",
            "graph",
            "sql"));
    for (String name : names) {
      layers =
          layers.layer(name).definedBy(name.equals("root") ? "io.loomctl" : "io.loomctl." + name);
    }
    return layers;
  }

  private static String[] useCasesAnd(String... others) {
    return Stream.concat(Stream.of(USE_CASES), Stream.of(others)).toArray(String[]::new);
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
