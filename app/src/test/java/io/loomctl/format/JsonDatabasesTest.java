package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.testing.Cli;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole databases as JSON: what is read back is the snapshot that was written. */
class JsonDatabasesTest {

  private static final Path JQ = Path.of("/usr/bin/jq");

  @TempDir Path folder;

  private Path exported(TestDatabase database, String yaml) {
    return new Cli(folder)
        .config(database, yaml + "\nscenarios: { everything: {} }\n")
        .export("everything");
  }

  private Path everyKindOfColumn() {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    return exported(full, Schemas.yaml(full));
  }

  private void check(Path snapshot) throws Exception {
    for (boolean pretty : new boolean[] {false, true}) {
      byte[] json = JsonDocuments.write(snapshot, pretty);
      ByteArrayOutputStream sql = new ByteArrayOutputStream();
      Map<TableName, Origin.Lines> lines =
          JsonDocuments.format(pretty)
              .read(new ByteArrayInputStream(json), sql, folder.resolve("scratch"));
      assertThat(sql.toByteArray()).isEqualTo(Files.readAllBytes(snapshot));
      checkLines(SnapshotFile.open(snapshot), json, lines);
    }
  }

  /** Rows are counted by looking for what they begin with. */
  private static void checkLines(SnapshotFile file, byte[] json, Map<TableName, Origin.Lines> lines)
      throws IOException {
    List<String> text = new String(json, StandardCharsets.UTF_8).lines().toList();
    for (TableName table : file.trailer().tables().keySet()) {
      long rows = file.trailer().block(table).rows();
      if (rows == 0) {
        assertThat(lines).doesNotContainKey(table);
        continue;
      }
      Origin.Lines known = Objects.requireNonNull(lines.get(table), table::toString);
      for (long row = 1; row <= rows; row++) {
        assertThat(text.get((int) known.of(row) - 1).strip())
            .as("%s %d", table, row)
            .startsWith("{");
      }
      if (rows > 1) {
        assertThat(text.get((int) known.of(rows + 1) - 1).strip())
            .as("behind %s", table)
            .startsWith("]");
      }
    }
  }

  @Test
  void everyKindOfColumnAndNameComesBackByteForByte() throws Exception {
    check(everyKindOfColumn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void aWholeDatabaseComesBackByteForByte(String name) throws Exception {
    check(exported(TestServer.main().database(SharedDatabases.withData(name)), ""));
  }

  @Test
  void aDeltaComesBackByteForByte() throws Exception {
    TestDatabase database =
        TestServer.main()
            .copyOf(
                TestServer.main()
                    .database(
                        """
                        CREATE TABLE a (id int PRIMARY KEY, "$change" text, b jsonb);
                        CREATE TABLE same (id int PRIMARY KEY);
                        INSERT INTO a SELECT i, 'x', to_jsonb(i) FROM generate_series(1, 5) i;
                        INSERT INTO same VALUES (1);
                        """));
    Cli cli = new Cli(folder).config(database, "scenarios: { everything: {} }\n");
    assertThat(cli.run("export", "everything").exit()).isZero();
    database.execute(
        "DELETE FROM a WHERE id = 1; UPDATE a SET b = 'null' WHERE id = 2;"
            + " INSERT INTO a VALUES (6, '+', NULL)");
    Path delta = cli.export("everything", "--since", "v1");
    check(delta);
    assertThat(new String(JsonDocuments.write(delta, false), StandardCharsets.UTF_8))
        .contains(
            """
            "public.a":[
            {"$change_":"-","id":1,"$change":"x","b":1},
            {"$change_":"<","id":2,"$change":"x","b":2},
            {"$change_":">","id":2,"$change":"x","b":{"$jsonb":"null"}},
            {"$change_":"+","id":6,"$change":"+","b":null}
            ]
            """)
        .doesNotContain("\"public.same\":[");
  }

  @Test
  void jqReadsWhatWasWritten() throws Exception {
    Path snapshot = everyKindOfColumn();
    for (boolean pretty : new boolean[] {false, true}) {
      Path json = folder.resolve("all.json");
      Files.write(json, JsonDocuments.write(snapshot, pretty));
      assertThat(jq(".export_metadata.record_counts[\"cols.texts\"]", json).strip())
          .isEqualTo(Long.toString(rows(snapshot, "texts")));
      assertThat(jq("[.tables[][\"cols.texts\"]//empty|length]|add", json).strip())
          .isEqualTo(Long.toString(rows(snapshot, "texts")));
    }
  }

  private static long rows(Path snapshot, String table) throws IOException {
    SnapshotFile file = SnapshotFile.open(snapshot);
    TableName name = new TableName("cols", table);
    try (RowLines rows =
        new RowLines(BlockRows.open(file, name), 1, BlockRows.misshapen(file, name))) {
      long count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  /** pagila has neither jsonb nor floats, whose digits jq may change. */
  @Test
  void whatJqWroteIsReadToo() throws Exception {
    TestDatabase full = TestServer.main().database(SharedDatabases.withData("pagila"));
    Path snapshot = exported(full, "");
    Path json = folder.resolve("pagila.json");
    Files.write(json, JsonDocuments.write(snapshot, false));
    for (String option : List.of("--monochrome-output", "-c", "-S", "--tab")) {
      byte[] again = jq(option, ".", json).getBytes(StandardCharsets.UTF_8);
      assertThat(JsonDocuments.read(again, folder.resolve("scratch")))
          .as(option)
          .isEqualTo(Files.readAllBytes(snapshot));
    }
  }

  @Test
  void whatJqSortedOfADeltaIsReadToo() throws Exception {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE z (id int PRIMARY KEY);
                CREATE TABLE m (id int PRIMARY KEY REFERENCES z);
                CREATE TABLE a (id int PRIMARY KEY REFERENCES m);
                INSERT INTO z VALUES (1);
                """);
    Cli cli = new Cli(folder).config(database, "scenarios: { everything: {} }\n");
    assertThat(cli.run("export", "everything").exit()).isZero();
    database.execute("INSERT INTO m VALUES (1); INSERT INTO a VALUES (1)");
    Path delta = cli.export("everything", "--since", "v1");
    Path json = folder.resolve("delta.json");
    Files.write(json, JsonDocuments.write(delta, false));
    byte[] sorted = jq("-S", ".", json).getBytes(StandardCharsets.UTF_8);
    assertThat(JsonDocuments.read(sorted, folder.resolve("scratch")))
        .isEqualTo(Files.readAllBytes(delta));
  }

  private String jq(Object... arguments) throws Exception {
    assumeTrue(Files.isExecutable(JQ), "skipped: there is no jq");
    List<String> command = new ArrayList<>(List.of(JQ.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = folder.resolve("jq.out");
    Process jq =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("jq.err").toFile())
            .start();
    assertThat(jq.waitFor()).as(Files.readString(folder.resolve("jq.err"))).isZero();
    return Files.readString(out);
  }
}
