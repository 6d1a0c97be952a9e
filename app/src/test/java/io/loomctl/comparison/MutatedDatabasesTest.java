package io.loomctl.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.RandomMutator;
import io.loomctl.testing.Replay;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases of other people's projects, before and after changes at random. */
class MutatedDatabasesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "chinook, 1",
    "chinook, 2",
    "crearis, 1",
    "crearis, 2",
    "crearis, 3",
    "loom, 1",
    "loom, 2",
    "pagila, 1",
    "pagila, 2"
  })
  void theComparisonSaysWhatSqlSaysAndItsScriptMakesTheDatabasesEqual(String name, long seed)
      throws Exception {
    String schema = SharedDatabases.withData(name);
    TestDatabase before = TestServer.main().database(schema);
    TestDatabase after = TestServer.main().database(schema);
    SqlComparison sql = new SqlComparison(after);
    sql.remember();
    try (RandomMutator mutator = new RandomMutator(after, seed)) {
      mutator.mutate(400);
    }
    Cli cli =
        new Cli(folder).config(Map.of("a", before, "b", after), "scenarios:\n  everything: {}\n");
    String from = cli.export("everything", "--db", "a").toString();
    String to = cli.export("everything", "--db", "b").toString();

    Cli.Run rows = cli.run("compare-exports", "everything", from, to, "--rows", "--format", "json");
    assertThat(rows.exit()).as(rows.err()).isEqualTo(1);
    assertThat(lines(rows.out()))
        .containsExactlyInAnyOrderElementsOf(sql.differences())
        .hasSizeGreaterThan(100);

    Cli.Run live =
        cli.run(
            "compare-exports",
            "everything",
            from,
            "live",
            "--db",
            "b",
            "--rows",
            "--format",
            "json");
    assertThat(withoutNames(live.out())).isEqualTo(withoutNames(rows.out()));

    Cli.Run script = cli.run("compare-exports", "everything", from, to, "--format", "sql");
    assertThat(script.exit()).as(script.err()).isEqualTo(1);
    Replay.into(before, Files.writeString(folder.resolve("changes.sql"), script.out()));
    Cli.Run again = cli.run("compare-exports", "everything", "live", to, "--db", "a", "--rows");
    assertThat(again.exit()).as(again.transcript()).isZero();
    assertThat(data(before)).isEqualTo(data(after));
  }

  /** Every value of every table, without generated columns. */
  private static List<String> data(TestDatabase database) {
    List<String> data = new ArrayList<>();
    for (String table :
        database.query(
            """
            SELECT format('SELECT %L, %s FROM %s', c.oid::regclass, string_agg(format('CASE WHEN %I IS NOT DISTINCT FROM NULL THEN NULL ELSE concat(%I) END', attname, attname), ', ' ORDER BY attnum), c.oid::regclass)
            FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY c.oid""")) {
      data.addAll(database.query(table));
    }
    data.sort(null);
    return data;
  }

  private static String withoutNames(String json) {
    return json.replaceAll("\"(from|to)\":\"(live|[^\"]*\\.sql)\"", "");
  }

  /** A line for each column of each row, as {@link SqlComparison} writes them. */
  private static List<String> lines(String json) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : json.lines().toList()) {
      JsonNode row = JSON.readTree(line);
      if (row.has("change")) {
        lines(row).forEach(lines::add);
      }
    }
    lines.sort(null);
    return lines;
  }

  private static Stream<String> lines(JsonNode row) {
    String table = row.path("table").asText().replaceFirst("public\\.", "").replace("\"", "");
    String change = row.path("change").asText();
    List<String> key = new ArrayList<>();
    row.path("key").forEach(part -> key.add(part.asText()));
    if (key.isEmpty()) {
      throw new IllegalStateException("no table here is without a key: " + row);
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> column : row.path("columns").properties()) {
      JsonNode value = column.getValue();
      JsonNode none = JSON.nullNode();
      JsonNode was =
          change.equals("added") ? none : change.equals("removed") ? value : value.path("from");
      JsonNode is =
          change.equals("removed") ? none : change.equals("added") ? value : value.path("to");
      lines.add(
          Stream.of(
                  table, change, String.join(",", key), column.getKey(), was.asText(), is.asText())
              .collect(Collectors.joining("|")));
    }
    return lines.stream();
  }
}
