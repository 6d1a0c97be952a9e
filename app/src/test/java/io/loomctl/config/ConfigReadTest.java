package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loomctl.config.DatabaseConfig.Target;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.ScenarioName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReadTest {

  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @Test
  void theExampleOfTheDesignIsReadIntoRecords(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.resource("design.yaml"));
    Places at = new Places(folder.resolve("loomctl.yaml").toString());

    assertThat(config.file()).isEqualTo(folder.resolve("loomctl.yaml"));
    assertThat(config.snapshots()).isEqualTo(folder.resolveSibling("snapshots"));
    assertThat(config.schemas()).containsExactly("public");
    assertThat(config.databases()).isEqualTo(databases(at));
    assertThat(config.tables()).isEqualTo(tables(at));
    assertThat(config.groups()).isEqualTo(groups(at));
    assertThat(config.groups().keySet()).containsExactly("core", "activity");
    assertThat(config.scenarios()).isEqualTo(scenarios(at));
    assertThat(config.rules()).isEqualTo(rules(at));
  }

  private record Places(String file) {
    Where at(int line, int column, String path) {
      return new Where(file, line, column, path);
    }

    ConfiguredTable table(String name, int line, int column, String path) {
      return new ConfiguredTable(Optional.empty(), name, at(line, column, path));
    }

    Located<ColumnName> column(String name, int line, int column, String path) {
      return new Located<>(new ColumnName(name), at(line, column, path));
    }

    Located<String> text(String text, int line, int column, String path) {
      return new Located<>(text, at(line, column, path));
    }

    NamePattern pattern(String text, int line, int column, String path) {
      return new NamePattern(text, at(line, column, path));
    }
  }

  private static List<DatabaseConfig> databases(Places at) {
    Where dev = at.at(5, 19, "databases.dev.url");
    Where prod = at.at(6, 19, "databases.prod.url");
    return List.of(
        new DatabaseConfig(
            "demo",
            new Target.Embedded("demo", List.of()),
            false,
            Optional.empty(),
            at.at(4, 3, "databases.demo")),
        new DatabaseConfig(
            "dev",
            new Target.Url(new EnvironmentText("${DATABASE_URL}", dev, NO_ENVIRONMENT)),
            false,
            Optional.empty(),
            at.at(5, 3, "databases.dev")),
        new DatabaseConfig(
            "prod",
            new Target.Url(new EnvironmentText("${PROD_URL}", prod, NO_ENVIRONMENT)),
            true,
            Optional.empty(),
            at.at(6, 3, "databases.prod")));
  }

  private static List<TableConfig> tables(Places at) {
    Where xmlid = at.at(16, 19, "tables.posts.references.event_xmlid");
    Where events = at.at(16, 32, "tables.posts.references.event_xmlid");
    return List.of(
        new TableConfig(
            at.table("users", 9, 3, "tables.users"),
            List.of(at.column("sysmail", 10, 11, "tables.users.key[0]")),
            List.of(at.column("last_login_ip", 11, 15, "tables.users.exclude[0]")),
            Optional.of(at.column("updated_at", 12, 14, "tables.users.updated")),
            false,
            List.of(),
            SafeColumns.NONE,
            List.of(),
            List.of(),
            Optional.empty()),
        new TableConfig(
            at.table("status", 13, 3, "tables.status"),
            List.of(
                at.column("table", 13, 19, "tables.status.key[0]"),
                at.column("name", 13, 26, "tables.status.key[1]")),
            List.of(),
            Optional.empty(),
            true,
            List.of(),
            SafeColumns.NONE,
            List.of(),
            List.of(),
            Optional.empty()),
        new TableConfig(
            at.table("domains", 14, 3, "tables.domains"),
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            List.of(),
            SafeColumns.NONE,
            List.of(at.table("sysdomains", 14, 22, "tables.domains.after[0]")),
            List.of(),
            Optional.empty()),
        new TableConfig(
            at.table("posts", 15, 3, "tables.posts"),
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            List.of(),
            SafeColumns.NONE,
            List.of(),
            List.of(
                new ReferenceConfig(
                    List.of(new Located<>(new ColumnName("event_xmlid"), xmlid)),
                    new ConfiguredTable(Optional.empty(), "events", events),
                    List.of(new Located<>(new ColumnName("xmlid"), events)),
                    xmlid)),
            Optional.empty()));
  }

  private static Map<String, List<NamePattern>> groups(Places at) {
    return Map.of(
        "core",
        List.of(
            at.pattern("users", 18, 10, "groups.core[0]"),
            at.pattern("projects", 18, 17, "groups.core[1]")),
        "activity",
        List.of(
            at.pattern("todos", 19, 14, "groups.activity[0]"),
            at.pattern("chat_*", 19, 21, "groups.activity[1]")));
  }

  private static List<ScenarioConfig> scenarios(Places at) {
    String general = "scenarios.general.tables.";
    String seeded = "metadata->>'demo_seed' = 'true'";
    String project = "scenarios.one-project.";
    return List.of(
        new ScenarioConfig(
            new ScenarioName("general"),
            "Everything seeded for the demo",
            Map.of(),
            List.of(
                new ScenarioTable(
                    at.table("fragments", 24, 7, general + "fragments"),
                    Optional.of(at.text(seeded, 24, 27, general + "fragments.where")),
                    List.of()),
                new ScenarioTable(
                    at.table("todos", 25, 7, general + "todos"),
                    Optional.empty(),
                    List.of(at.text("fragment_id", 25, 25, general + "todos.via"))),
                new ScenarioTable(
                    at.table("contacts", 26, 7, general + "contacts"),
                    Optional.of(at.text(seeded, 26, 27, general + "contacts.where")),
                    List.of())),
            new Children.None(),
            List.of(),
            Masking.LENIENT,
            Optional.empty(),
            at.at(21, 3, "scenarios.general")),
        new ScenarioConfig(
            new ScenarioName("one-project"),
            "",
            Map.of("project", Optional.empty()),
            List.of(
                new ScenarioTable(
                    at.table("projects", 30, 7, project + "tables.projects"),
                    Optional.of(
                        at.text("slug = :project", 30, 26, project + "tables.projects.where")),
                    List.of())),
            new Children.All(at.at(31, 5, project + "children")),
            List.of(at.pattern("audit_log", 32, 12, project + "stop[0]")),
            Masking.LENIENT,
            Optional.empty(),
            at.at(27, 3, "scenarios.one-project")),
        new ScenarioConfig(
            new ScenarioName("everything"),
            "",
            Map.of(),
            List.of(),
            new Children.None(),
            List.of(),
            Masking.LENIENT,
            Optional.empty(),
            at.at(33, 3, "scenarios.everything")));
  }

  private static List<RuleConfig> rules(Places at) {
    return List.of(
        new RuleConfig(
            "users have a valid email",
            at.text(
                "SELECT id, sysmail FROM users WHERE sysmail !~ '^[^@]+@[^@]+$'",
                36,
                11,
                "rules[0].find"),
            Severity.ERROR,
            Optional.empty(),
            at.at(35, 5, "rules[0]")));
  }

  @Test
  void theConfigOfTheRepositoryIsRead() {
    Config config = Config.read(Path.of("../config/loomctl.yaml"), Map.of());
    assertThat(config.snapshots()).isEqualTo(Path.of("../snapshots"));
    assertThat(config.scenario("writer").params()).isEqualTo(Map.of("user", Optional.of("mara")));
  }

  @Test
  void aMissingFileSaysWhereToRunOrWhatToPass(@TempDir Path folder) {
    Path file = folder.resolve("loomctl.yaml");
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> Config.read(file, Map.of()));
    assertThat(failure.problems())
        .singleElement()
        .hasToString(file + ": there is no such file")
        .extracting(problem -> problem.hint())
        .isEqualTo("run loomctl in the folder that holds config/loomctl.yaml, or pass --config");
  }

  @Test
  void aFolderIsNoConfigFile(@TempDir Path folder) {
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> Config.read(folder, Map.of()));
    assertThat(failure).hasMessage(folder + ": is a folder, not a config file");
  }

  @Test
  void theFirstDatabaseIsTheDefault(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.resource("design.yaml"));
    assertThat(config.database(Optional.empty()).name()).isEqualTo("demo");
    assertThat(config.database(Optional.of("prod")).guarded()).isTrue();
  }

  @Test
  void anUnknownDatabaseIsAnsweredWithTheKnownOnes(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.resource("design.yaml"));
    UsageException failure =
        catchThrowableOfType(UsageException.class, () -> config.database(Optional.of("prdo")));
    assertThat(shown(failure))
        .isEqualTo(
            "no database \"prdo\" in FILE | databases there: demo, dev, prod | did you mean"
                + " \"prod\"?");
  }

  @Test
  void anUnknownScenarioIsAnsweredWithTheKnownOnes(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.resource("design.yaml"));
    assertThat(unknownScenario(config, "Genral"))
        .isEqualTo(
            "no scenario \"Genral\" in FILE | scenarios there: general, one-project, everything |"
                + " did you mean \"general\"?");
    assertThat(unknownScenario(config, "../../etc"))
        .isEqualTo(
            "no scenario \"../../etc\" in FILE | scenarios there: general, one-project, everything"
                + " | "
                + ScenarioName.RULE);
  }

  @Test
  void aConfigWithoutScenariosSaysSo(@TempDir Path folder) {
    Config config = ConfigTexts.read(folder, ConfigTexts.MINIMAL);
    assertThat(unknownScenario(config, "x"))
        .isEqualTo("no scenario \"x\" in FILE | scenarios there: none | null");
  }

  private static String unknownScenario(Config config, String name) {
    return shown(catchThrowableOfType(UsageException.class, () -> config.scenario(name)))
        .replace(config.file().toString(), "FILE");
  }

  private static String shown(UsageException failure) {
    return failure.problems().stream()
        .map(
            problem ->
                problem + " | " + String.join(";", problem.details()) + " | " + problem.hint())
        .findFirst()
        .orElseThrow()
        .replaceAll("in \\S+loomctl.yaml", "in FILE");
  }
}
