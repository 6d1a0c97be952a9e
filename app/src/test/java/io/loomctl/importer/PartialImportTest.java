package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Owner;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot of some rows, imported among rows that are none of its business. */
class PartialImportTest {

  private static final String SCHEMA =
      """
      CREATE TABLE countries (id int PRIMARY KEY, name text);
      CREATE TABLE customers (
        id int PRIMARY KEY, country int REFERENCES countries, team text, referred_by int
          REFERENCES customers);
      CREATE TABLE orders (
        id int PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE CASCADE,
        product int, total numeric);
      CREATE TABLE products (id int PRIMARY KEY, name text);
      ALTER TABLE orders ADD FOREIGN KEY (product) REFERENCES products;
      CREATE TABLE remarks (order_id int REFERENCES orders ON DELETE CASCADE, text text);
      CREATE TABLE invoices (
        id int PRIMARY KEY, order_id int DEFAULT 900 REFERENCES orders ON DELETE {action});
      CREATE TABLE reminders (
        id int PRIMARY KEY, invoice_id int REFERENCES invoices ON DELETE CASCADE);
      INSERT INTO countries VALUES (1, 'de'), (2, 'fr');
      INSERT INTO customers VALUES (1, 1, 'mine', 2), (2, 2, 'theirs', NULL), (3, 1, 'mine', 1);
      INSERT INTO products VALUES (1, 'pen'), (2, 'ink');
      INSERT INTO orders VALUES (10, 1, 1, 5), (11, 1, NULL, 7.0), (20, 2, 2, 9), (900, 2, 1, 1);
      INSERT INTO remarks VALUES (10, 'a'), (10, 'a'), (20, 'theirs'), (NULL, 'nobody''s');
      INSERT INTO invoices VALUES (1, 10), (2, 20);
      INSERT INTO reminders VALUES (1, 1), (2, 2);
      """;

  /** My customers, their orders and remarks; invoices and reminders belong to somebody else. */
  private static final String MINE =
      """
      scenarios:
        it:
          tables: { customers: { where: "team = 'mine'" }, orders: { via: customer } }
          children: [remarks]
      """;

  @TempDir Path folder;

  private static String schema(String action) {
    return SCHEMA.replace("{action}", action);
  }

  @Test
  void whatIsMineIsPutBackAndTheRestIsLeftAlone() {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute(
        """
        UPDATE customers SET country = 2 WHERE id = 1;
        UPDATE customers SET country = 1 WHERE id = 2;
        DELETE FROM customers WHERE id = 3;
        INSERT INTO customers VALUES (4, 1, 'mine', NULL), (5, 2, 'theirs', 2);
        INSERT INTO orders VALUES (40, 4, 1, 1), (50, 5, 1, 1), (12, 1, 2, 2);
        UPDATE orders SET total = total + 1;
        DELETE FROM remarks WHERE order_id = 10;
        INSERT INTO remarks VALUES (10, 'b'), (20, 'theirs'), (40, 'c'), (50, 'd');
        UPDATE products SET name = 'pencil' WHERE id = 1;
        UPDATE countries SET name = 'DE' WHERE id = 1;
        """);
    Transfer transfer = Transfer.of(folder, source, Owner.of(target), MINE);
    transfer.run();
    assertThat(rows(target, "countries")).containsExactly("(1,de)", "(2,fr)");
    assertThat(rows(target, "customers"))
        .containsExactly("(1,1,mine,2)", "(2,2,theirs,)", "(3,1,mine,1)", "(5,2,theirs,2)");
    assertThat(rows(target, "orders"))
        .containsExactly("(10,1,1,5)", "(11,1,,7.0)", "(20,2,2,10)", "(50,5,1,2)", "(900,2,1,2)");
    assertThat(rows(target, "remarks"))
        .containsExactly("(,nobody's)", "(10,a)", "(10,a)", "(20,theirs)", "(20,theirs)", "(50,d)");
    assertThat(rows(target, "products")).containsExactly("(1,pen)", "(2,ink)");
    assertThat(rows(target, "invoices")).containsExactly("(1,10)", "(2,20)");
    assertThat(transfer.total().written()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "skip"})
  void mergeAndSkipDeleteNothing(String strategy) {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute(
        """
        UPDATE customers SET country = 2 WHERE id = 1;
        DELETE FROM customers WHERE id = 3;
        INSERT INTO customers VALUES (4, 1, 'mine', NULL);
        DELETE FROM remarks WHERE order_id = 10;
        INSERT INTO remarks VALUES (10, 'a'), (10, 'b');
        """);
    Transfer transfer = Transfer.of(folder, source, target, MINE);
    transfer.run("--strategy", strategy);
    assertThat(rows(target, "customers"))
        .containsExactly(
            strategy.equals("merge") ? "(1,1,mine,2)" : "(1,2,mine,2)",
            "(2,2,theirs,)",
            "(3,1,mine,1)",
            "(4,1,mine,)");
    assertThat(rows(target, "remarks"))
        .containsExactly("(,nobody's)", "(10,a)", "(10,a)", "(10,b)", "(20,theirs)");
  }

  @Test
  void deletingRowsThatOthersHangOnIsRefusedUnlessAllowed() {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute(
        """
        INSERT INTO customers VALUES (4, 1, 'mine', NULL);
        INSERT INTO orders VALUES (40, 4, 1, 1), (41, 4, 1, 1);
        INSERT INTO remarks VALUES (40, 'mine');
        INSERT INTO invoices VALUES (40, 40), (41, 41), (42, 40);
        INSERT INTO reminders VALUES (40, 40), (41, 40), (42, 42), (43, 41);
        """);
    Transfer transfer = Transfer.of(folder, source, target, MINE);
    String said = transfer.refused(6);
    assertThat(said)
        .contains(
            "2 rows of public.orders to delete → 3 rows of public.invoices"
                + " (invoices_order_id_fkey, ON DELETE CASCADE)",
            "4 rows of public.reminders (reminders_invoice_id_fkey, ON DELETE CASCADE)",
            "Nothing was changed.",
            "--allow-cascade");
    transfer.run("--strategy", "merge");
    assertThat(target.count("invoices")).isEqualTo(5);
    transfer.run("--allow-cascade");
    assertThat(rows(target, "orders")).hasSize(4);
    assertThat(rows(target, "invoices")).containsExactly("(1,10)", "(2,20)");
    assertThat(rows(target, "reminders")).containsExactly("(1,1)", "(2,2)");
  }

  @ParameterizedTest
  @CsvSource({"SET NULL, '(40,)'", "SET DEFAULT, '(40,900)'"})
  void rowsThatADeletionWouldChangeAreCountedToo(String action, String changed) {
    TestDatabase source = TestServer.main().database(schema(action));
    TestDatabase target = TestServer.main().database(schema(action));
    target.execute("INSERT INTO orders VALUES (40, 1, 1, 1); INSERT INTO invoices VALUES (40, 40)");
    Transfer transfer = Transfer.of(folder, source, target, MINE);
    assertThat(transfer.refused(6))
        .contains("1 row of public.orders to delete → 1 row of public.invoices")
        .contains("ON DELETE " + action);
    transfer.run("--allow-cascade");
    assertThat(rows(target, "invoices")).containsExactly("(1,10)", "(2,20)", changed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO ACTION", "RESTRICT"})
  void whatTheServerWouldRefuseIsRefusedAnyway(String action) {
    TestDatabase source = TestServer.main().database(schema(action));
    TestDatabase target = TestServer.main().database(schema(action));
    target.execute("INSERT INTO orders VALUES (40, 1, 1, 1); INSERT INTO invoices VALUES (40, 40)");
    Transfer transfer = Transfer.of(folder, source, target, MINE);
    assertThat(transfer.refused(6, "--allow-cascade")).contains("ON DELETE " + action);
  }

  /** What hangs on rows of the scenario that merely change is in no danger. */
  @Test
  void updatesEndangerNobody() {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute("UPDATE orders SET total = 0; UPDATE customers SET country = NULL");
    Transfer.of(folder, source, target, MINE).run();
    assertThat(rows(target, "invoices")).containsExactly("(1,10)", "(2,20)");
    assertThat(rows(target, "orders"))
        .containsExactly("(10,1,1,5)", "(11,1,,7.0)", "(20,2,2,0)", "(900,2,1,0)");
  }

  /** Somebody adds an invoice while the import is on its way to delete the order. */
  @Test
  void aRowThatIsAddedMeanwhileIsNotSilentlyDeleted() throws Exception {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute("INSERT INTO orders VALUES (40, 1, 1, 1)");
    Transfer transfer = Transfer.of(folder, source, target, MINE);
    try (Connection other = target.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO invoices VALUES (40, 40)");
      CompletableFuture<Integer> run =
          CompletableFuture.supplyAsync(() -> transfer.attempt().exit());
      while (!run.isDone()
          && target
              .query(
                  "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
              .isEmpty()) {
        Thread.sleep(20);
      }
      other.commit();
      assertThat(run.get()).isEqualTo(6);
    }
    assertThat(rows(target, "invoices")).containsExactly("(1,10)", "(2,20)", "(40,40)");
  }

  @Test
  void aRowThatChangedHandsComesBack() {
    TestDatabase source = TestServer.main().database(schema("CASCADE"));
    TestDatabase target = TestServer.main().database(schema("CASCADE"));
    target.execute(
        "UPDATE customers SET team = 'theirs' WHERE id = 3; UPDATE orders SET customer = 2 WHERE id = 11");
    Transfer.of(folder, source, target, MINE).run();
    assertThat(rows(target, "customers")).contains("(3,1,mine,1)");
    assertThat(rows(target, "orders")).contains("(11,1,,7.0)");
  }

  private static List<String> rows(TestDatabase database, String table) {
    return database
        .query("SELECT t::text FROM %1$s t ORDER BY t::text COLLATE \"C\"".formatted(table))
        .stream()
        .sorted(
            java.util.Comparator.comparing((String row) -> row.startsWith("(,") ? -1 : number(row))
                .thenComparing(row -> row))
        .toList();
  }

  private static int number(String row) {
    return Integer.parseInt(row.substring(1).split("[,)]", 2)[0]);
  }
}
