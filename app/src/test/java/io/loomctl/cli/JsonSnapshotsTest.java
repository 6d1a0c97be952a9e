package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots in JSON from the command line: piped, kept as versions, and damaged. */
@SuppressWarnings("NullAway.Init")
class JsonSnapshotsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE clients (id int PRIMARY KEY, name text NOT NULL CHECK (name <> 'bad'), notes jsonb);
      CREATE TABLE orders (id int PRIMARY KEY, client_id int REFERENCES clients, total numeric(10, 2));
      CREATE TABLE logs (id int PRIMARY KEY, line text);
      """;

  private static final String ROWS =
      """
      INSERT INTO clients VALUES (1, 'Ann', '{"a": [1.10, null]}'), (2, 'Bo', 'null'), (3, 'Cy', NULL);
      INSERT INTO orders VALUES (1, 1, 9.90), (2, 3, 'NaN');
      INSERT INTO logs VALUES (1, E'a\\tb');
      """;

  private static final String YAML =
      """
      groups:
        sales: [clients, orders]
        people: [clients]
      scenarios: { everything: {} }
      """;

  @TempDir Path folder;
  private TestDatabase full;
  private TestDatabase empty;
  private Cli cli;

  @BeforeEach
  void createDatabases() {
    full = TestServer.main().database(SCHEMA + ROWS);
    empty = TestServer.main().copyOf(TestServer.main().database(SCHEMA));
    cli = new Cli(folder).config(Map.of("full", full, "empty", empty), YAML);
  }

  private Cli.Run succeeds(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  private Cli.Run pipe(String input, String... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return cli.run(args);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aDocumentCanBePipedIntoAnImport() throws Exception {
    for (String form : new String[] {"json", "json-pretty"}) {
      String json = succeeds("export", "everything", "--db", "full", "--as", form, "-o", "-").out();
      JsonNode tables = new ObjectMapper().readTree(json).get("tables");
      assertThat(tables.get("sales").get("public.clients")).hasSize(3);
      assertThat(tables.has("people")).isFalse();
      assertThat(tables.at("/other/public.logs/0/line").textValue()).isEqualTo("a\tb");
      Cli.Run run = pipe(json, "import", "--db", "empty", "--file", "-");
      assertThat(run.exit()).as(run.transcript()).isZero();
      empty.assertSameContents(full);
    }
  }

  @Test
  void aVersionCanBeJsonToo() {
    succeeds("export", "everything", "--db", "full", "--as", "json");
    assertThat(succeeds("export", "everything", "--db", "full").out())
        .contains("nothing changed since v1");
    succeeds("import", "everything", "--db", "empty");
    empty.assertSameContents(full);
    assertThat(succeeds("compare-exports", "everything", "latest", "live", "--db", "full").out())
        .contains("equal");
    succeeds("validate", "everything", "--db", "full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sql", "json"})
  void aDeltaCanHaveAVersionInJsonAsItsBase(String form) {
    TestDatabase source = full.server().copyOf(full);
    cli = new Cli(folder).config(Map.of("full", source, "empty", empty), YAML);
    succeeds("export", "everything", "--db", "full", "--as", "json");
    source.execute("UPDATE clients SET name = 'Eve' WHERE id = 1; DELETE FROM logs");
    succeeds("export", "everything", "--db", "full", "--as", form, "--since", "latest");
    succeeds("import", "everything", "--db", "empty");
    empty.assertSameContents(source);
  }

  @Test
  void aRowThatTheTargetRefusesIsNamedByItsLineInTheDocument() throws Exception {
    TestDatabase odd = TestServer.main().copyOf(TestServer.main().database(SCHEMA + ROWS));
    odd.execute("ALTER TABLE clients DROP CONSTRAINT clients_name_check");
    odd.execute("UPDATE clients SET name = 'bad' WHERE id = 2");
    Cli source = new Cli(folder.resolve("odd")).config(odd, YAML);
    Path file = folder.resolve("odd.json");
    assertThat(source.run("export", "everything", "--as", "json", "-o", file.toString()).exit())
        .isZero();
    String row = "{\"id\":2,\"name\":\"bad\",\"notes\":{\"$jsonb\":\"null\"}},";
    int line = Files.readString(file).lines().toList().indexOf(row) + 1;
    assertThat(line).isPositive();
    Cli.Run run = cli.run("import", "--db", "empty", "--file", file.toString());
    assertThat(run.exit()).as(run.transcript()).isEqualTo(5);
    assertThat(run.err()).contains("odd.json:" + line);
  }

  @Test
  void aDamagedDocumentIsRefusedAndChangesNothing() {
    String json = succeeds("export", "everything", "--db", "full", "--as", "json", "-o", "-").out();
    Cli.Run run =
        pipe(json.replace("\"Ann\"", "\"Eve\""), "import", "--db", "empty", "--file", "-");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .contains("the rows of public.clients were changed: their checksum differs");
    Cli.Run cut =
        pipe(json.substring(0, json.indexOf("Bo") + 1), "import", "--db", "empty", "--file", "-");
    assertThat(cut.exit()).isEqualTo(4);
    assertThat(cut.err()).contains("the file is cut off");
    assertThat(empty.count("clients")).isZero();
  }
}
