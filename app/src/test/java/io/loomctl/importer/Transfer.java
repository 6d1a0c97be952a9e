package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A snapshot of a scenario named "it" in one database, on its way into another. */
final class Transfer {

  /** What one import did, by its own count. */
  record Figures(long inserted, long updated, long deleted, long skipped, long unchanged) {

    static Figures of(JsonNode json) {
      return new Figures(
          json.get("inserted").asLong(),
          json.get("updated").asLong(),
          json.get("deleted").asLong(),
          json.get("skipped").asLong(),
          json.get("unchanged").asLong());
    }

    long written() {
      return inserted + updated + deleted;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cli cli;
  private final TestDatabase target;
  private final Path snapshot;

  private Transfer(Cli cli, TestDatabase target, Path snapshot) {
    this.cli = cli;
    this.target = target;
    this.snapshot = snapshot;
  }

  /**
   * Exports.
   *
   * @param yaml the config without its databases; a scenario without tables when it has none
   */
  static Transfer of(Path folder, TestDatabase source, TestDatabase target, String yaml) {
    String scenarios = yaml.contains("scenarios:") ? "" : "\nscenarios: { it: {} }\n";
    Cli cli = new Cli(folder).config(Map.of("source", source, "target", target), yaml + scenarios);
    return new Transfer(cli, target, cli.export("it", "--db", "source"));
  }

  /** The same snapshot, imported by another role or into another database. */
  Transfer into(TestDatabase other, String yaml) {
    String scenarios = yaml.contains("scenarios:") ? "" : "\nscenarios: { it: {} }\n";
    cli.config(Map.of("target", other), yaml + scenarios);
    return new Transfer(cli, other, snapshot);
  }

  Path snapshot() {
    return snapshot;
  }

  /** The body of what the target would export now. */
  String targetBody() {
    return Cli.body(cli.export("it", "--db", "target"));
  }

  /** Imports, and sums up what was done to all tables. */
  Figures total(String... options) {
    return Objects.requireNonNull(run(options).get("total"));
  }

  /** Imports, and fails unless that worked. */
  Map<String, Figures> run(String... options) {
    Cli.Run run = attempt(options);
    assertThat(run.exit()).as(run.transcript()).isZero();
    try {
      Map<String, Figures> figures = new TreeMap<>();
      JsonNode json = JSON.readTree(run.out());
      json.get("tables")
          .forEach(table -> figures.put(table.get("table").asText(), Figures.of(table)));
      figures.put("total", Figures.of(json.path("total")));
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tries to import, and fails unless that was refused without a trace.
   *
   * @return what was said on standard error
   */
  String refused(int exit, String... options) {
    TreeMap<String, List<String>> before = target.contents();
    List<String> sequences = target.sequences();
    Cli.Run run = cli.run(arguments(List.of("--quiet"), options));
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit);
    assertThat(target.contents()).isEqualTo(before);
    assertThat(target.sequences()).isEqualTo(sequences);
    return run.err();
  }

  /** Tries to import. */
  Cli.Run attempt(String... options) {
    return cli.run(arguments(List.of("--format", "json"), options));
  }

  private String[] arguments(List<String> first, String... options) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of("import", "it", "--file", snapshot.toString(), "--db", "target"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }
}
