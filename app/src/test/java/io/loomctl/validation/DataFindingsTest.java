package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFindingsTest {

  private Workshop workshop;

  @BeforeEach
  void open(@TempDir Path folder) {
    workshop = new Workshop(folder);
  }

  @Test
  void orphansUnderAVirtualReferenceAreAWarning() {
    workshop
        .database()
        .execute("INSERT INTO note (project_slug, author_id, body) VALUES ('nope', 1, 'x')");
    assertThat(workshop.findings())
        .containsExactly(
            "data warning: public.note(project_slug) → public.project(slug) (virtual reference)"
                + " leads nowhere (1: [[\"5\",\"nope\"]])");
  }

  @Test
  void orphansUnderAForeignKeyThatIsNotValidAreAnErrorAndTheFirstFewAreShown() {
    workshop
        .database()
        .execute(
            "ALTER TABLE note DROP CONSTRAINT note_author; INSERT INTO note (author_id, body) SELECT"
                + " 90 + n, 'x' FROM generate_series(1, 7) n; ALTER TABLE note ADD CONSTRAINT"
                + " note_author FOREIGN KEY (author_id) REFERENCES person NOT VALID");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: public.note(author_id) → public.person(id) (note_author, NOT VALID) leads"
                + " nowhere (7: [[\"5\",\"91\"],[\"6\",\"92\"],[\"7\",\"93\"],[\"8\",\"94\"],"
                + "[\"9\",\"95\"]])");
    assertThat(workshop.findings("one")).isEmpty();
  }

  @Test
  void orphansUnderAForeignKeyThatIsNotEnforcedAreAWarning() {
    workshop
        .database()
        .execute(
            "ALTER TABLE note ADD parent_id bigint CONSTRAINT note_parent REFERENCES note NOT"
                + " ENFORCED; UPDATE note SET parent_id = 77 WHERE id = 1");
    assertThat(workshop.findings())
        .containsExactly(
            "data warning: public.note(parent_id) → public.note(id) (note_parent, NOT ENFORCED)"
                + " leads nowhere (1: [[\"1\",\"77\"]])");
  }

  @Test
  void aForeignKeyOfOnePartitionSaysNothingOfTheOthers() {
    workshop
        .database()
        .execute(
            """
            CREATE TABLE part (id int, person_id int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
            CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10) TO (20);
            INSERT INTO part VALUES (1, 1), (11, 99);
            ALTER TABLE part_1 ADD FOREIGN KEY (person_id) REFERENCES person NOT VALID;
            """);
    assertThat(workshop.findings()).isEmpty();
    assertThat(workshop.cli().run("export", "all").exit()).isZero();
  }

  @Test
  void duplicatesOfANaturalKeyAreAnError() {
    workshop
        .database()
        .execute(
            "ALTER TABLE person DROP CONSTRAINT person_mail; INSERT INTO person (mail) VALUES"
                + " ('ada@example.org'), ('ada@example.org'), ('bob@example.org')");
    assertThat(workshop.findings("--family", "data"))
        .containsExactly(
            "data error: tables.person.key[0]: the natural key public.person(mail) occurs more than"
                + " once (2: [[\"ada@example.org\",\"3\"],[\"bob@example.org\",\"2\"]])");
  }

  @Test
  void twoNullsInANaturalKeyAreDuplicatesAsTheyWouldMatchEachOther() {
    workshop
        .database()
        .execute(
            "ALTER TABLE person ALTER mail DROP NOT NULL; INSERT INTO person (mail) VALUES (NULL),"
                + " (NULL)");
    assertThat(workshop.findings("--family", "data"))
        .containsExactly(
            "data error: tables.person.key[0]: the natural key public.person(mail) occurs more than"
                + " once (1: [[null,\"2\"]])");
  }

  @Test
  void aKeyOfATypeWithoutEqualityComparesAsText() {
    workshop
        .database()
        .execute(
            "ALTER TABLE note ADD key json NOT NULL DEFAULT '1'; UPDATE note SET key ="
                + " to_json(least(id, 3))");
    workshop.edit("  note:\n", "  note:\n    key: [key]\n");
    assertThat(workshop.findings("--family", "data"))
        .containsExactly(
            "data error: tables.note.key[0]: the natural key public.note(key) occurs more than"
                + " once (1: [[\"3\",\"2\"]])");
  }

  @Test
  void typesOfAnExtensionCompareByTheirOwnOperators() {
    workshop
        .database()
        .execute(
            "CREATE EXTENSION citext; ALTER TABLE person DROP CONSTRAINT person_mail, ALTER mail TYPE"
                + " citext; INSERT INTO person (mail) VALUES ('ADA@example.org'); ALTER TABLE project"
                + " ALTER slug TYPE citext; UPDATE note SET project_slug = 'LOOM' WHERE id = 1;"
                + " ALTER TABLE note ALTER project_slug TYPE citext");
    assertThat(workshop.findings("--family", "data"))
        .singleElement()
        .asString()
        .startsWith("data error: tables.person.key[0]: the natural key public.person(mail)");
  }

  @Test
  void aSequenceBehindItsColumnIsAnErrorWithTheRemedy() {
    workshop.database().execute("INSERT INTO project (id, slug, owner_id) VALUES (3, 'warp', 1)");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: sequence public.project_id_seq gives 3 next, but public.project.id reaches"
                + " 3");
    String remedy = workshop.hints().get(0);
    assertThat(remedy).isEqualTo("SELECT setval('public.project_id_seq', 3)");
    workshop.database().execute(remedy);
    assertThat(workshop.findings()).isEmpty();
    workshop.database().execute("INSERT INTO project (slug, owner_id) VALUES ('next', 1)");
  }

  @Test
  void anIdentityThatWasNeverUsedIsBehindTheFirstRow() {
    workshop
        .database()
        .execute(
            "CREATE TABLE fresh (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); INSERT INTO fresh"
                + " OVERRIDING SYSTEM VALUE VALUES (1)");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: sequence public.fresh_id_seq gives 1 next, but public.fresh.id reaches 1");
  }

  @Test
  void aSequenceThatTakesLargeStepsIsAheadOfTheValuesBetween() {
    workshop
        .database()
        .execute(
            "CREATE SEQUENCE blocks INCREMENT 50; CREATE TABLE ticket (id int PRIMARY KEY DEFAULT"
                + " nextval('blocks')); INSERT INTO ticket VALUES (DEFAULT), (50)");
    assertThat(workshop.findings()).isEmpty();
    workshop.database().execute("INSERT INTO ticket VALUES (51)");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: sequence public.blocks gives 51 next, but public.ticket.id reaches 51");
  }

  @Test
  void aSequenceThatCountsDownIsBehindWhenItIsAbove() {
    workshop
        .database()
        .execute(
            "CREATE SEQUENCE down INCREMENT -1; CREATE TABLE debt (id int PRIMARY KEY DEFAULT"
                + " nextval('down')); INSERT INTO debt VALUES (DEFAULT), (7)");
    assertThat(workshop.findings()).isEmpty();
    workshop.database().execute("INSERT INTO debt VALUES (-2)");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: sequence public.down gives -2 next, but public.debt.id reaches -2");
  }

  @Test
  void aSequenceThatNoLongerFillsItsColumnMayBeBehind() {
    workshop
        .database()
        .execute(
            "ALTER TABLE project ALTER id DROP DEFAULT; INSERT INTO project (id, slug, owner_id)"
                + " VALUES (90, 'own', 1)");
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void aSharedSequenceIsHeldAgainstTheFurthestOfItsColumns() {
    workshop
        .database()
        .execute(
            "CREATE SEQUENCE shared; CREATE TABLE a (id int DEFAULT nextval('shared')); CREATE TABLE b"
                + " (id int DEFAULT nextval('shared')); INSERT INTO a VALUES (3); INSERT INTO b VALUES"
                + " (9)");
    assertThat(workshop.findings())
        .containsExactly(
            "data error: sequence public.shared gives 1 next, but public.b.id reaches 9");
  }
}
