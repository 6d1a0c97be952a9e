package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people, scripts, browsers and psql read of {@code compare-exports}, as files. */
@SuppressWarnings("NullAway.Init")
class CompareMessagesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
      CREATE TABLE person (
        id int PRIMARY KEY, team_id int REFERENCES team, name text, motto text, born date,
        score numeric, active boolean, tags text[], settings jsonb, updated_at timestamptz);
      CREATE TABLE "Odd ""table\u001b[31m" ("a column" text PRIMARY KEY, "b\u001b[1m" text, "ключ" text);
      CREATE TABLE log (at timestamptz, what text);
      CREATE TABLE note (id int PRIMARY KEY, body text);
      INSERT INTO team (name) VALUES ('Red'), ('Blue'), ('日本語のチーム');
      INSERT INTO person VALUES
        (1, 1, 'Ada', 'short', '1815-12-10', 1.10, true, '{a,b}', '{"theme": 1}', '2026-01-01Z'),
        (2, 1, 'Bob', repeat('The quick brown fox jumps over the lazy dog. ', 5), NULL, 7, false, NULL, NULL, '2026-01-01Z'),
        (3, 2, 'Cyd', '', '2000-01-01', NULL, NULL, '{}', '{}', '2026-01-01Z'),
        (4, 3, '田中さくら', '時は金なり', '1999-09-09', 3, true, '{日本}', NULL, '2026-01-01Z'),
        (5, NULL, 'Eve', E'line one\\nline two\\ttab\\\\', NULL, 0, NULL, NULL, NULL, '2026-01-01Z'),
        (6, 2, 'Leaving', 'Goodbye', '1970-01-01', 12.5, true, '{x,"y z",NULL}', '{"a": [1, 2]}', '2026-01-01Z');
      INSERT INTO "Odd ""table\u001b[31m" VALUES ('one', 'x', 'а'), ('<b>two</b>', 'y', 'б');
      INSERT INTO log VALUES ('2026-01-01Z', 'began'), ('2026-01-01Z', 'began'), (NULL, NULL);
      INSERT INTO note SELECT n, 'note ' || n FROM generate_series(1, 1234) n;
      """;

  private static final String CHANGES =
      """
      UPDATE person SET updated_at = '2026-02-02Z';
      UPDATE person SET motto = 'shorter', score = 1.1, active = NULL, tags = '{a,c}' WHERE id = 1;
      UPDATE person SET motto = replace(motto, 'lazy dog. The quick brown fox jumps over the lazy dog. T', 'lazy cat. The quick brown fox jumps over the lazy dog. T'), team_id = 2 WHERE id = 2;
      UPDATE person SET motto = NULL, score = 0, born = 'infinity', settings = '{"theme": "<script>alert(1)</script>"}' WHERE id = 3;
      UPDATE person SET name = '田中 さくら', motto = '石の上にも三年 🌸🌸 e\u0301' WHERE id = 4;
      UPDATE person SET motto = E'\\x1b]0;owned\\x07\\x1b[2J \u202egnp.exe \u009b31m </script><!--' WHERE id = 5;
      DELETE FROM person WHERE id = 6;
      INSERT INTO person VALUES (7, 3, E'Mallory''); DROP TABLE person; --', 'x', '2026-02-02', 1e20, false, '{}', '[null]', '2026-02-02Z'),
        (8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      UPDATE "Odd ""table\u001b[31m" SET "b\u001b[1m" = 'z', "ключ" = 'в';
      DELETE FROM log WHERE ctid = (SELECT min(ctid) FROM log);
      INSERT INTO log VALUES ('2026-02-02 12:00Z', 'ended');
      """;

  private static final String YAML =
      "tables: { team: { key: [name] } }\nscenarios:\n  s: {}\n  t: { tables: { team: {} } }\n";

  @TempDir static Path folder;

  private static TestDatabase database;
  private static Cli cli;

  /** v1 is before the changes, v2 after them, v3 with another schema. */
  @BeforeAll
  static void setUp() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, YAML);
    export("s", "before");
    export("t", "teams");
    database.execute(CHANGES);
    export("s", "after the <b>changes</b>");
    database.execute(
        """
        ALTER TABLE person DROP COLUMN tags, ADD nick text, ALTER score TYPE double precision;
        ALTER TABLE log ADD id serial PRIMARY KEY;
        DROP TABLE note;
        CREATE TABLE fresh (id int PRIMARY KEY);
        """);
    export("s", "migrated");
  }

  private static void export(String scenario, String message) {
    Cli.Run run = cli.run("export", scenario, "-m", message);
    assertThat(run.exit()).as(run.transcript()).isZero();
  }

  @Test
  void help() {
    assertSays("help", 0, cli.run("compare-exports", "--help"));
  }

  @Test
  void howManyRows() {
    assertSays("equal", 0, compare("v1", "v1"));
    assertSays("summary", 1, compare("v1", "v2"));
    assertSays("summary-table", 1, compare("v1", "v2", "--table", "log,note"));
  }

  @Test
  void whichRows() {
    assertSays("rows", 1, compare("v1", "v2", "--rows"));
    assertSays("rows-limit", 1, compare("v1", "v2", "--rows", "--limit", "2"));
    assertSays(
        "rows-only",
        1,
        compare("v1", "v2", "--rows", "--table", "person", "--only-columns", "motto"));
    assertSays(
        "rows-ignore",
        1,
        compare("v1", "v2", "--rows", "--table", "person", "--ignore-columns", "motto,updated_at"));
    assertSays("rows-natural", 1, compare("v1", "v2", "--rows", "--by", "natural"));
  }

  @Test
  void coloursOnATerminal() {
    Cli.Run run = terminal(Map.of("TERM", "xterm"));
    assertSays("terminal", 1, run);
  }

  @Test
  void schemas() {
    assertSays("schema", 1, compare("v2", "v3"));
    assertSays("schema-rows", 1, compare("v2", "v3", "--rows", "--table", "person,log"));
  }

  @Test
  void documents() {
    assertSays("json", 1, compare("v2", "v3", "--format", "json"));
    assertSays("json-rows", 1, compare("v1", "v2", "--rows", "--format", "json"));
    assertSays("sql", 1, compare("v1", "v2", "--format", "sql"));
    assertSays("html", 1, compare("v2", "v3", "--format", "html", "--limit", "3"));
    assertSays("html-equal", 0, compare("v1", "v1", "--format", "html"));
    assertSays("html-rows", 1, compare("v1", "v2", "--format", "html"));
  }

  @Test
  void failures() throws IOException {
    assertSays("unknown-version", 4, compare("v1", "v9"));
    assertSays("unknown-file", 2, compare("v1", "nowhere.sql"));
    assertSays("number", 2, compare("1", "v2"));
    assertSays("a-folder", 2, compare("v1", folder.toString()));
    Path text = Files.writeString(folder.resolve("text.sql"), "SELECT 1;\n");
    assertSays("no-snapshot", 4, compare("v1", text.toString()));
    assertSays("unknown-scenario", 2, cli.run("compare-exports", "z", "v1", "v2"));
    assertSays("no-versions", 4, cli.run("compare-exports", "t", "v1", "v2"));
    assertSays("unknown-table", 2, compare("v1", "v2", "--table", "persn"));
    assertSays(
        "unknown-column", 2, compare("v1", "v2", "--ignore-columns", "udpated_at,person.moto"));
    assertSays("limit-without-rows", 2, compare("v1", "v2", "--limit", "5"));
    assertSays("limit-zero", 2, compare("v1", "v2", "--rows", "--limit", "0"));
    assertSays("limit-text", 2, compare("v1", "v2", "--rows", "--limit", "few"));
    assertSays("sql-natural", 2, compare("v1", "v2", "--format", "sql", "--by", "natural"));
    assertSays("sql-columns", 6, compare("v2", "v3", "--format", "sql"));
    assertSays("param-without-live", 2, compare("v1", "v2", "--param", "a=b"));
    assertSays("live-twice", 2, compare("live", "live"));
    assertSays("junit", 2, compare("v1", "v2", "--format", "junit"));
    assertSays("one-side", 2, compare("v1"));
    assertSays("by-mail", 2, compare("v1", "v2", "--by", "mail"));
    assertSays("failure-json", 4, compare("v1", "v9", "--format", "json"));
  }

  /** All are there, and a browser makes elements of no more than the first until it is asked. */
  @Test
  void manyRowsOfAPageAreTextAtFirst() {
    String page = compare("v2", "v3", "--table", "note", "--format", "html").out();
    assertThat(page.split("<div class=\"row\">", -1)).hasSize(1 + 1234);
    String atOnce = page.replaceAll("(?s)<script type=\"text/html\">.*?</script>", "");
    assertThat(atOnce.split("<div class=\"row\">", -1)).hasSize(1 + 100);
    assertThat(page).contains("data-left=\"1134\" data-step=\"500\"");
    assertThat(page.split("<script type=\"text/html\">", -1)).hasSize(1 + 3);
  }

  /** Whatever the format: what follows an escape character is an order to a terminal. */
  @Test
  void noValueReachesATerminalAsItIs() {
    for (List<String> format :
        List.of(
            List.of("text", "--rows"),
            List.of("json", "--rows"),
            List.of("html"),
            List.of("sql"))) {
      List<String> options = new ArrayList<>(List.of("v1", "v2", "--table", "person", "--format"));
      options.addAll(format);
      String out = compare(options.toArray(String[]::new)).out();
      assertThat(out).as("%s", format).contains("owned");
      assertThat(out.replaceAll("[\\n\\t]", "").codePoints())
          .as("%s", format)
          .allMatch(character -> Character.getType(character) != Character.CONTROL);
    }
  }

  @Test
  void damage() throws IOException {
    String text = Files.readString(version(2));
    Path rows = Files.writeString(folder.resolve("rows.sql"), text.replace("Mallory", "Malorie"));
    assertSays("damaged-rows", 4, compare("v1", rows.toString()));
    assertSays("damaged-rows-sql", 4, compare("v1", rows.toString(), "--format", "sql"));
    Path header =
        Files.writeString(folder.resolve("header.sql"), text.replace("\"numeric\"", "\"text\""));
    assertSays("damaged-header", 4, compare("v1", header.toString()));
    Path cut = Files.writeString(folder.resolve("cut.sql"), text.substring(0, text.length() / 2));
    assertSays("cut-off", 4, compare("v1", cut.toString()));
  }

  @Test
  void otherScenario() {
    assertSays(
        "other-scenario",
        1,
        compare("v1", cli.snapshots().resolve("t").resolve("latest.sql").toString()));
  }

  @Test
  void liveWithoutADatabase() {
    Cli none =
        new Cli(folder.resolve("none"))
            .rawConfig(
                "version: 1\nsnapshots: ../../snapshots\ndatabases:\n  dev: { url: \"postgresql://me:secret@nowhere.invalid/shop\""
                    + " }\n"
                    + "scenarios: { s: { params: { who: null }, tables: { person: { where: \"name = :who\" } } } }");
    assertSays(
        "live-unreachable",
        5,
        none.run("compare-exports", "s", "v1", "live", "--param", "who=Ada"));
    assertSays("live-offline", 1, none.run("compare-exports", "s", "v1", "v2", "--table", "log"));
  }

  /** As the other side was narrowed, so is what it is compared with. */
  @Test
  void aPartIsComparedWithTheSamePartOfTheDatabase() {
    Cli parts = new Cli(folder.resolve("parts")).config(database, YAML);
    assertThat(parts.run("export", "s", "--only", "person,team").exit()).isZero();
    Cli.Run run = parts.run("compare-exports", "s", "v1", "live", "--quiet");
    assertThat(run.transcript())
        .isEqualTo("exit 0\n--- out\ns v1 and live are equal: 10 rows of 2 tables\n--- err\n");
  }

  /** In docs/json.md: the document, and the lines. */
  @Test
  void theDocumentationShowsWhatComesOut() throws IOException {
    TestDatabase todos =
        TestServer.main()
            .database(
                """
                CREATE TABLE todos (id int PRIMARY KEY, title text, done boolean);
                INSERT INTO todos VALUES (12, 'Call the printer', false), (17, 'Write the intro', false), (18, 'Rest', NULL);
                """);
    Cli general = new Cli(folder.resolve("todos")).config(todos, "scenarios: { general: {} }");
    general.run("export", "general");
    todos.execute(
        """
        DELETE FROM todos WHERE id = 12;
        ALTER TABLE todos ADD due date;
        UPDATE todos SET title = 'Write the introduction', done = true WHERE id = 17;
        INSERT INTO todos VALUES (23, 'Ship it', false, '2026-12-01');
        """);
    general.run("export", "general");
    assertThat(general.run("compare-exports", "general", "v1", "latest", "--format", "json").out())
        .isEqualTo(documented("json"));
    assertThat(
            general
                .run("compare-exports", "general", "v1", "v2", "--rows", "--format", "json")
                .out())
        .isEqualTo(documented("jsonl"));
  }

  private static String documented(String kind) throws IOException {
    String text = Files.readString(Path.of("docs/json.md"));
    String section = text.substring(text.indexOf("\n## compare-exports\n"));
    String start = "```" + kind + "\n";
    String code = section.substring(section.indexOf(start) + start.length());
    return code.substring(0, code.indexOf("```"));
  }

  private static Path version(int number) throws IOException {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("s"))) {
      return files
          .filter(file -> file.toString().contains("_v" + number + "_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Cli.Run compare(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare-exports", "s"));
    all.addAll(List.of(arguments));
    return cli.run(all.toArray(String[]::new));
  }

  private static Cli.Run terminal(Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Loomctl.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new boolean[] {true, true},
            environment,
            "--config",
            cli.configFile().toString(),
            "compare-exports",
            "s",
            "v1",
            "v2",
            "--rows",
            "--quiet");
    return new Cli.Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void assertSays(String golden, int exit, Cli.Run run) {
    GoldenFiles.assertSays("compare/" + golden, exit, run, CompareMessagesTest::withoutWhatChanges);
  }

  private static String withoutWhatChanges(String text) {
    return text.replace(folder.toString(), "<folder>")
        .replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1>...</$1>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d\\.sql", "<date>.sql")
        .replaceAll("of [0-9-]{10} [0-9:]{5} UTC, database", "of <time>, database")
        .replaceAll("PostgreSQL [0-9.]+", "PostgreSQL <version>");
  }
}
