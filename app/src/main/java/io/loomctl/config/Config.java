package io.loomctl.config;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.graph.ScenarioName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole config file, checked in itself but not against a database.
 *
 * @param file as the user knows it
 * @param snapshots the snapshot folder, already seen from where {@code file} is seen from
 * @param salt the secret that masks are made with; resolved when a snapshot masks something
 * @param databases at least one; the first is the default
 */
public record Config(
    Path file,
    Path snapshots,
    List<DatabaseConfig> databases,
    List<String> schemas,
    EnvironmentText salt,
    List<TableConfig> tables,
    Map<String, List<NamePattern>> groups,
    List<ScenarioConfig> scenarios,
    List<RuleConfig> rules) {

  public Config {
    databases = List.copyOf(databases);
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    scenarios = List.copyOf(scenarios);
    rules = List.copyOf(rules);
  }

  /**
   * Reads and checks a config file.
   *
   * @throws ConfigException with everything that is wrong, in the order of the file; text that is
   *     not YAML at all is reported alone, and so is a version that loomctl does not know
   */
  public static Config read(Path file, Map<String, String> environment) {
    return ConfigReader.read(file, environment);
  }

  /**
   * The database of that name, or the first one.
   *
   * @throws UsageException when there is none of that name
   */
  public DatabaseConfig database(Optional<String> name) {
    if (name.isEmpty()) {
      return databases.get(0);
    }
    return databases.stream()
        .filter(database -> database.name().equals(name.get()))
        .findFirst()
        .orElseThrow(() -> unknownDatabase(name.get()));
  }

  /**
   * The scenario of that name.
   *
   * @throws UsageException when there is none
   */
  public ScenarioConfig scenario(String name) {
    return scenarios.stream()
        .filter(scenario -> scenario.name().value().equals(name))
        .findFirst()
        .orElseThrow(() -> unknownScenario(name));
  }

  private UsageException unknownDatabase(String name) {
    List<String> known = databases.stream().map(DatabaseConfig::name).toList();
    return unknown("database", name, known, null);
  }

  private UsageException unknownScenario(String name) {
    List<String> known = scenarios.stream().map(scenario -> scenario.name().value()).toList();
    return unknown("scenario", name, known, ScenarioName.isValid(name) ? null : ScenarioName.RULE);
  }

  private UsageException unknown(
      String kind, String name, List<String> known, @Nullable String otherwise) {
    String list =
        known.isEmpty()
            ? "none"
            : known.stream().map(Config::shown).collect(Collectors.joining(", "));
    return new UsageException(
        Problem.of("no " + kind + " " + Quote.of(name) + " in " + file)
            .detail(kind + "s there: " + list)
            .hint(NearMiss.question(name, known).orElse(otherwise)));
  }

  private static String shown(String name) {
    return Element.isPlain(name) ? name : Quote.of(name);
  }
}
