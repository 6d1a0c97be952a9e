package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.importer.Transfer.Figures;
import io.loomctl.testing.Cli;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One sample's exports and imports. */
record ImportTrial(AnySample sample, Cli cli, SampleDatabase source, SampleDatabase target) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Figures NONE = new Figures(0, 0, 0, 0, 0);

  ImportTrial(AnySample sample, Path folder, SampleDatabase source, SampleDatabase target) {
    this(
        sample,
        new Cli(folder)
            .config(
                Map.of("source", source.database(), "target", target.database()), sample.yaml()),
        source,
        target);
  }

  void run() throws SQLException {
    source.fill(sample.schema(), sample.rows());
    target.fill(sample.schema(), "");
    Contents rows = contents(source);
    Path whole = cli.export("whole", "--db", "source");
    String sequences = source.sequences();
    imports("whole", whole, Strategy.REPLACE, rows);
    assertThat(Cli.body(cli.export("whole", "--db", "target"))).isEqualTo(Cli.body(whole));
    assertThat(target.sequences()).isEqualTo(sequences);
    imports("whole", whole, Strategy.REPLACE, rows);

    target.fill(sample.schema(), sample.otherRows());
    Path part = cli.export("part", "--db", "source");
    Contents partOfRows = new ScenarioRows(sample.scenario(), rows).selected();
    Strategy first = any(Strategy.values());
    imports("part", part, first, partOfRows);
    imports("part", part, Strategy.REPLACE, partOfRows);
    imports("whole", whole, any(Strategy.MERGE, Strategy.SKIP), rows);
    if (imports("whole", whole, Strategy.REPLACE, rows)) {
      assertSame("replaced", contents(target), rows);
    }
  }

  private Strategy any(Strategy... strategies) {
    return List.of(strategies).get(Math.floorMod(sample.rowSeed(), strategies.length));
  }

  private Contents contents(SampleDatabase database) throws SQLException {
    return database.contents(sample.schema(), sample.scenario());
  }

  /** Imports, and looks at what became of it. */
  private boolean imports(String scenario, Path file, Strategy strategy, Contents snapshot)
      throws SQLException {
    Contents before = contents(target);
    boolean whole = scenario.equals("whole");
    ScenarioRows owned = new ScenarioRows(sample.scenario(), before);
    ExpectedImport expected =
        new ExpectedImport(strategy, snapshot, before, row -> whole || owned.owns(row));
    String name = strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Cli.Run run =
        cli.run(
            "import",
            scenario,
            "--file",
            file.toString(),
            "--db",
            "target",
            "--strategy",
            name,
            "--format",
            "json");
    Contents after = contents(target);
    String what = "%s %s: %s".formatted(name, scenario, run.transcript());
    boolean refused = sample.schema().hasActions() && isRefusal(run);
    if (expected.possible() && !refused) {
      assertThat(run.exit()).as(what).isZero();
      assertSame(what, after, expected.contents());
      Map<String, Figures> figures = figures(run);
      expected.figures().keySet().forEach(table -> figures.putIfAbsent(table, NONE));
      assertThat(figures).as(what).isEqualTo(expected.figures());
    } else {
      assertThat(run.exit()).as("it should be impossible, " + what).isIn(5, 6);
    }
    if (run.exit() != 0 || expected.writesNothing()) {
      assertThat(after.versions()).as(what).isEqualTo(before.versions());
    }
    return run.exit() == 0;
  }

  /** What foreign keys with actions may be a reason for. */
  private static boolean isRefusal(Cli.Run run) {
    return run.exit() == 6
        || (run.exit() == 5 && run.out().contains("another row has the same values already"));
  }

  private static void assertSame(String what, Contents found, Contents expected) {
    Map<String, List<String>> rows = Meaning.of(found);
    Meaning.of(expected)
        .forEach(
            (table, wanted) ->
                assertThat(rows.get(table))
                    .as("%s%n%s", table, what)
                    .containsExactlyElementsOf(wanted));
  }

  /** What it says it did; nothing of tables that it has no rows of and owns none of. */
  private static Map<String, Figures> figures(Cli.Run run) {
    Map<String, Figures> figures = new TreeMap<>();
    try {
      JSON.readTree(run.out())
          .path("tables")
          .forEach(table -> figures.put(table.path("table").asText(), Figures.of(table)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return figures;
  }
}
