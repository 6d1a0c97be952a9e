package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFindingsTest {

  private static final String RULE =
      "{ name: notes have a body, find: \"SELECT id, body FROM note WHERE body = ''\" }";

  private Workshop workshop;
  private TestDatabase database;

  @BeforeEach
  void open(@TempDir Path folder) {
    workshop = new Workshop(folder);
    database = workshop.database();
  }

  private void rule(String yaml) {
    workshop.edit(RULE, "{ name: r, " + yaml + " }");
  }

  @Test
  void rowsThatBreakARuleAreAnError() {
    database.execute("UPDATE note SET body = '' WHERE id IN (2, 3)");
    assertThat(workshop.findings())
        .containsExactly("rules error: notes have a body (2: [[\"2\",\"\"],[\"3\",\"\"]])");
    assertThat(workshop.run().exit()).isEqualTo(1);
  }

  @Test
  void aRuleMayBeAWarning() {
    rule("find: \"SELECT id FROM note WHERE id = 1\", severity: warning");
    assertThat(workshop.findings()).containsExactly("rules warning: r (1: [[\"1\"]])");
    assertThat(workshop.run().exit()).isZero();
  }

  @Test
  void rowsAreCountedOnTheServerHoweverMany() {
    rule(
        "find: \"SELECT n, repeat('x', 1000) FROM generate_series(1, 300000) n;  -- all of them\"");
    assertThat(workshop.findings())
        .singleElement()
        .asString()
        .startsWith("rules error: r (300000: [[\"1\",\"xxx");
  }

  @Test
  void sqlThatDoesNotWorkIsAFindingAtItsPlaceAndTheOtherRulesRun() {
    workshop.edit(
        RULE,
        "{ name: a, find: \"SELECT nope FROM note\" }\n  - { name: b, find: \"SELECT 1 / 0\" }\n  - "
            + "{ name: c, find: \"UPDATE note SET body = '' RETURNING id\" }\n  - { name: d, find:"
            + " \"SELECT lo_create(0)\" }\n  - { name: e, find: \"SELECT 7 AS seven\" }");
    String refused = ": the database does not accept this SQL";
    assertThat(workshop.findings())
        .containsExactly(
            "rules error: rules[0].find" + refused,
            "rules error: rules[1].find" + refused,
            "rules error: rules[2].find" + refused,
            "rules error: rules[3].find" + refused,
            "rules error: e (1: [[\"7\"]])");
    assertThat(database.count("note WHERE body = ''")).isZero();
    assertThat(database.count("pg_largeobject_metadata")).isZero();
  }

  @Test
  void aRuleMayGiveColumnsTwiceOrNoneAtAll() {
    workshop.edit(
        RULE,
        "{ name: a, find: \"SELECT 1 AS x, '{}'::text[] AS x, '{\\\"k\\\": 1}'::jsonb ? 'k' AS y\" }\n"
            + "  - { name: b, find: \"SELECT FROM note\" }");
    assertThat(workshop.findings())
        .containsExactly(
            "rules error: a (1: [[\"1\",\"{}\",\"t\"]])", "rules error: b (4: [[],[],[],[]])");
    assertThat(workshop.run("--family", "rules").out())
        .endsWith("✗ b: 4 rows\n2 checks: 0 passed, 2 errors\n");
  }

  @Test
  void sqlRunsWithTheRolesOwnSearchPath() {
    database.execute(
        "CREATE SCHEMA own; CREATE TABLE own.note AS SELECT 42 AS answer; ALTER DATABASE "
            + database.name()
            + " SET search_path = own, public");
    rule("find: \"SELECT answer FROM note\"");
    assertThat(workshop.findings("--family", "rules"))
        .containsExactly("rules error: r (1: [[\"42\"]])");
  }

  @Test
  void aFixIsOfferedAndRunsOnlyWhenAsked() {
    rule(
        "find: \"SELECT id FROM note WHERE body = 'one'\", fix: \"DELETE FROM note WHERE id = 1\"");
    assertThat(workshop.findings()).containsExactly("rules error: r (1: [[\"1\"]])");
    assertThat(workshop.hints())
        .containsExactly("\"loomctl validate --family rules --fix\" runs the rule's fix");
    assertThat(database.count("note")).isEqualTo(4);
    assertThat(workshop.findings("--fix")).isEmpty();
    assertThat(database.count("note")).isEqualTo(3);
    assertThat(workshop.run("--fix").exit()).isZero();
  }

  @Test
  void aFixThatHelpedSaysHowManyRowsItMended() {
    rule("find: \"SELECT id FROM note\", fix: \"DELETE FROM note WHERE id < 3; DELETE FROM note\"");
    for (JsonNode check : workshop.checks("--family", "rules", "--fix")) {
      assertThat(check.path("status").asText()).isEqualTo("pass");
      assertThat(check.path("figures").path("mended_rows").asLong()).isEqualTo(4);
      assertThat(check.path("changes").path(0).asText()).isEqualTo("ran the rule's fix");
    }
  }

  @Test
  void aFixThatDoesNotHelpIsRolledBack() {
    rule("find: \"SELECT id FROM note\", fix: \"DELETE FROM note WHERE id < 3\"");
    assertThat(workshop.findings("--fix"))
        .containsExactly(
            "rules error: r (4: [[\"1\"],[\"2\"],[\"3\"],[\"4\"]])",
            "rules error: rules[0].fix: the rule is broken after this fix as well, by 2 rows; it was"
                + " rolled back");
    assertThat(database.count("note")).isEqualTo(4);
  }

  @Test
  void aFixThatFailsIsRolledBackAndTheNextOneRuns() {
    workshop.edit(
        RULE,
        "{ name: a, find: \"SELECT id FROM note WHERE id = 1\", fix: \"DELETE FROM note WHERE id = 1;"
            + " SELECT nope\" }\n  - { name: b, find: \"SELECT id FROM note WHERE id = 2\", fix:"
            + " \"DELETE FROM note WHERE id = 2\" }");
    assertThat(workshop.findings("--fix"))
        .containsExactly(
            "rules error: a (1: [[\"1\"]])",
            "rules error: rules[0].fix: the database does not accept this SQL");
    assertThat(database.query("SELECT id FROM note ORDER BY id")).containsExactly("1", "3", "4");
  }

  @Test
  void aFixThatFailsOnlyAtCommitIsRolledBackToo() {
    database.execute(
        "ALTER TABLE project ADD note_id bigint DEFAULT 1 REFERENCES note DEFERRABLE INITIALLY"
            + " DEFERRED");
    rule("find: \"SELECT id FROM note WHERE id = 1\", fix: \"DELETE FROM note WHERE id = 1\"");
    assertThat(workshop.findings("--fix"))
        .contains("rules error: rules[0].fix: the database does not accept this SQL");
    assertThat(database.count("note")).isEqualTo(4);
  }

  @Test
  void aFixThatEndsItsOwnTransactionIsFoundOut() {
    rule(
        "find: \"SELECT id FROM note WHERE id = 1\", fix: \"DELETE FROM note WHERE id = 1; COMMIT\"");
    assertThat(workshop.findings("--fix"))
        .contains(
            "rules error: rules[0].fix: this fix ended the transaction that it ran in, so what it"
                + " did stays");
  }

  @Test
  void aProtectedDatabaseIsNotWrittenToUnlessThatIsSaid() {
    String config =
        "version: 1\ndatabases: { prod: { url: \"%s\", protected: true, masking: lenient } }\n%s"
            .formatted(
                database.url(),
                Workshop.CONFIG.replace(
                    RULE,
                    "{ name: r, find: \"SELECT id FROM note WHERE id = 1\", fix: \"DELETE FROM note"
                        + " WHERE id = 1\" }"));
    workshop.cli().rawConfig(config);
    Cli.Run refused = workshop.run("--fix");
    assertThat(refused.exit()).isEqualTo(6);
    assertThat(refused.err())
        .contains("database \"prod\" is protected")
        .contains("--allow-protected");
    assertThat(refused.out()).isEmpty();
    assertThat(database.count("note")).isEqualTo(4);
    assertThat(workshop.run("--fix", "--allow-protected").exit()).isZero();
    assertThat(database.count("note")).isEqualTo(3);
  }
}
