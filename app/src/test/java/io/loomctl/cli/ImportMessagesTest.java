package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Forgery;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people read of {@code import} and {@code update-import}: reports, and what is wrong with the
 * command line or the file. ImportRefusalsTest has what the database refuses.
 */
class ImportMessagesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
      CREATE TABLE person (id int PRIMARY KEY, team_id int NOT NULL REFERENCES team,
        name text NOT NULL, mail text UNIQUE);
      CREATE TABLE task_that_has_a_rather_long_name_for_a_terminal (id int PRIMARY KEY,
        person_id int REFERENCES person, title text CHECK (title <> ''));
      INSERT INTO team (name) VALUES ('Red'), ('Blue');
      INSERT INTO person VALUES
        (1, 1, 'Ada', 'ada@x'), (2, 1, 'Bob', 'bob@x'), (3, 2, 'Cyd', 'cyd@x');
      INSERT INTO task_that_has_a_rather_long_name_for_a_terminal
        SELECT i, i % 3 + 1, 'Task ' || i FROM generate_series(1, 1500) AS i;
      """;

  private static final String CHANGE =
      """
      DELETE FROM task_that_has_a_rather_long_name_for_a_terminal WHERE id > 1490;
      UPDATE task_that_has_a_rather_long_name_for_a_terminal SET title = 'x' WHERE id < 5;
      UPDATE person SET name = 'Bea' WHERE id = 2;
      INSERT INTO team VALUES (3, 'Green');
      INSERT INTO person VALUES (4, 3, 'Dan', 'dan@x');
      """;

  private static final String YAML =
      """
      scenarios:
        s: {}
        people: { params: { who: null }, tables: { person: { where: "name = :who" } } }
      """;

  @TempDir static Path folder;

  /** As it was exported; no test changes it. */
  private static TestDatabase database;

  private static Cli cli;
  private static Path snapshot;
  private static Path people;

  @BeforeAll
  static void export() throws IOException {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, YAML);
    assertThat(cli.run("export", "s", "--quiet").exit()).isZero();
    snapshot = Files.move(cli.export("s"), folder.resolve("s.sql"));
    people = Files.move(cli.export("people", "-p", "who=Ada"), folder.resolve("people.sql"));
  }

  @BeforeEach
  void config() {
    cli.config(database, YAML);
  }

  private static TestDatabase changed() {
    TestDatabase target = TestServer.main().database(SCHEMA);
    target.execute(CHANGE);
    cli.config(target, YAML);
    return target;
  }

  private static void says(String golden, int exit, String... args) {
    new GoldenFiles(folder).assertSays(golden, exit, cli.run(args));
  }

  @Test
  void help() {
    says("import-help", 0, "import", "--help");
    says("update-import-help", 0, "update-import", "--help");
  }

  @Test
  void anImportFromLookingAtTheFileToImportingItTwice() {
    changed();
    says("import-validate-only", 0, "import", "s", "--validate-only");
    says("import-validate-only-json", 0, "import", "s", "--validate-only", "--format", "json");
    says("import-dry-run", 0, "import", "s", "--latest", "--dry-run");
    says("import-dry-run-json", 0, "import", "s", "--dry-run", "--quiet", "--format", "json");
    says("import-skip", 0, "import", "s", "--strategy", "skip", "--dry-run");
    says("import-only", 0, "import", "s", "--only", "person", "--dry-run");
    says("import-replace", 0, "import", "s", "--version", "v1");
    says("import-unchanged", 0, "import", "s", "--quiet");
    says("import-unchanged-dry-run", 0, "import", "s", "--quiet", "--dry-run");
  }

  @Test
  void aMerge() {
    changed();
    says("update-import", 0, "update-import", "s");
    says("update-import-json", 0, "update-import", "s", "-q", "--format", "json");
  }

  @Test
  void onATerminalNothingIsWiderAndNoFigureIsCutOff() {
    changed();
    boolean[] terminals = {true, true};
    Cli.Run run = cli.run(terminals, Map.of("COLUMNS", "80"), "import", "s", "--dry-run");
    new GoldenFiles(folder).assertSays("import-terminal", 0, run);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void commandLinesThatMakeNoSense() {
    says("import-no-scenario", 2, "import");
    says("import-two-sources", 2, "import", "s", "--latest", "--file", "x.sql");
    says("import-bad-version", 2, "import", "s", "--version", "newest");
    says("import-bad-lock-timeout", 2, "import", "s", "--lock-timeout", "10");
    says("import-bad-strategy", 2, "import", "s", "--strategy", "overwrite");
    says("import-bad-triggers", 2, "import", "s", "--triggers", "maybe");
    says("import-dry-and-validate", 2, "import", "s", "--dry-run", "--validate-only");
    says("import-html", 2, "import", "s", "--format", "html");
    says("import-only-unknown", 2, "import", "s", "--only", "persn");
    says("import-nothing-left", 2, "import", "s", "--only", "team", "--exclude", "team");
    says("update-import-strategy", 2, "update-import", "s", "--strategy", "merge");
  }

  @Test
  void versionsAndFilesThatAreNotThere() {
    String nowhere = folder.resolve("nowhere.sql").toString();
    says("import-unknown-scenario", 2, "import", "sumary");
    says("import-unknown-version", 4, "import", "s", "--version", "v7");
    says("import-no-version", 4, "import", "people", "--param", "who=Ada");
    says("import-no-file", 4, "import", "--file", nowhere);
    says("import-no-file-json", 4, "import", "--format=json", "--file", nowhere);
    says("import-folder", 4, "import", "--file", folder.toString());
  }

  @Test
  void snapshotsOfOtherScenariosAndParameters() {
    String file = people.toString();
    says("import-other-scenario", 6, "import", "s", "--file", file);
    says("import-without-parameter", 2, "import", "--file", file);
    says("import-other-parameters", 6, "import", "--file", file, "--param", "who=Bob");
    cli.config(database, "scenarios: { t: {} }\n");
    says("import-scenario-not-in-config", 3, "import", "--file", file);
  }

  @Test
  void filesThatSomebodyChanged() throws IOException {
    String text = Files.readString(snapshot);
    saysOf("import-cut-off", text.substring(0, text.length() / 2));
    saysOf("import-cut-off-by-one", text.substring(0, text.length() - 1));
    saysOf("import-changed-row", text.replace("\tBob\t", "\tRob\t"));
    saysOf("import-crlf", text.replace("\n", "\r\n"));
    saysOf("import-newer-format", text.replace("snapshot, format 1", "snapshot, format 2"));
    saysOf("import-no-snapshot", "SELECT 1;\n");
    saysOf("import-empty-file", "");
    String drop = "DROP TABLE person;\nCOMMIT;\n";
    Path forged = Forgery.of(snapshot).statements("COMMIT;\n", drop).seal(folder.resolve("f.sql"));
    saysOf("import-smuggled", Files.readString(forged));
  }

  private static void saysOf(String golden, String file) throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.sql"), file);
    says(golden, 4, "import", "--quiet", "--file", damaged.toString());
  }

  @Test
  void standardInput() throws IOException {
    changed();
    String text = Files.readString(snapshot);
    InputStream before = System.in;
    try {
      saysOfInput("import-stdin-empty", 4, "");
      saysOfInput("import-stdin-cut-off", 4, text.substring(0, text.length() / 2));
      saysOfInput("import-stdin-json", 0, text);
    } finally {
      System.setIn(before);
    }
  }

  private static void saysOfInput(String golden, int exit, String input) {
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    says(golden, exit, "import", "-q", "--file", "-", "--format", exit == 0 ? "json" : "text");
  }

  @Test
  void databasesThatAreNotToBeWritten() {
    says("import-unknown-database", 2, "import", "s", "--db", "staging");
    cli.rawConfig(
        "version: 1\ndatabases:\n  prod: { url: \"postgresql://nowhere.invalid/x\", protected: true"
            + " }\n"
            + YAML);
    says("import-protected", 6, "import", "s");
    says("import-protected-json", 6, "import", "s", "--format", "json");
    says("import-unreachable", 5, "import", "s", "--allow-protected");
  }
}
