package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a database that nobody wrote a config for to a snapshot and back. */
class InitTest {

  private static final boolean[] NO_TERMINALS = {false, false};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void whatItWritesWorksWithoutAHandEditAndSoDoesEveryGuess(String name) throws IOException {
    TestDatabase full = TestServer.main().database(SharedDatabases.withData(name));
    TestDatabase empty = TestServer.main().database(SharedDatabases.empty(name));
    done(init(full, "--yes"));
    everyCommandWorks(full, empty);
  }

  private void everyCommandWorks(TestDatabase full, TestDatabase empty) throws IOException {
    done(on(full, "validate"));
    scenarios().forEach(scenario -> done(on(full, "export", scenario)));
    done(on(empty, "import", "everything", "--latest"));
    empty.assertSameContents(full);
    done(on(empty, "export", "everything", "--check"));
    uncomment();
    assertThat(text()).doesNotContain("# mask:").containsPattern("\n    mask:\n");
    done(on(full, "validate", "--family", "config,schema,data,privacy"));
    exportsMasked(full);
  }

  /** With every mask active. */
  private void exportsMasked(TestDatabase full) {
    done(init(full, "--mask", "--force"));
    Map<String, String> environment =
        Map.of("DATABASE_URL", full.url(), "LOOMCTL_MASK_SALT", "some salt for this test");
    done(new Cli(folder).run(NO_TERMINALS, environment, "export", "everything"));
  }

  @Test
  void keysAndLookupTablesThatPeopleWouldChooseAreProposed() {
    done(init(TestServer.main().database(SharedDatabases.withData("crearis")), "--yes"));
    assertThat(keys())
        .contains(
            "users: [sysmail]",
            "projects: [domaincode]",
            "events: [xmlid]",
            "posts: [xmlid]",
            "instructors: [xmlid]",
            "locations: [xmlid]",
            "participants: [xmlid]",
            "tags: [name]",
            "status: [name, table]");
    assertThat(keys()).noneMatch(key -> key.startsWith("images"));
    assertThat(text())
        .containsPattern("# lookup: true +# \\d+ rows, referenced by \\d tables, references none")
        .contains("event_id: events.id ", "instructor_id: instructors.id ", "root_id: images.id ");
    assertThat(commented("lookup: true")).contains("status", "tags");
  }

  @Test
  void namesOfEveryKindAreQuotedSoThatTheyMeanThemselves() throws IOException {
    TestDatabase full = TestServer.main().database(ODD + ODD_ROWS);
    TestDatabase empty = TestServer.main().database(ODD);
    done(init(full, "--yes"));
    everyCommandWorks(full, empty);
    assertThat(keys()).hasSizeGreaterThan(10);
  }

  private static final List<String> NAMES =
      List.of(
          "no",
          "null",
          "~",
          "1e3",
          "0x1f",
          "2024-01-01",
          "<<",
          "a.b",
          "Odd \"Name\"",
          "it's",
          "with: colon",
          "# hash",
          "- dash",
          "*",
          "&anchor",
          "{x}",
          "[y]",
          "!tag",
          "%",
          "@at",
          "new\nline",
          "back\\slash",
          "tab\there",
          " lead",
          "trail ",
          "ü.ß",
          "名前",
          "a,b",
          "(c)",
          "${HOME}",
          "${",
          ":param",
          "user",
          "table",
          "true",
          "ye\u2028s",
          "emoji 😀",
          "\u0085x",
          "x  y",
          "everything",
          "lookup",
          "others",
          "\"quoted\"");

  private static final String ODD =
      "CREATE SCHEMA \"Odd.Schema\"; "
          + IntStream.range(0, NAMES.size())
              .mapToObj(
                  i ->
                      "CREATE TABLE %s.%s (id serial PRIMARY KEY, %s text NOT NULL UNIQUE, %s int %s, updated_at timestamp, email text);"
                          .formatted(
                              i % 3 == 0 ? "\"Odd.Schema\"" : "public",
                              quoted(NAMES.get(i)),
                              quoted("k" + NAMES.get(i)),
                              quoted(NAMES.get(i)),
                              i < 3
                                  ? ""
                                  : "REFERENCES %s.%s"
                                      .formatted(
                                          (i - 3) % 3 == 0 ? "\"Odd.Schema\"" : "public",
                                          quoted(NAMES.get(i - 3)))))
              .collect(Collectors.joining());

  private static final String ODD_ROWS =
      IntStream.range(0, NAMES.size())
          .mapToObj(
              i ->
                  "INSERT INTO %s.%s VALUES (DEFAULT, 'v:${x}\"''\n', %s, now(), 'a@example.org');"
                      .formatted(
                          i % 3 == 0 ? "\"Odd.Schema\"" : "public",
                          quoted(NAMES.get(i)),
                          i < 3 ? "NULL" : "1"))
          .collect(Collectors.joining());

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Takes the comment signs away in the section of the tables, where something is a guess. */
  private void uncomment() throws IOException {
    String text = text();
    int from = text.indexOf("tables:\n", text.indexOf("\nschemas: "));
    int to = text.indexOf("\ngroups:");
    String section = text.substring(from, to).replaceAll("(?m)^(  |    )# ", "$1");
    Files.writeString(
        new Cli(folder).configFile(),
        text.substring(0, from).replaceFirst("# $", "") + section + text.substring(to));
  }

  private Cli.Run init(TestDatabase database, String... more) {
    return on(database, Stream.concat(Stream.of("init"), Stream.of(more)).toArray(String[]::new));
  }

  /** Runs a command with the database as the one that the config's variable names. */
  private Cli.Run on(TestDatabase database, String... args) {
    return new Cli(folder).run(NO_TERMINALS, Map.of("DATABASE_URL", database.url()), args);
  }

  private static void done(Cli.Run run) {
    assertThat(run.exit()).as(run.transcript()).isZero();
  }

  private String text() {
    try {
      return Files.readString(new Cli(folder).configFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> scenarios() {
    String section = text().substring(text().indexOf("\nscenarios:\n"));
    return section
        .lines()
        .filter(line -> line.matches("  [a-z0-9-]+:.*"))
        .map(line -> line.strip().split(":", 2)[0])
        .toList();
  }

  /** Each table with its natural key, as written. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    String table = "";
    for (String line : text().lines().toList()) {
      if (line.matches("  [^ #].*:( \\{.*)?")) {
        table = line.strip().split(":", 2)[0];
      }
      if (line.contains("key: [") && !line.strip().startsWith("#")) {
        table = line.matches("  [^ ].*") ? line.strip().split(":", 2)[0] : table;
        keys.add(table + ": " + line.replaceFirst(".*key: (\\[[^]]*]).*", "$1"));
      }
    }
    return keys;
  }

  /** The tables in whose entries the text stands as a comment. */
  private List<String> commented(String text) {
    List<String> tables = new ArrayList<>();
    String table = "";
    for (String line : text().lines().toList()) {
      if (line.matches("  (# )?[^ #].*:( \\{.*)?")) {
        table = line.replaceFirst("^  (# )?", "").split(":", 2)[0];
      } else if (line.contains("#") && line.contains(text)) {
        tables.add(table);
      }
    }
    return tables;
  }
}
