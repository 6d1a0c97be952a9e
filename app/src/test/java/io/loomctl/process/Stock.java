package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;

/**
 * A database to import into, and what it holds before and after. It is either empty, so that rows
 * are copied, or has rows of which many differ, so that they are merged.
 */
record Stock(Workplace place, String before) {

  private static final String SCHEMA =
      """
      CREATE TABLE owner (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
      CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner_id integer NOT NULL REFERENCES owner, label text NOT NULL, amount integer);
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN PERFORM pg_catalog.pg_sleep(600); RETURN new; END$$;
      CREATE TRIGGER wait BEFORE INSERT OR UPDATE ON item FOR EACH ROW EXECUTE FUNCTION wait();
      ALTER TABLE item DISABLE TRIGGER wait;
      """;

  private static final String ROWS =
      """
      INSERT INTO owner SELECT i, 'Owner ' || i FROM generate_series(1, 5000) AS i;
      INSERT INTO item (owner_id, label, amount) SELECT i % 5000 + 1, 'Item ' || md5(i::text), i % 9
        FROM generate_series(1, 20000) AS i;
      ALTER TABLE item ENABLE TRIGGER wait;
      """;

  private static final String CHANGES =
      """
      ALTER TABLE item DISABLE TRIGGER wait;
      UPDATE item SET amount = -1 WHERE id % 3 = 0;
      DELETE FROM item WHERE id % 7 = 0;
      INSERT INTO item (owner_id, label) SELECT i, 'New' FROM generate_series(1, 1000) AS i;
      ALTER TABLE item ENABLE TRIGGER wait;
      """;

  private static final String CONTENTS =
      """
      SELECT md5(string_agg(o::text, ' ' ORDER BY id)), count(*) FROM owner AS o
      UNION ALL SELECT md5(string_agg(i::text, ' ' ORDER BY id)), count(*) FROM item AS i
      UNION ALL SELECT tgname || tgenabled::text, 0 FROM pg_trigger WHERE NOT tgisinternal
      """;

  /** A target that has other rows than the snapshot. */
  static Stock changed(Path folder) {
    return of(folder, SCHEMA + ROWS + CHANGES);
  }

  static Stock empty(Path folder) {
    return of(folder, SCHEMA + "ALTER TABLE item ENABLE TRIGGER wait;");
  }

  /** The snapshot that all of this is about. */
  static Path snapshot(Path folder) {
    Stock source = of(folder, SCHEMA + ROWS);
    Path file = folder.resolve("stock.sql").toAbsolutePath();
    source.place.loomctl().run("export", "stock", "-o", file.toString()).succeeded();
    return file;
  }

  /** What is committed here is on disk, as it would be on any server but that of the tests. */
  private static Stock of(Path folder, String sql) {
    TestDatabase database = TestServer.main().database(sql);
    database.server().execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = on");
    Workplace place = Workplace.in(folder, database, "scenarios: { stock: {} }\n");
    return new Stock(place, contents(database));
  }

  /** All rows, and whether the trigger fires. */
  String contents() {
    return contents(place.database());
  }

  private static String contents(TestDatabase database) {
    return String.join("\n", database.query("/* test */ " + CONTENTS));
  }

  /** The process, with a folder for temporary files of its own. */
  LoomctlProcess.Setup loomctl() {
    Path temporary = temporary();
    temporary.toFile().mkdirs();
    return place.loomctl().options("-Djava.io.tmpdir=" + temporary);
  }

  private Path temporary() {
    return place.folder().resolve("tmp");
  }

  List<Path> temporaryFiles() {
    return new SnapshotFolder(temporary()).files();
  }

  /** Nothing is left: no session, so no lock and no transaction either, and no file. */
  void assertNothingIsLeft() {
    place.awaitNoSession();
    assertThat(temporaryFiles()).isEmpty();
  }
}
