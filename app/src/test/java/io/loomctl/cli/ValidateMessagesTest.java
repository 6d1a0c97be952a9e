package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** What people and CI servers read of {@code validate}, as files. */
class ValidateMessagesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
      CREATE TABLE person (
        id int PRIMARY KEY, team_id int NOT NULL REFERENCES team, mail text, motto text, chief text);
      INSERT INTO team (name) VALUES ('Red'), ('Blue');
      INSERT INTO person VALUES
        (1, 1, 'ada@example.org', E'tabs\\tand\\nlines <&> ]]> \\u0001', NULL),
        (2, 1, 'bob@example.org', repeat('long ', 20), 'ada@example.org'),
        (3, 2, NULL, '“curly” 🌕', 'nobody@example.org');
      """;

  private static final String HEALTHY =
      "scenarios:\n  s: {}\nrules:\n  - { name: teams have a name, find: \"SELECT id FROM team WHERE"
          + " name = ''\" }\n";

  private static final String FINDINGS =
      """
      tables:
        team: { key: [name] }
        person:
          key: [mail]
          references: { chief: person.mail }
        persn: { lookup: true }
      groups: { none: ["x_*"] }
      scenarios:
        s: {}
        part: { params: { who: Ada }, tables: { person: { where: "nmae = :hwo" } } }
      rules:
        - name: people have a short motto
          find: "SELECT id, motto, team_id FROM person"
          severity: warning
        - name: nobody is in the red team
          find: "SELECT p.id, t.name FROM person p JOIN team t ON t.id = p.team_id WHERE t.id = 1"
          fix: "UPDATE person SET team_id = 2 WHERE team_id = 1"
        - { name: many, find: "SELECT n FROM generate_series(1, 12345) n" }
        - { name: not SQL, find: "SELEC 1" }
      """;

  @TempDir Path folder;

  @Test
  void help() {
    assertSays("validate-help", 0, new Cli(folder).run("validate", "--help"));
  }

  @Test
  void aHealthyDatabase() {
    Cli cli = new Cli(folder).config(database(), HEALTHY);
    cli.run("export", "s");
    assertSays("validate-healthy", 0, cli.run("validate"));
    assertSays("validate-healthy-json", 0, cli.run("validate", "--format", "json"));
    assertSays("validate-healthy-junit", 0, cli.run("validate", "--format", "junit"));
  }

  @Test
  void manyFindings() {
    Cli cli = withFindings();
    assertSays("validate-findings", 1, cli.run("validate"));
    assertSays("validate-findings-json", 1, cli.run("validate", "--format", "json"));
    assertSays("validate-findings-junit", 1, cli.run("validate", "--format", "junit"));
    assertSays(
        "validate-findings-junit-strict", 1, cli.run("validate", "--format", "junit", "--strict"));
  }

  @Test
  void aConfigWithMistakes() {
    Cli cli = new Cli(folder).rawConfig("version: 1\ndatabases: { d: {} }\nscenaros: {}\n");
    assertSays("validate-config", 3, cli.run("validate"));
    assertSays("validate-config-json", 3, cli.run("validate", "s", "--format", "json"));
  }

  @Test
  void aServerThatIsNotThere() {
    Cli cli =
        new Cli(folder)
            .rawConfig(
                "version: 1\ndatabases:\n  dev: { url: \"postgresql://me:secret@nowhere.invalid/shop\""
                    + " }\n"
                    + HEALTHY);
    Cli.Run run = cli.run("validate");
    assertThat(run.transcript()).doesNotContain("secret");
    assertSays("validate-unreachable", 5, run);
    assertSays("validate-unreachable-junit", 5, cli.run("validate", "--format", "junit"));
    assertSays("validate-without-database", 0, cli.run("validate", "--family", "config,snapshots"));
  }

  @Test
  void anEnvironmentVariableThatIsNotSet() {
    Cli cli =
        new Cli(folder)
            .rawConfig("version: 1\ndatabases:\n  dev: { url: \"${SHOP_URL}\" }\n" + HEALTHY);
    assertSays("validate-unset", 3, cli.run("validate"));
  }

  @Test
  void aRepairAndAFix() throws IOException {
    Cli cli = withFindings();
    Files.delete(cli.snapshots().resolve("metadata/export_manifest.json"));
    Files.delete(cli.snapshots().resolve("s/latest.sql"));
    assertSays("validate-repair", 0, cli.run("validate", "--family", "snapshots", "--repair"));
    assertSays("validate-fix", 1, cli.run("validate", "--family", "rules", "--fix"));
  }

  @Test
  void wrongUse() {
    Cli cli = new Cli(folder).config(database(), HEALTHY);
    assertSays("validate-unknown-family", 2, cli.run("validate", "--family", "shcema"));
    assertSays("validate-unknown-scenario", 2, cli.run("validate", "t"));
    assertSays("validate-unknown-database", 2, cli.run("validate", "--db", "dd"));
    assertSays(
        "validate-repair-without-snapshots",
        2,
        cli.run("validate", "--family", "rules", "--repair"));
    assertSays(
        "validate-fix-without-rules", 2, cli.run("validate", "--family", "snapshots", "--fix"));
    assertSays("validate-allow-without-fix", 2, cli.run("validate", "--allow-protected"));
    assertSays("export-as-junit", 2, cli.run("export", "s", "--format", "junit"));
  }

  /** The folder's name has to be as long on every machine: lines are broken. */
  @Test
  void aTerminalHasColoursAndEightyColumns() throws IOException {
    Path here = Path.of("target", "validate-terminal");
    delete(here);
    withFindings(here);
    Cli.Run run = run(here, new boolean[] {true, false}, Map.of("TERM", "xterm"));
    String plain = run.out().replaceAll("\u001b\\[\\d+m", "");
    assertThat(plain).isNotEqualTo(run.out());
    assertThat(plain.lines())
        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(81));
    assertSays("validate-terminal", 1, run);
    Cli.Run colourless = run(here, new boolean[] {true, false}, Map.of("NO_COLOR", "1"));
    assertThat(colourless.out()).isEqualTo(plain);
  }

  @Test
  void aLocaleWithoutUnicodeGetsPlainMarks() {
    withFindings();
    Map<String, String> environment = Map.of("LANG", "en_US.UTF-8", "LC_ALL", "C");
    assertSays("validate-plain", 1, run(folder, new boolean[] {false, false}, environment));
  }

  @Test
  void aReportForCiServersKeepsToTheirSchema() {
    Cli cli = withFindings();
    for (String strict : List.of("--strict", "--quiet")) {
      Cli.Run run = cli.run("validate", "--format", "junit", strict);
      assertThat(mistakesIn(run.out())).isEmpty();
    }
    Cli unreadable = new Cli(folder.resolve("elsewhere")).rawConfig("version: 2\n");
    assertThat(mistakesIn(unreadable.run("validate", "--format", "junit").out())).isEmpty();
    assertThat(mistakesIn("<testsuites><testcase/></testsuites>")).isNotEmpty();
  }

  private static List<String> mistakesIn(String report) {
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Path.of("src/test/resources/cli/junit.xsd").toFile())
          .newValidator()
          .validate(new StreamSource(new StringReader(report)));
      return List.of();
    } catch (SAXException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cli withFindings() {
    return withFindings(folder);
  }

  private static Cli withFindings(Path folder) {
    TestDatabase database = database();
    Cli cli = new Cli(folder).config(database, HEALTHY);
    assertThat(cli.run("export", "s").exit()).isZero();
    return cli.config(database, FINDINGS);
  }

  private static TestDatabase database() {
    return TestServer.main().database(SCHEMA);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Cli.Run run(Path folder, boolean[] terminals, Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> args =
        new ArrayList<>(
            List.of("--config", folder.resolve("config/loomctl.yaml").toString(), "validate"));
    int exit =
        Loomctl.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            environment,
            args.toArray(String[]::new));
    return new Cli.Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void assertSays(String golden, int exit, Cli.Run run) {
    new GoldenFiles(folder).assertSays(golden, exit, run);
  }
}
