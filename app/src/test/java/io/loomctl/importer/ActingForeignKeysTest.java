package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Foreign keys that delete and change rows by themselves. An import does what its strategy says, or
 * it is refused and names whom a foreign key would act on.
 */
class ActingForeignKeysTest {

  private static final List<String> ACTIONS =
      List.of("NO ACTION", "RESTRICT", "SET NULL", "SET DEFAULT", "CASCADE");

  /** Every action at once, on the primary key and on another unique key. */
  private static final String PARENTS =
      "CREATE TABLE parents (id int PRIMARY KEY, code text UNIQUE, note text);\n";

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private TestDatabase source;

  @SuppressWarnings("NullAway.Init")
  private TestDatabase target;

  private Transfer transfer(String schema, String there, String here, String yaml) {
    source = TestServer.main().database(schema + there);
    target = TestServer.main().database(schema + here);
    return Transfer.of(folder, source, target, yaml);
  }

  private static String children(String name, String onDelete, String onUpdate) {
    return """
        CREATE TABLE %s (
          id int PRIMARY KEY, parent int DEFAULT 9 REFERENCES parents ON DELETE %2$s ON UPDATE %3$s,
          code text DEFAULT 'z' REFERENCES parents (code) ON DELETE %2$s ON UPDATE %3$s);
        """
        .formatted(name, onDelete, onUpdate);
  }

  /** A table of children for each action that a deletion can have. */
  private static String everyDeletion(String onUpdate) {
    StringBuilder tables = new StringBuilder(PARENTS);
    for (String action : ACTIONS) {
      tables.append(children(table(action), action, onUpdate));
    }
    return tables.toString();
  }

  private static String table(String action) {
    return "c_" + action.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
  }

  private static String eachTable(String statement) {
    StringBuilder all = new StringBuilder();
    ACTIONS.forEach(action -> all.append(statement.replace("{}", table(action))).append(";\n"));
    return all.toString();
  }

  /** A new row takes over the id of a row that goes, and with it everybody who references it. */
  @ParameterizedTest
  @ValueSource(strings = {"NO ACTION", "CASCADE"})
  void aNaturalKeyThatWasRenamedTakesTheChildrenAlong(String onUpdate) {
    String children = eachTable("INSERT INTO {} VALUES (10, 1, 'b'), (20, 2, NULL)");
    Transfer transfer =
        transfer(
            everyDeletion(onUpdate),
            "INSERT INTO parents VALUES (1, 'a'), (2, 'b');" + children,
            "INSERT INTO parents VALUES (1, 'old', 'x'), (2, 'b', NULL);" + children,
            "tables: { parents: { key: [code] } }");
    Transfer.Figures parents = transfer.run().get("public.parents");
    assertThat(parents).isEqualTo(new Transfer.Figures(1, 0, 1, 0, 1));
    target.assertSameContents(source);
    assertThat(transfer.total().written()).isZero();
  }

  /** The same when all rows have to be staged because ids differ. */
  @Test
  void aRenamedRowAmongOthersWithOtherIdsTakesTheChildrenAlong() {
    Transfer transfer =
        transfer(
            everyDeletion("CASCADE"),
            "INSERT INTO parents VALUES (1, 'a'), (2, 'b');"
                + eachTable("INSERT INTO {} VALUES (10, 1, 'b'), (20, 2, NULL)"),
            "INSERT INTO parents VALUES (1, 'old'), (3, 'b');"
                + eachTable("INSERT INTO {} VALUES (10, 1, 'b'), (20, 3, NULL)"),
            "tables: { parents: { key: [code] } }");
    transfer.run();
    for (String action : ACTIONS) {
      assertThat(
              target.query(
                  "SELECT c.id, p.code, c.code FROM %s c JOIN parents p ON p.id = c.parent ORDER BY 1"
                      .formatted(table(action))))
          .as(action)
          .containsExactly("10|a|b", "20|b|null");
    }
  }

  /** Another row, by its id, has the unique code now that children reference. */
  @Test
  void aRowOfAnotherIdCanHaveTheReferencedCode() {
    Transfer transfer =
        transfer(
            everyDeletion("CASCADE"),
            "INSERT INTO parents VALUES (2, 'a', 'new');"
                + eachTable("INSERT INTO {} VALUES (10, NULL, 'a')"),
            "INSERT INTO parents VALUES (1, 'a', 'old');"
                + eachTable("INSERT INTO {} VALUES (10, NULL, 'a')"),
            "");
    assertThat(transfer.run().get("public.parents")).isEqualTo(new Transfer.Figures(1, 0, 1, 0, 0));
    target.assertSameContents(source);
  }

  /** Columns that the snapshot has no values for start anew: they were about another row. */
  @Test
  void aRowThatTakesAPlaceHasNothingOfTheOneBefore() {
    String schema =
        """
        CREATE TABLE parents (
          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE,
          secret text DEFAULT 'none');
        CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents ON DELETE CASCADE);
        """;
    Transfer transfer =
        transfer(
            schema,
            "INSERT INTO parents (code) VALUES ('a'); INSERT INTO children VALUES (10, 1)",
            """
            INSERT INTO parents (code, secret) VALUES ('old', 'of the old one');
            INSERT INTO children VALUES (10, 1);
            """,
            "tables: { parents: { key: [code], exclude: [secret] } }");
    transfer.run();
    assertThat(target.query("TABLE parents")).containsExactly("1|a|none");
    assertThat(target.query("TABLE children")).containsExactly("10|1");
  }

  /** One row's code goes to another row: children that have it must not be dragged along. */
  @ParameterizedTest
  @ValueSource(strings = {"RESTRICT", "SET NULL", "SET DEFAULT", "CASCADE"})
  void aKeyThatMovesToAnotherRowLeavesTheChildrenWhereTheyAre(String onUpdate) {
    Transfer transfer =
        transfer(
            PARENTS + children("children", "NO ACTION", onUpdate),
            """
            INSERT INTO parents VALUES (1, 'b'), (2, 'a'), (3, 'd'), (4, 'c'), (9, 'z');
            INSERT INTO children VALUES (10, 1, 'a'), (20, 2, 'b'), (30, 3, 'c');
            """,
            """
            INSERT INTO parents VALUES (1, 'a'), (2, 'x'), (3, 'c'), (4, 'd'), (9, 'z');
            INSERT INTO children VALUES (10, 1, 'a'), (20, 2, 'x'), (30, 3, 'c');
            """,
            "");
    transfer.run();
    target.assertSameContents(source);
  }

  @ParameterizedTest
  @CsvSource({"SET NULL, SET NULL", "CASCADE, CASCADE", "SET DEFAULT, CASCADE"})
  void whatCannotBeKeptFromActingIsRefusedWithTheRowsAndAWayOut(String onDelete, String onUpdate) {
    String schema = PARENTS + children("children", onDelete, onUpdate);
    String there =
        "INSERT INTO parents VALUES (1, 'b'), (2, 'a'); INSERT INTO children VALUES (10, 1, 'a');";
    String here =
        "INSERT INTO parents VALUES (1, 'a'), (2, 'c'); INSERT INTO children VALUES (10, 1, 'a');";
    assertThat(transfer(schema, there, here, "").refused(6, "--allow-cascade"))
        .contains(
            "2 rows of public.parents to get another key → 1 row of public.children"
                + " (children_code_fkey, ON UPDATE "
                + onUpdate
                + "): id 10; another row takes the key",
            "Nothing was changed.",
            "\"key: [code]\"");
    transfer(schema, there, here, "tables: { parents: { key: [code] } }").run();
    assertThat(target.query("SELECT code FROM children")).containsExactly("a");
  }

  /** The parent goes, and a row that stays and changes has its key by then. */
  @Test
  void aKeyOfADeletedRowThatAnExistingRowTakesIsRefusedWhereTheDeletionWouldAct() {
    String there = "INSERT INTO parents VALUES (2, 'a'); INSERT INTO children VALUES (10, 2, 'a');";
    String here =
        """
        INSERT INTO parents VALUES (1, 'a'), (2, 'c'); INSERT INTO children VALUES (10, 2, 'a');
        """;
    String schema = PARENTS + children("children", "CASCADE", "NO ACTION");
    assertThat(transfer(schema, there, here, "").refused(6, "--allow-cascade"))
        .contains("id 10; another row takes the key");
    transfer(PARENTS + children("children", "NO ACTION", "CASCADE"), there, here, "").run();
    target.assertSameContents(source);
  }

  /** Whoever moves, comes or goes along with the parent is no victim. */
  @Test
  void childrenThatTheImportWritesItselfAreSafe() {
    Transfer transfer =
        transfer(
            everyDeletion("CASCADE"),
            "INSERT INTO parents VALUES (1, 'a'), (3, 'c!'), (4, 'd'), (9, 'z');"
                + eachTable("INSERT INTO {} VALUES (10, 1, 'c!'), (20, 3, 'd'), (30, 4, 'a')"),
            "INSERT INTO parents VALUES (1, 'a'), (2, 'b'), (3, 'c'), (9, 'z');"
                + eachTable("INSERT INTO {} VALUES (10, 2, 'c'), (20, 3, 'b'), (40, 2, 'b')"),
            "");
    transfer.run();
    target.assertSameContents(source);
  }

  /** Rows that are none of the scenario's business. */
  private static final String MINE =
      """
      tables: { parents: { key: [id] } }
      scenarios: { it: { tables: { parents: {} } } }
      """;

  @ParameterizedTest
  @CsvSource({"CASCADE, '7|1|new'", "SET NULL, '7|1|null'", "SET DEFAULT, '7|1|z'"})
  void aKeyThatOthersReferenceChangesOnlyWhenThatIsAllowed(String onUpdate, String changed) {
    Transfer transfer =
        transfer(
            PARENTS
                + children("others", "NO ACTION", onUpdate)
                + children("grandchildren", "NO ACTION", "NO ACTION"),
            "INSERT INTO parents VALUES (1, 'new'), (9, 'z')",
            "INSERT INTO parents VALUES (1, 'old'), (9, 'z'); INSERT INTO others VALUES (7, 1, 'old')",
            MINE);
    assertThat(transfer.refused(6, "--strategy", "merge"))
        .contains(
            "it would change keys that other rows reference",
            "1 row of public.parents to get another key → 1 row of public.others"
                + " (others_code_fkey, ON UPDATE "
                + onUpdate
                + "): id 7\n",
            "--allow-cascade");
    transfer.run("--strategy", "merge", "--allow-cascade");
    assertThat(target.query("TABLE others")).containsExactly(changed);
    assertThat(target.query("SELECT code FROM parents ORDER BY id")).containsExactly("new", "z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO ACTION", "RESTRICT"})
  void aKeyThatOthersReferenceAndTheServerHoldsOnToIsRefusedByName(String onUpdate) {
    assertThat(
            transfer(
                    PARENTS + children("others", "CASCADE", onUpdate),
                    "INSERT INTO parents VALUES (1, 'new'), (9, 'z')",
                    """
                    INSERT INTO parents VALUES (1, 'old'), (9, 'z');
                    INSERT INTO others VALUES (7, 1, 'old');
                    """,
                    MINE)
                .refused(6, "--allow-cascade"))
        .contains("others_code_fkey, ON UPDATE " + onUpdate + "): id 7\n")
        .doesNotContain("--allow-cascade");
  }

  /** Keys that contain references hand an action on to the next table. */
  @Test
  void whatAnActionEntailsIsCountedToo() {
    String schema =
        """
        CREATE TABLE tenants (id int PRIMARY KEY, code text NOT NULL UNIQUE);
        CREATE TABLE sites (
          tenant text REFERENCES tenants (code) ON UPDATE CASCADE, nr int, PRIMARY KEY (tenant, nr));
        CREATE TABLE doors (
          id int PRIMARY KEY, tenant text, nr int,
          FOREIGN KEY (tenant, nr) REFERENCES sites ON UPDATE CASCADE);
        """;
    Transfer transfer =
        transfer(
            schema,
            "INSERT INTO tenants VALUES (1, 'new')",
            """
            INSERT INTO tenants VALUES (1, 'old');
            INSERT INTO sites VALUES ('old', 1), ('old', 2);
            INSERT INTO doors VALUES (1, 'old', 1), (2, 'old', 2), (3, 'old', 2), (4, 'old', 2), (5, NULL, 1);
            """,
            "scenarios: { it: { tables: { tenants: {} } } }");
    assertThat(transfer.refused(6))
        .contains(
            "2 rows of public.sites (sites_tenant_fkey, ON UPDATE CASCADE): tenant old, nr 1; tenant"
                + " old, nr 2",
            "2 rows of public.sites to get another key → 4 rows of public.doors"
                + " (doors_tenant_nr_fkey, ON UPDATE CASCADE): id 1; id 2; id 3 and others");
    transfer.run("--allow-cascade");
    assertThat(target.query("SELECT id, tenant FROM doors ORDER BY id"))
        .containsExactly("1|new", "2|new", "3|new", "4|new", "5|null");
  }

  /**
   * Two tables with rows at random, actions at random. Either both sides are equal afterwards, row
   * for row and reference for reference, or nothing was changed: because a foreign key would act on
   * rows, or because it keeps rows that trade unique values from being written.
   */
  @Test
  void rowsAtRandomAreRestoredOrRefused() {
    source = TestServer.main().database();
    target = TestServer.main().database();
    int refused = 0;
    for (int seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      String schema = schema(random);
      source.execute(schema + rows(random));
      target.execute(schema + rows(random));
      String yaml = random.nextBoolean() ? "" : "tables: { parents: { key: [code] } }";
      TreeMap<String, List<String>> before = target.contents();
      Cli.Run run = Transfer.of(folder, source, target, yaml).attempt();
      if (run.exit() == 0) {
        assertThat(meaning(target)).as("seed %d: %s", seed, schema).isEqualTo(meaning(source));
      } else {
        refused++;
        assertThat(run.exit()).as("seed %d: %s", seed, run.transcript()).isIn(5, 6);
        assertThat(target.contents()).as("seed %d", seed).isEqualTo(before);
      }
    }
    assertThat(refused).isBetween(1, 15);
  }

  private static String schema(Random random) {
    return "DROP TABLE IF EXISTS children, parents;"
        + PARENTS
        + children("children", action(random), action(random))
            .replace("id int PRIMARY KEY,", "id int PRIMARY KEY, up int REFERENCES children %s,")
            .formatted("ON DELETE " + action(random));
  }

  private static String action(Random random) {
    return ACTIONS.get(random.nextInt(ACTIONS.size()));
  }

  /** Few values, so that keys change hands. */
  private static String rows(Random random) {
    List<String> codes = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    java.util.Collections.shuffle(codes, random);
    StringBuilder sql = new StringBuilder("INSERT INTO parents VALUES (9, 'z', NULL)");
    List<Integer> ids = new ArrayList<>();
    for (int id = 1; id <= 4; id++) {
      if (random.nextInt(4) > 0) {
        ids.add(id);
        sql.append(", (%d, '%s', '%d')".formatted(id, codes.get(id), random.nextInt(2)));
      }
    }
    ids.add(9);
    sql.append("; INSERT INTO children VALUES (0, NULL, NULL, NULL)");
    for (int id = 1; id <= 5; id++) {
      int parent = ids.get(random.nextInt(ids.size()));
      int coded = ids.get(random.nextInt(ids.size()));
      String code = coded == 9 ? "z" : codes.get(coded);
      sql.append(", (%d, %d, %d, '%s')".formatted(id, random.nextInt(id), parent, code));
    }
    return sql.append(';').toString();
  }

  /** The rows without ids that an import may choose. */
  private static List<String> meaning(TestDatabase database) {
    return database.query(
        """
        SELECT 'parent', code, note, NULL FROM parents UNION ALL
        SELECT c.id::text, p.code, c.code, c.up::text
          FROM children c LEFT JOIN parents p ON p.id = c.parent ORDER BY 1, 2""");
  }
}
