package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Owner;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot restores rows as they were: what users hang on their tables stays silent. */
class TriggersTest {

  private static final String SCHEMA =
      """
      CREATE TABLE log (what text);
      CREATE TABLE parts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
      CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
      CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (20);
      CREATE TABLE things (
        id int PRIMARY KEY, name text,
        part_id int REFERENCES parts DEFERRABLE INITIALLY DEFERRED);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.log VALUES (TG_TABLE_NAME || ' ' || TG_NAME || ' ' || TG_OP);
        IF TG_LEVEL = 'ROW' AND TG_WHEN = 'BEFORE' AND TG_OP <> 'DELETE' THEN
          NEW.name := upper(NEW.name);
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW; END $$;
      CREATE TRIGGER enabled BEFORE INSERT OR UPDATE OR DELETE ON things
        FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TRIGGER always AFTER INSERT OR UPDATE OR DELETE ON things
        FOR EACH STATEMENT EXECUTE FUNCTION note();
      CREATE TRIGGER replica AFTER INSERT OR UPDATE OR DELETE ON things
        FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TRIGGER disabled AFTER INSERT OR UPDATE OR DELETE ON things
        FOR EACH ROW EXECUTE FUNCTION note();
      CREATE CONSTRAINT TRIGGER late AFTER INSERT OR UPDATE OR DELETE ON things
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TRIGGER rooted AFTER INSERT OR UPDATE OR DELETE ON parts
        FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TRIGGER leafy BEFORE INSERT OR UPDATE ON parts_high
        FOR EACH ROW EXECUTE FUNCTION note();
      ALTER TABLE parts_low DISABLE TRIGGER rooted;
      CREATE RULE also AS ON UPDATE TO things DO ALSO INSERT INTO log VALUES ('rule');
      """;

  private static final String MODES =
      """
      ALTER TABLE things ENABLE ALWAYS TRIGGER always, ENABLE REPLICA TRIGGER replica,
        DISABLE TRIGGER disabled;
      """;

  private static final String NO_RULE = "DROP RULE also ON things";

  private static final String ROWS =
      """
      SET session_replication_role = replica;
      INSERT INTO parts VALUES (1, 'one'), (11, 'eleven');
      INSERT INTO things VALUES (1, 'a', 1), (2, 'b', 11), (3, 'c', NULL);
      SET session_replication_role = origin;
      DELETE FROM log;
      """;

  private static final String MUTATION =
      """
      SET session_replication_role = replica;
      UPDATE things SET name = 'x' WHERE id = 1;
      DELETE FROM things WHERE id = 2;
      INSERT INTO things VALUES (9, 'new', 11);
      UPDATE parts SET name = 'x';
      SET session_replication_role = origin;
      """;

  private static final String YAML = "scenarios: { it: { tables: { things: {}, parts: {} } } }";

  @TempDir Path folder;

  @Test
  void nothingFiresAndEveryTriggerHasItsModeBack() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + ROWS + MUTATION + MODES);
    List<String> modes = modes(target);
    Transfer.of(folder, source, Owner.of(target), YAML).run();
    target.assertSameContents(source);
    assertThat(modes(target)).isEqualTo(modes).contains("always|A", "replica|R", "disabled|D");
  }

  @Test
  void nothingFiresInEmptyTables() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + MODES);
    List<String> modes = modes(target);
    Transfer.of(folder, source, Owner.of(target), YAML).run();
    target.assertSameContents(source);
    assertThat(modes(target)).isEqualTo(modes);
  }

  @Test
  void anImportThatFailsOrIsADryRunLeavesTheModes() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + ROWS + MUTATION + MODES);
    List<String> modes = modes(target);
    Transfer transfer = Transfer.of(folder, source, target, YAML);
    transfer.run("--dry-run");
    assertThat(modes(target)).isEqualTo(modes);
    target.execute("ALTER TABLE things ADD CHECK (name <> 'b')");
    transfer.refused(5);
    assertThat(modes(target)).isEqualTo(modes);
  }

  @Test
  void triggersFireWhenAsked() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + ROWS + MUTATION + MODES + NO_RULE);
    Transfer.of(folder, source, target, YAML).run("--triggers", "on");
    assertThat(target.query("SELECT what FROM log GROUP BY what ORDER BY what"))
        .containsExactly(
            "parts_high leafy UPDATE",
            "parts_high rooted UPDATE",
            "things always DELETE",
            "things always INSERT",
            "things always UPDATE",
            "things enabled DELETE",
            "things enabled INSERT",
            "things enabled UPDATE",
            "things late DELETE",
            "things late INSERT",
            "things late UPDATE");
    assertThat(target.query("SELECT name FROM things ORDER BY id")).containsExactly("A", "B", "c");
  }

  @Test
  void triggersFireInEmptyTablesWhenAsked() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + MODES + NO_RULE);
    Transfer.of(folder, source, target, YAML).run("--triggers", "on");
    assertThat(target.query("SELECT name FROM things ORDER BY id")).containsExactly("A", "B", "C");
  }

  @Test
  void aTriggerThatSwallowsRowsIsToldFromADamagedFile() {
    String swallow =
        """
        CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER swallow BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION swallow();
        """;
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS);
    TestDatabase target = TestServer.main().database(SCHEMA + swallow + NO_RULE);
    Transfer transfer = Transfer.of(folder, source, target, YAML);
    assertThat(transfer.refused(5, "--triggers", "on")).contains("trigger");
    transfer.run();
  }

  @Test
  void aRuleThatWouldFireIsRefused() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + ROWS + MUTATION + MODES);
    Transfer transfer = Transfer.of(folder, source, target, YAML);
    assertThat(transfer.refused(6, "--triggers", "on"))
        .contains("rule \"also\" of public.things", "hint: ");
  }

  /** Somebody who may write but does not own the tables cannot disable anything. */
  @Test
  void forAWriterWhoIsNotTheOwnerTriggersFireAndTheReportSaysSo() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS + MODES);
    TestDatabase target = TestServer.main().database(SCHEMA + ROWS + MUTATION + MODES + NO_RULE);
    String role = target.name() + "_writer";
    target.execute(
        "CREATE ROLE %1$s LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %1$s"
            .formatted(role));
    assertThat(Transfer.of(folder, source, target.as(role), YAML).attempt().err())
        .contains("triggers of public.things fire");
    assertThat(target.query("SELECT name FROM things ORDER BY id")).containsExactly("A", "B", "c");
  }

  private static List<String> modes(TestDatabase database) {
    return database.query(
        "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal OR tgparentid <> 0"
            + " UNION ALL SELECT rulename, ev_enabled FROM pg_rewrite WHERE rulename = 'also'"
            + " ORDER BY 1, 2");
  }
}
