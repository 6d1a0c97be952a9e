package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFindingsTest {

  @TempDir Path folder;

  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  @Test
  void tablesAndColumnsThatAreNotThereAreFoundTogether() {
    workshop
        .edit("country: { lookup: true }", "land: { lookup: true }")
        .edit("exclude: [phone]", "exclude: [fon]")
        .edit("project_slug: project.slug", "project_slug: project.slugg");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: tables.land: there is no table \"land\" in the database",
            "schema error: tables.person.exclude[0]: public.person has no column \"fon\"",
            "schema error: tables.note.references.project_slug: public.project has no column"
                + " \"slugg\"",
            "privacy warning: tables.person: public.person.phone looks personal: its name says a"
                + " phone number");
  }

  @Test
  void aKeyColumnThatIsNotThereIsOneFindingAndNotHalfAKey() {
    workshop.edit("key: [mail]", "key: [boss_id, mial]");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: tables.person.key[1]: public.person has no column \"mial\"");
  }

  @Test
  void anExcludedColumnWithoutDefaultCannotBeExcluded() {
    workshop
        .database()
        .execute("UPDATE person SET phone = '1'; ALTER TABLE person ALTER phone SET NOT NULL");
    assertThat(workshop.findings())
        .singleElement()
        .asString()
        .startsWith("schema error: tables.person.exclude[0]: column \"phone\" must not be null");
  }

  @Test
  void aViaWithoutAReferenceDoesNotKeepConditionsFromBeingTried() {
    workshop.edit("via: owner_id", "via: owner").edit("id >= :least", "idd >= :least");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: scenarios.one.tables.project.via: no reference from public.project by"
                + " \"owner\"",
            "schema error: scenarios.one.tables.project.where: the database does not accept this"
                + " condition on public.project");
  }

  @Test
  void aConditionIsTriedWithoutValuesAndWithoutReadingRows() {
    workshop.edit("mail = :mail", "mail = :mail AND 1 / (id - id) = 1");
    assertThat(workshop.findings()).isEmpty();
    workshop.edit("mail = :mail", "mail = = :mail");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: scenarios.one.tables.person.where: the database does not accept this"
                + " condition on public.person");
  }

  @Test
  void aConditionMayUseWhatTheRolesSearchPathFinds() {
    TestDatabase database = workshop.database();
    database.execute(
        "CREATE SCHEMA own; CREATE FUNCTION own.known(text) RETURNS boolean LANGUAGE sql AS 'SELECT"
            + " true'; ALTER DATABASE "
            + database.name()
            + " SET search_path = own, public");
    workshop.edit("mail = :mail", "mail = :mail AND known(mail)");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void aNameThatStandsForNoTableIsAWarning() {
    workshop.edit("\"coun*\"", "\"county*\"").edit("stop: [note]", "stop: [notes]");
    assertThat(workshop.findings())
        .containsExactly(
            "schema warning: groups.people[1]: \"county*\" stands for no table",
            "schema warning: scenarios.one.stop[0]: \"notes\" stands for no table");
  }

  @Test
  void aNaturalKeyThatNothingKeepsUniqueIsAWarning() {
    workshop.database().execute("ALTER TABLE person DROP CONSTRAINT person_mail");
    assertThat(workshop.findings())
        .containsExactly(
            "schema warning: tables.person.key[0]: nothing in the database keeps"
                + " public.person(mail) unique");
    assertThat(workshop.hints()).containsExactly("add a unique constraint on (mail)");
  }

  @Test
  void aPartialUniqueIndexDoesNotKeepAKeyUnique() {
    workshop
        .database()
        .execute(
            "ALTER TABLE person DROP CONSTRAINT person_mail; CREATE UNIQUE INDEX ON person (mail)"
                + " WHERE id > 1");
    assertThat(workshop.findings()).hasSize(1);
  }

  @Test
  void aUniqueKeyOfSomeOfTheColumnsKeepsAllOfThemUnique() {
    workshop.edit("key: [mail]", "key: [mail, id]");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void aNaturalKeyThatAllowsNullIsAWarningThatCountsTheRows() {
    workshop.database().execute("ALTER TABLE person ALTER mail DROP NOT NULL");
    String warning =
        "schema warning: tables.person.key[0]: public.person.mail is part of a natural key but"
            + " allows NULL";
    assertThat(workshop.findings()).containsExactly(warning);
    workshop.database().execute("INSERT INTO person (mail) VALUES (NULL)");
    assertThat(workshop.findings()).containsExactly(warning + " (1: [[\"4\",null]])");
    assertThat(workshop.hints()).containsExactly("declare the column NOT NULL");
  }

  @Test
  void aNaturalKeyThatCountsNullsAsEqualMayAllowThem() {
    workshop
        .database()
        .execute(
            "ALTER TABLE person ALTER mail DROP NOT NULL, DROP CONSTRAINT person_mail, ADD UNIQUE"
                + " NULLS NOT DISTINCT (mail)");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void naturalKeysThatNeedEachOtherAreAnError() {
    workshop
        .database()
        .execute(
            "ALTER TABLE person ADD project_id int REFERENCES project, ADD UNIQUE NULLS NOT DISTINCT"
                + " (project_id, country); UPDATE person SET project_id = 1 WHERE id = 1;"
                + " ALTER TABLE project ADD UNIQUE (owner_id)");
    workshop
        .edit("key: [mail]", "key: [project_id, country]")
        .edit("key: [slug]", "key: [owner_id]");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: tables.person.key[0]: natural keys need each other in a circle");
  }

  @Test
  void aNaturalKeyThatHoldsAReferenceToItsOwnTableIsAnError() {
    workshop
        .database()
        .execute("ALTER TABLE person ADD UNIQUE NULLS NOT DISTINCT (boss_id, country)");
    workshop.edit("key: [mail]", "key: [boss_id, country]");
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: tables.person.key[0]: the natural key of public.person contains a"
                + " reference to public.person itself");
  }

  @Test
  void aNaturalKeyMayHoldAReferenceToAnother() {
    workshop.database().execute("ALTER TABLE project ADD UNIQUE (owner_id)");
    workshop.edit("key: [slug]", "key: [owner_id]");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void aReferenceToTheOthersKeyMeansTheSameEverywhereAndMakesNoCircle() {
    workshop
        .database()
        .execute("ALTER TABLE note ADD UNIQUE NULLS NOT DISTINCT (project_slug, id)");
    workshop.edit(
        "    references: { project_slug: project.slug }",
        "    key: [project_slug, id]\n    references: { project_slug: project.slug }");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void anOrderThatReferencesContradictIsAWarning() {
    workshop.edit("key: [mail]", "key: [mail], after: [project]");
    assertThat(workshop.findings())
        .containsExactly(
            "schema warning: tables.person.after[0]: public.person cannot load after public.project:"
                + " references lead the other way");
  }

  @Test
  void oddNamesAreToldAsTheyAreWrittenAndDoNotBreakLines() {
    workshop
        .database()
        .execute(
            "CREATE TABLE \"Odd\nTable\" (\"a \"\"key\"\"\" text, n int); INSERT INTO \"Odd\nTable\" VALUES"
                + " ('x'), ('x'), (NULL)");
    workshop.edit(
        "tables:\n  country:",
        """
        tables:
          "\\"Odd\\nTable\\"": { key: ['"a ""key\"""'], references: { n: person.id } }
          country:""");
    assertThat(workshop.findings()).hasSize(3);
    assertThat(workshop.run().out())
        .contains(
            "nothing in the database keeps public.\"Odd\\nTable\"(\"a \"\"key\"\"\") unique\n",
            "a \"key\"   rows\n                  x         2\n");
  }

  @Test
  void aRoleThatMayNotReadATableIsToldSoAndTheRestIsLookedAt() {
    TestDatabase database = workshop.database();
    String role = database.name() + "_reader";
    database.execute(
        "CREATE ROLE %1$s LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1$s; REVOKE SELECT ON note FROM %1$s; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO %1$s"
            .formatted(role));
    workshop.cli().config(database.as(role), Workshop.CONFIG);
    assertThat(workshop.findings())
        .containsExactly(
            "schema error: scenarios.all: this role may not read public.note",
            "data warning: public.note was not looked at: this role does not see all of it",
            "data warning: public.note was not looked at: this role does not see all of it",
            "rules error: rules[0].find: the database does not accept this SQL");
  }
}
