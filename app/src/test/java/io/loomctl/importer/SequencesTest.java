package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Owner;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an import the next row gets an id that is free, and no sequence was ever lowered. */
class SequencesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE plain (id serial PRIMARY KEY, t text);
      CREATE TABLE always (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text);
      CREATE SEQUENCE down INCREMENT -1;
      CREATE TABLE falling (id int PRIMARY KEY DEFAULT nextval('down'), t text);
      CREATE SEQUENCE loose;
      """;

  @TempDir Path folder;

  @Test
  void sequencesGoPastTheRowsThatCame() {
    TestDatabase source =
        TestServer.main()
            .database(
                SCHEMA
                    + """
                    INSERT INTO plain VALUES (40, 'by hand');
                    INSERT INTO always OVERRIDING SYSTEM VALUE VALUES (50, 'by hand');
                    INSERT INTO falling VALUES (-60, 'by hand');
                    SELECT setval('loose', 70);
                    """);
    TestDatabase target = TestServer.main().database(SCHEMA);
    Transfer.of(folder, source, Owner.of(target), "").run();
    assertThat(next(target)).containsExactly("41|51|-61|71");
  }

  @Test
  void noSequenceIsLowered() {
    TestDatabase source = TestServer.main().database(SCHEMA + "INSERT INTO plain (t) VALUES ('a')");
    TestDatabase target =
        TestServer.main()
            .database(
                SCHEMA
                    + """
                    SELECT setval('plain_id_seq', 400), setval('always_id_seq', 500),
                           setval('down', -600), setval('loose', 700);
                    """);
    Transfer.of(folder, source, target, "").run();
    assertThat(next(target)).containsExactly("401|501|-601|701");
  }

  /** A serial column that was made a bigint keeps a sequence of integers. */
  @Test
  void anIdBeyondTheSequencesBoundsIsNoObstacle() {
    String schema = SCHEMA + "ALTER TABLE plain ALTER id TYPE bigint;";
    TestDatabase source =
        TestServer.main()
            .database(schema + "INSERT INTO plain VALUES (7, 'a'), (8000000000, 'b'), (-5, 'c');");
    TestDatabase target = TestServer.main().database(schema);
    Transfer.of(folder, source, target, "").run();
    target.assertSameContents(source);
    assertThat(target.query("SELECT nextval('plain_id_seq')")).containsExactly("8");
  }

  @Test
  void aSequenceThatTheRoleMayNotSetIsNoObstacleWhereItNeedNotBeSet() {
    TestDatabase source = TestServer.main().database(SCHEMA + "INSERT INTO plain VALUES (1, 'a')");
    TestDatabase target =
        TestServer.main().database(SCHEMA + "SELECT setval('loose', 1), setval('down', -5);");
    TestDatabase owner = Owner.of(target);
    target.execute("ALTER SEQUENCE loose OWNER TO postgres; ALTER SEQUENCE down OWNER TO postgres");
    Transfer.of(folder, source, owner, "").run();
    assertThat(target.query("SELECT t FROM plain")).containsExactly("a");
  }

  @Test
  void aDryRunLeavesSequencesAlone() {
    TestDatabase source = TestServer.main().database(SCHEMA + "INSERT INTO plain VALUES (9, 'a')");
    TestDatabase target = TestServer.main().database(SCHEMA);
    Transfer transfer = Transfer.of(folder, source, target, "");
    var dry = transfer.run("--dry-run");
    assertThat(next(target)).containsExactly("1|1|-1|1");
    assertThat(target.count("plain")).isZero();
    assertThat(transfer.run()).isEqualTo(dry);
  }

  private static java.util.List<String> next(TestDatabase database) {
    return database.query(
        "SELECT nextval('plain_id_seq'), nextval('always_id_seq'), nextval('down'),"
            + " nextval('loose')");
  }
}
