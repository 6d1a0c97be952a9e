package io.loomctl.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Replay;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that turn one database into another, applied by psql. */
class ChangeScriptTest {

  @TempDir Path folder;

  @Test
  void everyEdgeCaseComesAndGoesOnTheNewestServer() throws IOException {
    comesAndGoes(
        TestServer.main().database(Schemas.withData(18)),
        TestServer.main().database(Schemas.empty(18)));
  }

  @Test
  void everyEdgeCaseComesAndGoesOnTheOldestServer() throws IOException {
    comesAndGoes(
        TestServer.oldest().database(Schemas.withData(14)),
        TestServer.oldest().database(Schemas.empty(14)));
  }

  /** From nothing to all rows, then from all rows to nothing. */
  private void comesAndGoes(TestDatabase full, TestDatabase empty) throws IOException {
    Cli cli =
        new Cli(folder)
            .config(
                Map.of("full", full, "empty", empty),
                schemas(full) + "\nscenarios: { everything: {} }\n");
    Path all = cli.export("everything", "--db", "full");
    Path none = cli.export("everything", "--db", "empty");
    apply(cli, none, all, empty);
    empty.assertSameContents(full);
    assertThat(empty.sequences()).isEqualTo(full.sequences());
    apply(cli, all, none, empty);
    assertThat(
            cli.run("compare-exports", "everything", none.toString(), "live", "--db", "empty")
                .exit())
        .isZero();
  }

  @Test
  void nothingToDoIsOneComment() throws IOException {
    TestDatabase database = TestServer.main().database("CREATE TABLE t (id int PRIMARY KEY)");
    Cli cli = new Cli(folder).config(database, "scenarios: { s: {} }");
    String file = cli.export("s").toString();
    Cli.Run run = cli.run("compare-exports", "s", file, file, "--format", "sql");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("-- Nothing to do: the rows are equal.\n");
  }

  @Test
  void tablesOfACycleChangeTogether() throws IOException {
    turns(
        """
        CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL, n int);
        CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a, c_id int);
        CREATE TABLE c (id int PRIMARY KEY, b_id int NOT NULL REFERENCES b ON DELETE RESTRICT, up int REFERENCES c);
        ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
        ALTER TABLE b ADD FOREIGN KEY (c_id) REFERENCES c;
        WITH a AS (INSERT INTO a VALUES (1, 1, 0), (2, 2, 0)), c AS (INSERT INTO c VALUES (1, 2, 1), (2, 1, 1))
        INSERT INTO b VALUES (1, 2, 2), (2, 1, NULL);
        """,
        """
        WITH gone AS (DELETE FROM a WHERE id = 2), moved AS (UPDATE c SET b_id = 3 WHERE b_id = 2),
          a AS (INSERT INTO a VALUES (3, 3, 5)), changed AS (UPDATE a SET n = 7, b_id = 3 WHERE id = 1),
          mine AS (UPDATE b SET a_id = 3 WHERE id = 1), away AS (DELETE FROM b WHERE id = 2)
        INSERT INTO b VALUES (3, 1, 1)
        """);
  }

  @Test
  void aNewRowTakesTheUniqueValueOfARowThatGoesAndItsChildren() throws IOException {
    turns(
        """
        CREATE TABLE p (id int PRIMARY KEY, mail text UNIQUE);
        CREATE TABLE c (id int PRIMARY KEY, p_id int NOT NULL REFERENCES p ON DELETE CASCADE, note text);
        INSERT INTO p VALUES (1, 'x'), (2, 'y'); INSERT INTO c VALUES (1, 1, 'kept'), (2, 2, 'also');
        """,
        """
        INSERT INTO p VALUES (9, 'z'); UPDATE c SET p_id = 9 WHERE p_id = 1; DELETE FROM p WHERE id = 1;
        UPDATE p SET mail = 'x' WHERE id = 9; UPDATE p SET mail = 'yy' WHERE id = 2; INSERT INTO p VALUES (10, 'y')
        """);
  }

  @Test
  void whatFunctionsReadIsThereBeforeTheRowsThatNeedIt() throws IOException {
    turns(
        """
        CREATE TABLE zz_label (id int PRIMARY KEY, name text);
        CREATE FUNCTION label(int) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT name FROM zz_label WHERE id = $1';
        CREATE TABLE item (id int PRIMARY KEY, l int, shown text GENERATED ALWAYS AS (label(l)) STORED NOT NULL);
        INSERT INTO zz_label VALUES (1, 'one'); INSERT INTO item VALUES (1, 1);
        """,
        "INSERT INTO zz_label VALUES (2, 'two'); INSERT INTO item VALUES (2, 2)");
  }

  @Test
  void positionsOfANaturalKeyTradePlaces() throws IOException {
    turns(
        "tables: { step: { key: [list, position] } }\n",
        """
        CREATE TABLE step (id int PRIMARY KEY, list int, position smallint NOT NULL CHECK (position > 0), body text,
          secret text, UNIQUE (list, position));
        INSERT INTO step SELECT n, 1, n, 'step ' || n, 's' FROM generate_series(1, 6) n;
        """,
        """
        UPDATE step SET position = 100 + position;
        UPDATE step SET position = (ARRAY[2, 1, 4, 5, 6, 3])[id];
        INSERT INTO step VALUES (7, 2, 1, 'other', 's')
        """);
  }

  /** Unique keys that the snapshot does not know: it names those only by which rows match. */
  @Test
  void valuesOfOtherUniqueKeysTradePlaces() throws IOException {
    turns(
        """
        CREATE TABLE list (id int PRIMARY KEY);
        CREATE TABLE item (id int PRIMARY KEY, list_id int NOT NULL REFERENCES list, position int NOT NULL,
          slug text UNIQUE, code text NOT NULL, token uuid NOT NULL UNIQUE, status text NOT NULL,
          UNIQUE (list_id, position));
        CREATE UNIQUE INDEX ON item (lower(code));
        CREATE TABLE part (item_id int PRIMARY KEY REFERENCES item ON DELETE CASCADE, of_code text);
        INSERT INTO list VALUES (1), (2);
        INSERT INTO item SELECT n, 1 + n % 2, n, 'slug ' || n, 'Code ' || n,
          ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'open' FROM generate_series(1, 6) n;
        INSERT INTO part SELECT n, 'of ' || n FROM generate_series(1, 6) n;
        """,
        """
        CREATE TEMPORARY TABLE was AS TABLE item;
        UPDATE item SET position = -id, slug = NULL, code = 'x' || id, token = gen_random_uuid();
        UPDATE item SET position = w.position, slug = w.slug, code = w.code, token = w.token, status = 'done'
          FROM was w WHERE w.id = (ARRAY[3, 4, 1, 6, 5, 2])[item.id];
        DELETE FROM item WHERE id = 5;
        INSERT INTO item SELECT 9, list_id, position, slug, code, token, 'open' FROM was WHERE id = 5
        """);
  }

  @Test
  void rowsWithoutAnyKeyAreCounted() throws IOException {
    turns(
        """
        CREATE TABLE bag (j json, n int);
        INSERT INTO bag VALUES ('{"a": 1}', 1), ('{"a": 1}', 1), ('{"a": 1}', 1), ('{"a":1}', 1), (NULL, NULL), (NULL, NULL);
        """,
        """
        DELETE FROM bag WHERE ctid IN (SELECT ctid FROM bag WHERE j::text = '{"a": 1}' LIMIT 2);
        DELETE FROM bag WHERE ctid = (SELECT min(ctid) FROM bag WHERE n IS NULL);
        INSERT INTO bag VALUES ('{"a":1}', 1), ('[]', 2)
        """);
  }

  @Test
  void identityColumnsAndExcludedColumnsKeepWhatTheyHold() throws IOException {
    TestDatabase changed =
        turns(
            "tables: { t: { exclude: [secret] } }\n",
            """
            CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int GENERATED BY DEFAULT AS IDENTITY,
              body text, secret text);
            INSERT INTO t (body, secret) VALUES ('a', 's1'), ('b', 's2'), ('c', 's3');
            """,
            """
            UPDATE t SET body = 'B', n = 77 WHERE id = 2; DELETE FROM t WHERE id = 1;
            INSERT INTO t OVERRIDING SYSTEM VALUE VALUES (50, 51, 'new', NULL)
            """);
    assertThat(changed.query("SELECT id, secret FROM t ORDER BY id"))
        .containsExactly("2|s2", "3|s3", "50|null");
  }

  @Test
  void triggersDoNotFireAndKeepTheirModes() throws IOException {
    String modes = "SELECT tgname, tgenabled FROM pg_trigger ORDER BY tgname";
    TestDatabase changed =
        turns(
            """
            CREATE TABLE t (id int PRIMARY KEY, body text);
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.body := 'stamped'; RETURN NEW; END $$;
            CREATE TRIGGER one BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
            CREATE TRIGGER two BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
            CREATE TRIGGER three BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
            ALTER TABLE t ENABLE ALWAYS TRIGGER two; ALTER TABLE t DISABLE TRIGGER three;
            INSERT INTO t VALUES (1, 'a');
            """,
            "ALTER TABLE t DISABLE TRIGGER ALL; UPDATE t SET body = 'b'; INSERT INTO t VALUES (2, 'c')");
    assertThat(changed.query(modes)).containsExactly("one|O", "three|D", "two|A");
  }

  @Test
  void rowsThatMayBelongToOthersAreNotDeleted() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE p (id int PRIMARY KEY, name text);
                CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p);
                INSERT INTO p VALUES (1, 'a'), (2, 'b'); INSERT INTO c VALUES (1, 1), (2, 2);
                """);
    Cli cli =
        new Cli(folder)
            .config(database, "scenarios: { s: { tables: { c: { where: \"id < 9\" } } } }");
    Path before = cli.export("s");
    database.execute("UPDATE c SET p_id = 2; UPDATE p SET name = 'B' WHERE id = 2");
    Path after = cli.export("s");
    database.execute("UPDATE c SET p_id = id; UPDATE p SET name = 'b' WHERE id = 2");
    Cli.Run run =
        cli.run("compare-exports", "s", before.toString(), after.toString(), "--format", "sql");
    assertThat(run.err())
        .isEqualTo(
            "warning: public.p: 1 row that differs stays as it is: the scenario may not own it\n");
    Replay.into(database, Files.writeString(folder.resolve("changes.sql"), run.out()));
    assertThat(database.query("SELECT * FROM p ORDER BY id")).containsExactly("1|a", "2|B");
    assertThat(database.query("SELECT * FROM c ORDER BY id")).containsExactly("1|2", "2|2");
  }

  @Test
  void otherColumnsAreRefused() throws IOException {
    TestDatabase database =
        TestServer.main()
            .database("CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1)");
    Cli cli = new Cli(folder).config(database, "scenarios: { s: {} }");
    String before = cli.export("s").toString();
    database.execute("ALTER TABLE t ADD b int; UPDATE t SET a = 2");
    String after = cli.export("s").toString();
    Cli.Run run = cli.run("compare-exports", "s", before, after, "--format", "sql");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            error: the tables have other columns, and statements for rows cannot change that
              public.t.b is on one side only
            hint: migrate and export again, or pass --ignore-columns
            """);
    assertThat(
            cli.run(
                    "compare-exports",
                    "s",
                    before,
                    after,
                    "--format",
                    "sql",
                    "--ignore-columns",
                    "b")
                .exit())
        .isEqualTo(1);
  }

  private TestDatabase turns(String schema, String change) throws IOException {
    return turns("", schema, change);
  }

  /** Applies the script for a change to a database in which it was not made, and back again. */
  private TestDatabase turns(String tables, String schema, String change) throws IOException {
    TestDatabase before = TestServer.main().database(schema);
    TestDatabase after = TestServer.main().database(schema);
    TestDatabase excluded = TestServer.main().database(schema);
    after.execute(change);
    Cli cli =
        new Cli(folder)
            .config(Map.of("a", before, "b", after), tables + "scenarios: { everything: {} }\n");
    Path from = cli.export("everything", "--db", "a");
    Path to = cli.export("everything", "--db", "b");
    apply(cli, from, to, before);
    assertEqual(cli, to, "a");
    if (!tables.contains("exclude")) {
      before.assertSameContents(after);
    }
    apply(cli, to, from, after);
    assertEqual(cli, from, "b");
    if (!tables.contains("exclude")) {
      after.assertSameContents(excluded);
    }
    return before;
  }

  private static void assertEqual(Cli cli, Path file, String database) {
    Cli.Run run =
        cli.run(
            "compare-exports", "everything", file.toString(), "live", "--db", database, "--rows");
    assertThat(run.exit()).as(run.transcript()).isZero();
  }

  private void apply(Cli cli, Path from, Path to, TestDatabase database) throws IOException {
    Cli.Run run =
        cli.run("compare-exports", "everything", from.toString(), to.toString(), "--format", "sql");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    Replay.into(database, Files.writeString(folder.resolve("changes.sql"), run.out()));
  }

  private static String schemas(TestDatabase database) {
    return database
        .query(
            "SELECT to_json(quote_ident(nspname)) FROM pg_namespace WHERE nspname !~ '^pg_' AND"
                + " nspname <> 'information_schema' ORDER BY nspname")
        .stream()
        .collect(Collectors.joining(", ", "schemas: [", "]"));
  }
}
