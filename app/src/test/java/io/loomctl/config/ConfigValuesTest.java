package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.config.DatabaseConfig.Target;
import io.loomctl.failure.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigValuesTest {

  @Test
  void paramsKeepTheirOrderAndTheTextOfNumbersAndWords(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            ConfigTexts.MINIMAL
                + """
                scenarios:
                  s:
                    params: { z: 1.10, y: 0x1F, x: yes, w: true, v: 2024-01-01, u: "", t: ~, s: , r: "${R:-x$$y$}" }
                """);
    assertThat(config.scenario("s").params().toString())
        .isEqualTo(
            "{z=Optional[1.10], y=Optional[0x1F], x=Optional[yes], w=Optional[true],"
                + " v=Optional[2024-01-01], u=Optional[], t=Optional.empty, s=Optional.empty,"
                + " r=Optional[x$$y$]}");
  }

  @Test
  void numbersAreNamesWhereNamesAreExpected(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(folder, ConfigTexts.MINIMAL + "tables: { 2024: { key: [1, no] } }\n");
    TableConfig table = config.tables().get(0);
    assertThat(table.table()).hasToString("\"2024\"");
    assertThat(table.key().stream().map(each -> each.value().value())).containsExactly("1", "no");
  }

  @Test
  void theEnvironmentFillsInEverythingButSql(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            """
            version: 1
            snapshots: "${PLACE}/x"
            databases: { demo: { embedded: demo } }
            scenarios:
              s:
                description: "Of ${WHO:-nobody}"
                params: { who: "${WHO}" }
                tables: { t: { where: "a = '${WHO}'" } }
            rules: [ { name: r, find: "SELECT '${WHO}'", fix: "SELECT '${NONE}'" } ]
            """,
            Map.of("PLACE", "/srv", "WHO", "mara"));
    ScenarioConfig scenario = config.scenario("s");
    assertThat(config.snapshots()).isEqualTo(Path.of("/srv/x"));
    assertThat(scenario.description()).isEqualTo("Of mara");
    assertThat(scenario.params()).isEqualTo(Map.of("who", Optional.of("mara")));
    assertThat(scenario.tables().get(0).where().map(Located::value)).contains("a = '${WHO}'");
    assertThat(config.rules().get(0).find().value()).isEqualTo("SELECT '${WHO}'");
    assertThat(config.rules().get(0).fix().map(Located::value)).contains("SELECT '${NONE}'");
  }

  @Test
  void aVariableOfADatabaseIsMissedOnlyWhenTheDatabaseIsUsed(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.resource("design.yaml"));
    Target.Url url = (Target.Url) config.database(Optional.of("dev")).target();
    assertThatThrownBy(() -> url.url().resolve())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            config.file()
                + ":5:19: databases.dev.url: environment variable \"DATABASE_URL\" is not set");
  }

  @Test
  void childrenAreAllNoneOrPatterns(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            ConfigTexts.MINIMAL
                + "scenarios: { a: { children: all }, b: { children: none }, c: { children: [x,"
                + " y.*] } }\n");
    assertThat(config.scenario("a").children()).isInstanceOf(Children.All.class);
    assertThat(config.scenario("b").children()).isEqualTo(new Children.None());
    assertThat(((Children.Into) config.scenario("c").children()).patterns().toString())
        .isEqualTo("[x, y.*]");
  }

  @Test
  void limitsOfRowsAreWholeNumbersFromOneOn(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            ConfigTexts.MINIMAL
                + "tables: { t: { max_rows: 999999999999999999 }, u: {} }\n"
                + "scenarios: { s: { max_rows: 1 }, all: {} }\n");
    assertThat(config.tables().get(0).maxRows().orElseThrow().value())
        .isEqualTo(999_999_999_999_999_999L);
    assertThat(config.tables().get(1).maxRows()).isEmpty();
    assertThat(config.scenario("s").maxRows().orElseThrow().value()).isEqualTo(1);
    assertThat(config.scenario("all").maxRows()).isEmpty();
  }

  @Test
  void whatIsNoWholeNumberFromOneOnIsNoLimitOfRows(@TempDir Path folder) {
    for (String wrong :
        List.of(
            "0",
            "-1",
            "1.5",
            "1e3",
            "1_000",
            "010",
            "many",
            "'5'",
            "[5]",
            "~",
            "true",
            "9999999999999999999")) {
      assertThat(
              ConfigTexts.problems(
                  folder,
                  ConfigTexts.MINIMAL + "tables: { t: { max_rows: %s } }\n".formatted(wrong)))
          .as(wrong)
          .contains("tables.t.max_rows: expected a whole number from 1 on, found ");
    }
  }

  @Test
  void referencesAreReadInEveryWayOfWritingThem(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            ConfigTexts.MINIMAL
                + """
                tables:
                  t:
                    references:
                      a: events.xmlid
                      b: other.events.xmlid
                      c: events(xmlid)
                      "workflow_id, node_key": "workflow_nodes(workflow_id, node_key)"
                      '"D,d", e': 'other."My (odd) Table" ( "x""y" , z )'
                """);
    String references =
        config.tables().get(0).references().stream()
            .map(ConfigValuesTest::shown)
            .collect(Collectors.joining("\n"));
    assertThat(references)
        .isEqualTo(
            """
            [a] -> events[xmlid]
            [b] -> other.events[xmlid]
            [c] -> events[xmlid]
            [workflow_id, node_key] -> workflow_nodes[workflow_id, node_key]
            ["D,d", e] -> other."My (odd) Table"["x""y", z]""");
  }

  private static String shown(ReferenceConfig reference) {
    return names(reference.columns())
        + " -> "
        + reference.parent()
        + names(reference.parentColumns());
  }

  private static <T> List<T> names(List<Located<T>> names) {
    return names.stream().map(Located::value).toList();
  }

  @Test
  void aliasesStandForWhatTheyNameAndMergedKeysYieldToOwnOnes(@TempDir Path folder) {
    Config config =
        ConfigTexts.read(
            folder,
            ConfigTexts.MINIMAL
                + """
                tables:
                  a: &a { key: &key [id], updated: &col changed_at, lookup: true }
                  b: { <<: *a, lookup: false }
                  c: { exclude: *key, updated: *col }
                  d: { <<: [{ key: [x] }, *a] }
                """);
    String tables =
        config.tables().stream()
            .map(
                table ->
                    "%s %s %s %s %s"
                        .formatted(
                            table.table(),
                            names(table.key()),
                            names(table.exclude()),
                            table.updated().map(Located::value),
                            table.lookup()))
            .collect(Collectors.joining("\n"));
    assertThat(tables)
        .isEqualTo(
            """
            a [id] [] Optional[changed_at] true
            b [id] [] Optional[changed_at] false
            c [] [id] Optional[changed_at] false
            d [x] [] Optional[changed_at] true""");
  }

  @Test
  void aMergeOfAnythingElseIsAProblemAtTheMerge(@TempDir Path folder) {
    assertThat(
            ConfigTexts.problems(
                folder, ConfigTexts.MINIMAL + "tables: { a: { <<: 1 }, b: { <<: [{}, x] } }\n"))
        .isEqualTo(
            """
            3:20: tables.a."<<": expected key: value pairs to merge, or a list of them, found a number
            3:39: tables.b."<<"[1]: expected key: value pairs to merge, or a list of them, found text""");
  }

  @Test
  void tableNamesWithoutSchemaAreTheSameAsThoseOfTheOnlySchema(@TempDir Path folder) {
    assertThat(
            ConfigTexts.problems(
                folder,
                ConfigTexts.MINIMAL
                    + """
                    schemas: [shop]
                    tables: { a: {}, shop.a: {}, public.a: {}, '"a"': {} }
                    """))
        .isEqualTo(
            """
            4:18: tables."shop.a": the same table is given on line 4, column 11
            4:44: tables.""a"": the same table is given on line 4, column 11""");
  }

  @Test
  void snapshotsAreSoughtBesideTheFile(@TempDir Path folder) {
    String text = ConfigTexts.MINIMAL + "snapshots: ..\n";
    assertThat(ConfigTexts.read(folder, text).snapshots()).isEqualTo(folder.getParent());
    assertThat(ConfigTexts.problems(folder, ConfigTexts.MINIMAL + "snapshots: ~/x\n"))
        .isEqualTo(
            "3:12: snapshots: \"~\" does not stand for the home folder here (write ${HOME})");
    assertThat(ConfigTexts.problems(folder, ConfigTexts.MINIMAL + "snapshots: \"a\\0b\"\n"))
        .isEqualTo("3:12: snapshots: is not a path that this system allows");
  }

  @Test
  void aVersionOfAnotherTimeIsReportedAlone(@TempDir Path folder) {
    assertThat(ConfigTexts.problems(folder, "version: 2\nmasks: {}\n"))
        .isEqualTo("1:10: version: this loomctl reads version 1, not 2");
    assertThat(ConfigTexts.problems(folder, "version: \"1\"\n"))
        .isEqualTo(
            """
            1:1: "databases" is missing (name at least one, as in demo: { embedded: demo })
            1:10: version: expected a number, found text""");
  }

  @Test
  void noMessageAndNoRecordShowsAUrl(@TempDir Path folder) {
    String text = "version: 1\ndatabases: { a: { url: \"postgresql://u:secret@h/d\" } }\n";
    Config config = ConfigTexts.read(folder, text);
    assertThat(config.toString()).doesNotContain("secret");
    for (String wrong :
        List.of(
            "a: \"postgresql://u:secret@h/d\"",
            "a: { url: [\"secret\"] }",
            "a: { url: \"secret${\" }",
            "a: { embedded: \"postgresql://u:secret@h/d\" }",
            "a: { ulr: \"secret\" }")) {
      assertThat(ConfigTexts.problems(folder, "version: 1\ndatabases: { " + wrong + " }\n"))
          .startsWith("2:")
          .doesNotContain("secret");
    }
  }
}
