package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} may not do, cannot do, and keeps to itself. */
class InitRefusalsTest {

  private static final String SECRET = "hunter2secret";

  @SuppressWarnings("NullAway.Init")
  private static TestDatabase people;

  @TempDir Path folder;

  @BeforeAll
  static void peopleKnownByTheirMail() {
    people =
        TestServer.main()
            .database(
                """
                CREATE TABLE country (code text PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE person (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  email text NOT NULL UNIQUE, tel text, country text REFERENCES country);
                CREATE TABLE account (email text PRIMARY KEY, balance numeric);
                CREATE TABLE payment (id int PRIMARY KEY, email text NOT NULL REFERENCES account);
                INSERT INTO country VALUES ('at', 'Austria');
                INSERT INTO person (email, tel, country)
                  SELECT format('private%s@example.org', n), '+43 660 9876543', 'at'
                    FROM generate_series(1, 9) n;
                INSERT INTO account SELECT email, 1 FROM person;
                INSERT INTO payment SELECT 1, email FROM account LIMIT 1;
                """);
  }

  @Test
  void aConfigThatIsThereStaysUnlessForced() throws IOException {
    new Cli(folder).rawConfig("mine");
    Cli.Run refused = run(Map.of(), "init", "--yes", "--url", people.url());
    assertThat(refused.exit()).isEqualTo(6);
    assertThat(refused.err())
        .contains("there is a config already", "hint: pass --force to replace it");
    assertThat(text()).isEqualTo("mine");
    assertThat(run(Map.of(), "init", "--yes", "--force", "--url", people.url()).exit()).isZero();
    assertThat(text()).contains("everything: {}");
    assertThat(files()).containsExactly("loomctl.yaml");
  }

  @Test
  void nothingIsWrittenWhereNothingCanBeSaid() {
    TestDatabase empty = TestServer.main().database("CREATE SCHEMA s");
    assertRefused(5, "the database has no tables", "init", "--url", empty.url());
    assertRefused(5, "no tables in s", "init", "--schemas", "s", "--url", empty.url());
    assertRefused(2, "there is no schema \"t\"", "init", "--schemas", "t", "--url", people.url());
    people.execute("DROP ROLE IF EXISTS init_nobody; CREATE ROLE init_nobody LOGIN");
    assertRefused(5, "may not read any of the 4", "init", "--url", people.as("init_nobody").url());
    assertRefused(2, "not a PostgreSQL URL", "init", "--url", "mysql://" + SECRET + "@x/y");
    assertRefused(2, "init writes text or json", "init", "--format", "html");
    String nobody = "postgresql://x:" + SECRET + "@127.0.0.1:1/y";
    assertRefused(5, "connection refused at x@127.0.0.1:1/y", "init", "--url", nobody);
  }

  private void assertRefused(int exit, String message, String... args) {
    Cli.Run run = run(Map.of(), args);
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit);
    assertThat(run.err()).contains(message).doesNotContain(SECRET);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("config")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Cli.Run run =
        run(Map.of(), "init", "--yes", "--url", people.url(), "-c", folder + "/file/loomctl.yaml");
    assertThat(run.exit()).as(run.transcript()).isEqualTo(3);
    assertThat(run.err()).contains("cannot be written");
  }

  @Test
  void noPasswordAndNoValueOfAPersonIsShownAnywhere() throws IOException {
    String url = people.url().replaceFirst("//([^@]*)@", "//$1:" + SECRET + "@");
    Cli.Run run =
        run(Map.of("DATABASE_URL", "postgresql://other/db"), "init", "--mask", "--url", url);
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(text() + run.transcript())
        .doesNotContain(SECRET)
        .doesNotContainPattern("private\\d|9876543");
    assertThat(text())
        .contains("  main: { url: \"" + people.url() + "\" }")
        .containsPattern("  account:\n    mask:\n      email: email ")
        .doesNotContain("  payment:")
        .containsPattern(
            "    mask:\n      email: email +# .*\n      tel: phone +# its name says a phone number, as do 9 of");
    assertThat(run.err()).contains("no terminal to ask on: taking the defaults");
    assertThat(run.out()).contains("export LOOMCTL_MASK_SALT=");
    assertThat(run(Map.of(), "validate", "--family", "config,schema,data").exit()).isZero();
  }

  @Test
  void theExampleOfATableKnownByPersonalValuesNamesNone() throws IOException {
    assertThat(run(Map.of(), "init", "--yes", "--url", people.url()).exit()).isZero();
    assertThat(text())
        .contains(
            "one-account:",
            "account: { where: \"email = (SELECT email FROM public.account AS first_row ORDER BY"
                + " email LIMIT 1)\" }");
    Cli.Run export = run(Map.of(), "export", "one-account");
    assertThat(export.exit()).as(export.transcript()).isZero();
    assertThat(export.out()).contains("one-account v1: 2 rows of 2 tables");
  }

  @Test
  void programsGetADocument() throws IOException {
    Cli.Run run = run(Map.of(), "init", "--format", "json", "--url", people.url());
    assertThat(run.err()).isEmpty();
    JsonNode document = new JsonMapper().readTree(run.out());
    assertThat(document.path("scenarios").toString()).isEqualTo("[\"everything\",\"one-account\"]");
    JsonNode person = document.path("tables").get(3);
    assertThat(person.path("table").asText()).isEqualTo("public.person");
    assertThat(person.path("key").toString()).isEqualTo("[\"email\"]");
    assertThat(person.path("personal").get(0).path("mask").asText()).isEqualTo("email");
    assertThat(person.path("masked").asBoolean()).isFalse();
  }

  @Test
  void keysThatAnImportWouldRefuseAreNotProposed() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE gone (id serial PRIMARY KEY, code text UNIQUE);
                CREATE TABLE kept (id serial PRIMARY KEY, code text UNIQUE);
                CREATE TABLE token (id serial PRIMARY KEY, token text NOT NULL UNIQUE);
                CREATE TABLE made (id serial PRIMARY KEY, a text, b text GENERATED ALWAYS AS (a) STORED UNIQUE);
                CREATE TABLE node (id serial PRIMARY KEY, parent int NOT NULL REFERENCES node, name text NOT NULL, UNIQUE (parent, name));
                CREATE TABLE one (id serial PRIMARY KEY, other int NOT NULL UNIQUE);
                CREATE TABLE other (id serial PRIMARY KEY, one int NOT NULL UNIQUE REFERENCES one);
                ALTER TABLE one ADD FOREIGN KEY (other) REFERENCES other;
                CREATE TABLE file (id serial PRIMARY KEY, kept int NOT NULL REFERENCES kept, path text NOT NULL, UNIQUE (kept, path));
                CREATE TABLE text_key (id text PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE UNIQUE INDEX ON gone (id, code);
                CREATE UNIQUE INDEX ON text_key (lower(name));
                INSERT INTO gone (code) VALUES (NULL), ('a'), (NULL);
                INSERT INTO kept (code) VALUES ('a'), ('b');
                """);
    Cli.Run run = run(Map.of(), "init", "--yes", "--url", database.url());
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(text().lines().filter(line -> line.contains("key: [")).map(String::strip))
        .hasSize(2)
        .anyMatch(line -> line.matches("file: \\{ key: \\[kept, path] } +# unique, never NULL: .*"))
        .anyMatch(line -> line.matches("kept: \\{ key: \\[code] } +# unique: .*may be NULL.*"));
    assertThat(run(Map.of(), "validate").exit()).isZero();
  }

  @Test
  void aRoleThatDoesNotSeeEverythingIsToldSo() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                DROP ROLE IF EXISTS init_reader; CREATE ROLE init_reader LOGIN;
                CREATE TABLE open (id int PRIMARY KEY, name text); GRANT SELECT ON open TO init_reader;
                CREATE TABLE closed (id int PRIMARY KEY, email text);
                INSERT INTO open VALUES (7, 'x');
                """);
    Cli.Run run = run(Map.of(), "init", "--yes", "--url", database.as("init_reader").url());
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(run.err()).contains("warning: this role does not see all rows of 1 table");
    assertThat(text()).contains("does not see all rows of closed,").contains("params: { id: 7 }");
    assertThat(run(Map.of(), "export", "one-open").exit()).isZero();
  }

  @Test
  void aHundredAndFiftyTablesStayLegible() throws IOException {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      sql.append(
          "CREATE TABLE %s_%d (id serial PRIMARY KEY, name text, updated_at timestamptz%s);"
              .formatted(
                  List.of("shop", "crm", "hr", "log", "cms").get(i % 5),
                  i,
                  i < 5
                      ? ""
                      : ", parent int REFERENCES %s_%d"
                          .formatted(
                              List.of("shop", "crm", "hr", "log", "cms").get(i % 5), i % 5)));
    }
    sql.append("INSERT INTO crm_1 (name) VALUES ('x');");
    TestDatabase database = TestServer.main().database(sql.toString());
    Cli.Run run = run(Map.of(), "init", "--yes", "--url", database.url());
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(text().lines()).hasSizeLessThan(230).allMatch(line -> line.length() <= 120);
    assertThat(text()).contains("  crm:\n", "  shop:\n", "  one-crm-1:\n");
    Cli.Run only = run(Map.of(), "export", "everything", "--only", "crm", "-o", folder + "/x.sql");
    assertThat(only.exit()).as(only.transcript()).isZero();
    assertThat(only.out()).contains("1 row of 30 tables");
  }

  private Cli.Run run(Map<String, String> environment, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    return new Cli(folder)
        .run(new boolean[] {false, false}, environment, all.toArray(String[]::new));
  }

  private String text() throws IOException {
    return Files.readString(new Cli(folder).configFile());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("config"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
