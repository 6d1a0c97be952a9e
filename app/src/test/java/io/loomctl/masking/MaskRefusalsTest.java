package io.loomctl.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks that cannot be, and columns that nobody has decided about. */
@SuppressWarnings("NullAway.Init")
class MaskRefusalsTest {

  @TempDir Path folder;

  private static MaskedPeople shared;
  private MaskedPeople people;
  private TestDatabase source;
  private Cli cli;

  @BeforeAll
  static void twoDatabases(@TempDir Path once) {
    shared = MaskedPeople.in(once);
  }

  @BeforeEach
  void aFolderOfItsOwn() {
    people = shared.elsewhere(folder);
    source = people.source();
    cli = people.cli();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "salary: { sql: \"notes::int\" }; what it said is withheld",
        "salary: { sql: \"1 / (salary - salary)\" }; what it said is withheld",
        "surname: { sql: \"no_such_thing\" }; no_such_thing",
        "salary: { sql: \"NULL\" }; makes public.people.salary NULL, which it must not be, in 61 rows",
        "salary: { sql: \"-1\" }; breaks the check \"people_salary_check\" of public.people in 61 rows",
        "small: { sql: \"-1\" }; breaks the check \"above 0 %s\" of public.people in 61 rows",
        "mobile: { sql: \"'same'\" }; makes keys equal that \"people_mobile_key\" of public.people keeps apart, in 60 rows",
      })
  void aMaskThatDoesNotFitStopsTheExportAndTellsNoValue(String mask, String message) {
    cli.config(
        source,
        "tables: { people: { mask: { email: email, " + mask + " } } }\n" + MaskedPeople.SCENARIOS);

    Cli.Run run = people.run("export", "all");
    assertThat(run.exit()).as(run.transcript()).isIn(3, 5, 6);
    assertThat(run.err()).contains(message).contains("No snapshot was written.");
    assertThat(people.run("export", "all", "--debug").transcript())
        .contains(message)
        .doesNotContain("told me that");
    assertThat(cli.snapshots().resolve("all/latest.sql")).doesNotExist();
  }

  @Test
  void aConditionThatFailsTellsNoValue() {
    cli.config(
        source,
        """
        tables: { people: { mask: { notes: null } } }
        scenarios: { all: { tables: { people: { where: "notes::int = 1" } } } }
        """);

    Cli.Run run = people.refused(3, "export", "all");
    assertThat(run.err()).contains("withheld").doesNotContain("told me");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "people: { mask: { nothing: hash } }; has no column \"nothing\"",
        "people: { safe: [nothing] }; has no column \"nothing\"",
        "people: { mask: { label: hash } }; is generated",
        "people: { mask: { salary: null } }; must not be null",
        "people: { mask: { salary: email } }; does not fit public.people.salary, which is numeric",
        "people: { mask: { surname: email } }; does not fit public.people.surname",
        "people: { mask: { email: { sql: \"'a@b'\" } } }; public.people.email and public.orders.customer hold the same values",
        "people: { mask: { email: email } }, orders: { mask: { customer: hash } }; are masked apart",
        "people: { lookup: true, key: [email], mask: { email: email } }; part of the key of a lookup table",
      })
  void aMaskThatDoesNotFitTheSchemaIsAMistakeOfTheConfig(String tables, String message) {
    cli.config(source, "tables: { " + tables + " }\n" + MaskedPeople.SCENARIOS);

    assertThat(people.refused(3, "export", "all").err())
        .contains(message)
        .contains("loomctl.yaml:");
    Cli.Run validated = people.run("validate", "--family", "privacy");
    assertThat(validated.exit()).as(validated.transcript()).isEqualTo(1);
    assertThat(validated.out() + validated.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all: { masking: strict }", "all: {}"})
  void aStrictExportStopsAtColumnsThatNobodyDecidedAbout(String scenario) {
    String databases =
        "version: 1\ndatabases: { a: { url: \"%s\", protected: true } }\n".formatted(source.url());
    String tables = "tables: { orders: { safe: all }, people: { exclude: [notes], %s } }\n";
    String masks =
        "mask: { email: email, first_name: name, surname: name, known_as: name, phone: phone,"
            + " mobile: phone, ssn: hash, token: hash, picture: hash, number: hash }";
    String end = "scenarios: { " + scenario + " }\n";

    cli.rawConfig(databases + tables.formatted(masks) + end);
    assertThat(people.refused(6, "export", "all").err())
        .contains("neither masked nor excluded nor declared safe: id, small, salary, boss");
    cli.rawConfig(databases + tables.formatted(masks + ", safe: [id, small, salary, boss]") + end);
    people.done("export", "all");
    source.execute("ALTER TABLE people ADD fax text");
    assertThat(people.refused(6, "export", "all").err()).contains("declared safe: fax");
    source.execute("ALTER TABLE people DROP fax");
    cli.rawConfig(
        databases.replace("true", "true, masking: lenient") + tables.formatted(masks) + end);
    assertThat(people.run("export", "all").exit()).isEqualTo(scenario.contains("strict") ? 6 : 0);
  }
}
