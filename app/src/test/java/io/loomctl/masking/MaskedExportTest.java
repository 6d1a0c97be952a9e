package io.loomctl.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of databases with masked columns, and where they may be imported. */
@SuppressWarnings("NullAway.Init")
class MaskedExportTest {

  @TempDir Path folder;

  private MaskedPeople people;
  private TestDatabase source;
  private TestDatabase target;
  private Cli cli;

  @BeforeEach
  void twoDatabases() {
    people = MaskedPeople.in(folder);
    source = people.source();
    target = people.target();
    cli = people.cli();
  }

  private String snapshot(String scenario) throws IOException {
    return Files.readString(cli.snapshots().resolve(scenario).resolve("latest.sql"));
  }

  private List<String> both(String query) {
    return List.of(String.join("\n", source.query(query)), String.join("\n", target.query(query)));
  }

  @Test
  void aMaskedSnapshotFitsTheSchemaAndKeepsWhoBelongsToWhom() {
    people.done("export", "all", "--db", "a");
    people.done("import", "all", "--latest", "--db", "b");

    assertThat(
            target.query(
                "SELECT count(*), count(DISTINCT number), count(DISTINCT mobile) FROM people"))
        .containsExactly("61|60|60");
    for (String joined :
        List.of(
            "SELECT o.id, p.id FROM orders o JOIN people p ON p.email = o.customer ORDER BY 1",
            "SELECT o.id, p.id FROM orders o JOIN people p USING (number) ORDER BY 1",
            "SELECT p.id, b.id FROM people p JOIN people b ON b.id = p.boss ORDER BY 1",
            "SELECT id, number IS NULL, token IS NULL, phone IS NULL FROM people ORDER BY 1")) {
      List<String> found = both(joined);
      assertThat(found.get(1)).isNotEmpty().isEqualTo(found.get(0));
    }
  }

  @Test
  void noMaskedValueIsFoundAnywhere() throws IOException {
    Cli.Run export = people.done("export", "all", "--db", "a", "--debug");

    String everything = snapshot("all") + export.transcript();
    assertThat(everything)
        .doesNotContainIgnoringCase("mail.test")
        .doesNotContain(
            "Annabelle", "Carpenter", "carpenter", "Ann Carp", "+49 30", "0170 7", "told me");
    String fields = everything.replace('\n', '\t');
    for (String column : List.of("token", "picture", "number", "small", "ssn", "salary")) {
      for (String value : source.query("SELECT " + column + " FROM people WHERE salary > 0")) {
        assertThat(fields).as(column).doesNotContain("\t" + value.replace("\\", "\\\\") + "\t");
      }
    }
    assertThat(source.query("SELECT round(salary, -4) FROM people WHERE id = 1"))
        .containsExactly("40000");
    assertThat(everything).contains("\t40000\t").doesNotContain("43211");
  }

  @Test
  void eachKindHasItsShape() {
    people.done("export", "all", "--db", "a");
    people.done("import", "all", "--latest", "--db", "b");

    String shapes =
        """
        SELECT DISTINCT email ~ '^[0-9a-f]{1,16}@example[.]com$',
               first_name IS NULL OR first_name ~ '^[A-Z][a-z]+$',
               surname IS NULL OR surname ~ '^[A-Z][a-z]+$',
               known_as IS NULL OR known_as ~ '^[A-Z][a-z]+ [A-Z][a-z]+ [0-9a-f]{1,16}$',
               phone IS NULL OR phone ~ '^[+]999[0-9]{9}$',
               mobile IS NULL OR mobile ~ '^[+]999[0-9]{17}$',
               ssn IS NULL OR ssn ~ '^[0-9a-f]{1,11} *$',
               notes IS NULL
          FROM people
        """;
    assertThat(target.query(shapes)).containsExactly("t|t|t|t|t|t|t|t");
  }

  @Test
  void theSaltDecidesAndIsAskedForBeforeAnythingIsRead() throws IOException {
    Cli.Run missing = cli.run("export", "all", "--db", "a");
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.err()).contains("LOOMCTL_MASK_SALT").contains("is not set");
    assertThat(cli.snapshots().resolve("all/latest.sql")).doesNotExist();

    people.done("export", "all", "--db", "a");
    assertThat(people.done("export", "all", "--db", "a").out())
        .contains("nothing changed since v1");
    String first = snapshot("all");
    Cli.Run other =
        cli.run(
            new boolean[] {false, false},
            Map.of("LOOMCTL_MASK_SALT", "another"),
            "export",
            "all",
            "--db",
            "a");
    assertThat(other.out()).contains("all v2");
    String second = snapshot("all");
    assertThat(first.lines().filter(line -> line.contains("@example.com")))
        .doesNotContainAnyElementsOf(
            second.lines().filter(line -> line.contains("@example.com")).toList());
    assertThat(first + second).doesNotContain("secret as it gets", "another");
  }

  @Test
  void aMaskedSnapshotSaysSoAndDoesNotGoBackWhereItCameFrom() throws IOException {
    people.done("export", "all", "--db", "a");
    String before = String.join("\n", source.query("SELECT p FROM people p ORDER BY id"));

    assertThat(snapshot("all")).contains("\"mask\":\"email\"").contains("\"masking\": {");
    assertThat(Files.readString(cli.snapshots().resolve("metadata/export_manifest.json")))
        .contains("\"masked\" : true");
    assertThat(people.done("list-exports").out()).contains("v1 masked latest");
    for (String command : List.of("import", "update-import")) {
      Cli.Run refused = people.refused(6, command, "all", "--db", "a");
      assertThat(refused.err())
          .contains("the snapshot is masked and was taken from this very database")
          .contains("Nothing was changed.")
          .contains("--allow-masked");
    }
    assertThat(source.query("SELECT p FROM people p ORDER BY id"))
        .containsExactlyElementsOf(before.lines().toList());

    people.done("import", "all", "--latest", "--db", "a", "--allow-masked");
    assertThat(source.count("people WHERE email LIKE '%@example.com'")).isEqualTo(61);
  }

  @Test
  void aParameterThatWasGivenIsNotTold() throws IOException {
    people.done("export", "one", "--db", "a", "--param", "who=Person.7@mail.test");

    assertThat(snapshot("one"))
        .doesNotContain("Person.7")
        .contains("\"withheld_params\":[\"who\"]");
    assertThat(people.refused(2, "import", "one", "--latest", "--db", "b").err()).contains("who");
    people.done("import", "one", "--latest", "--db", "b", "--param", "who=Person.7@mail.test");
    assertThat(target.count("people")).isEqualTo(7);
    people.done(
        "import", "one", "--latest", "--strategy", "merge", "--db", "b", "--param", "who=nobody");
    assertThat(
            people
                .run(
                    "compare-exports",
                    "one",
                    "latest",
                    "live",
                    "--db",
                    "a",
                    "--param",
                    "who=Person.7@mail.test")
                .exit())
        .isZero();
  }

  @Test
  void aDeltaOfMaskedVersionsIsMasked() throws IOException {
    people.done("export", "all", "--db", "a");
    source.execute("UPDATE people SET email = 'Person.99@mail.test' WHERE id = 61");
    Cli.Run delta = people.done("export", "all", "--db", "a", "--since", "v1");

    assertThat(delta.out()).contains("1 row added, 1 removed");
    String text =
        Files.readString(
            Arrays.stream(cli.snapshots().resolve("all").toFile().listFiles())
                .filter(file -> file.getName().startsWith("all_v2"))
                .findFirst()
                .orElseThrow()
                .toPath());
    assertThat(text).doesNotContain("mail.test");
    people.done("import", "all", "--latest", "--db", "b");
    assertThat(target.count("people")).isEqualTo(61);
  }

  @Test
  void manyRowsInStoredOrderAndInParallelAreMaskedAlike() {
    source.execute(
        """
        INSERT INTO people (email, first_name, salary)
        SELECT 'more.' || n || '@mail.test', repeat('Barbara', 20) || n, n FROM generate_series(1, 30000) n;
        ANALYZE people;
        """);
    cli.config(
        Map.of("a", source, "b", target),
        MaskedPeople.MASKS.replace("    key: [email]\n", "") + MaskedPeople.SCENARIOS);
    people.done("export", "all", "--db", "a");
    assertThat(people.done("export", "all", "--db", "a", "--jobs", "3").out())
        .contains("nothing changed");
    source.execute(
        "UPDATE people SET small = 1 WHERE id = 1; UPDATE people SET small = 10001 WHERE id = 1");
    assertThat(people.done("export", "all", "--db", "a").out()).contains("nothing changed");
  }
}
