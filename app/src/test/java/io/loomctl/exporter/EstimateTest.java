package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code --estimate} counts is what an export then writes; the estimate itself writes nothing.
 */
class EstimateTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  /** The totals of parts were counted independently: rows reached over foreign keys. */
  @ParameterizedTest
  @CsvSource({
    "crearis, 40, projects, domaincode = 'augsburg', 246",
    "loom, 3, projects, id = 'proj-a-leaf', 479",
    "pagila, , customer, customer_id = 1, 149",
    "chinook, , customer, customer_id = 1, "
  })
  void countsWhatAnExportWritesOfOtherPeoplesDatabases(
      String name, Integer upward, String table, String where, Integer downward)
      throws IOException {
    String rule = "tables: { '%s': { where: '%s' } }".formatted(table, where.replace("'", "''"));
    Cli cli =
        new Cli(folder)
            .config(
                TestServer.main().database(SharedDatabases.withData(name)),
                "scenarios:\n  up: { %s }\n  down: { %s, children: all }\n  whole: {}\n"
                    .formatted(rule, rule));
    long up = assertEstimatesItsExport(cli, "up");
    long down = assertEstimatesItsExport(cli, "down");
    assertEstimatesItsExport(cli, "whole");
    assertThat(up).isEqualTo(upward == null ? up : upward);
    assertThat(down).isEqualTo(downward == null ? down : downward);
  }

  @Test
  void measuresEveryValueAsCopyWritesIt() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE DOMAIN short AS text;
                CREATE TYPE pair AS (a int, b text);
                CREATE TABLE odd (id int PRIMARY KEY, t text, s short, b bytea, n numeric, f boolean,
                  p pair, a text[], j json, c int GENERATED ALWAYS AS (id * 2) STORED);
                INSERT INTO odd VALUES
                  (1, E'a\\\\b\\tc\\nd\\re\\bf\\fg\\x0bh', '', '\\x0001ff', 1.10, true, (NULL, NULL), '{NULL,"",x}', '{}'),
                  (2, 'üñ𝄞', NULL, NULL, 'NaN', NULL, NULL, NULL, NULL),
                  (3, '\\N', '\\.', '', -0.0, false, (1, E'\\n'), '{}', '[1, 2]');
                CREATE TABLE bare ();
                INSERT INTO bare DEFAULT VALUES;
                INSERT INTO bare DEFAULT VALUES;
                CREATE TABLE hidden (id int PRIMARY KEY, secret text);
                INSERT INTO hidden VALUES (1, repeat('x', 500));
                CREATE TABLE nothing (id int PRIMARY KEY);
                """);
    Cli cli =
        new Cli(folder)
            .config(
                database,
                """
                tables: { hidden: { exclude: [secret] } }
                scenarios: { s: {}, some: { tables: { odd: { where: id < 3 }, hidden: {} } } }
                """);
    assertEstimatesItsExport(cli, "s");
    assertEstimatesItsExport(cli, "some");
  }

  @Test
  void measuresMaskedValuesAsTheyAreMasked() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE FUNCTION shorter(text) RETURNS text LANGUAGE sql IMMUTABLE
                  RETURN left($1, 2);
                CREATE TABLE person (id int PRIMARY KEY, note text, name text);
                INSERT INTO person SELECT n, repeat('x', 50), 'person ' || n
                  FROM generate_series(1, 50) n;
                """);
    Cli cli =
        new Cli(folder)
            .config(
                database,
                """
                tables: { person: { mask: { note: null, name: { sql: shorter(name) } } } }
                scenarios: { s: {}, some: { tables: { person: { where: id < 20 } } } }
                """);
    assertEstimatesItsExport(cli, "s");
    assertEstimatesItsExport(cli, "some");
  }

  @Test
  void samplesPartsOfLargeTablesEvenly() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE grown (id int PRIMARY KEY, note text);
                INSERT INTO grown SELECT n, repeat('x', n / 100) FROM generate_series(1, 30000) n;
                """);
    Cli cli =
        new Cli(folder)
            .config(database, "scenarios: { s: { tables: { grown: { where: id > 5000 } } } }\n");
    assertEstimatesItsExport(cli, "s");
  }

  /** Returns the total of rows. */
  private long assertEstimatesItsExport(Cli cli, String scenario) throws IOException {
    JsonNode estimate = json(cli, "export", scenario, "--estimate");
    Path file = folder.resolve(scenario + ".sql");
    JsonNode export = json(cli, "export", scenario, "-o", file.toString());
    assertThat(counts(estimate)).isEqualTo(counts(export));
    assertThat(estimate.get("rows")).isEqualTo(export.get("rows"));
    long bytes = 0;
    List<Long> blocks = blocks(file);
    assertThat(blocks).hasSameSizeAs(estimate.get("tables"));
    int at = 0;
    for (JsonNode table : estimate.get("tables")) {
      long written = blocks.get(at++);
      long rows = table.get("rows").asLong();
      long estimated = table.get("bytes").asLong();
      bytes += written;
      if (rows < 4000) {
        assertThat(estimated).as(table.toString()).isEqualTo(written);
      } else {
        assertThat((double) estimated)
            .as(table.toString())
            .isCloseTo((double) written, within(0.03 * written));
      }
    }
    assertThat(estimate.get("bytes").asDouble()).isCloseTo((double) bytes, within(0.02 * bytes));
    return estimate.get("rows").asLong();
  }

  private static JsonNode json(Cli cli, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--quiet", "--format", "json"));
    Cli.Run run = cli.run(all.toArray(String[]::new));
    assertThat(run.exit()).as(run.transcript()).isZero();
    return JSON.readTree(run.out());
  }

  private static List<String> counts(JsonNode document) {
    List<String> counts = new ArrayList<>();
    for (JsonNode table : document.get("tables")) {
      counts.add(
          "%s %s %s %s"
              .formatted(
                  table.get("table").asText(),
                  table.get("rows"),
                  table.get("owned"),
                  table.get("required")));
    }
    return counts;
  }

  /** The bytes between each COPY statement and the line that ends its rows, in their order. */
  private static List<Long> blocks(Path file) throws IOException {
    List<Long> blocks = new ArrayList<>();
    boolean inside = false;
    long bytes = 0;
    for (String line : Files.readString(file).split("\n", -1)) {
      if (inside && line.equals("\\.")) {
        blocks.add(bytes);
        inside = false;
      } else if (inside) {
        bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
      } else if (line.startsWith("COPY ") && line.endsWith(" FROM stdin;")) {
        inside = true;
        bytes = 0;
      }
    }
    return blocks;
  }
}
