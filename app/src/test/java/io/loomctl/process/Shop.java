package io.loomctl.process;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import org.jspecify.annotations.Nullable;

/** A database of 300,000 rows in three tables, and scenarios for it. */
final class Shop {

  private static final String SQL =
      """
      CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, email text);
      CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers,
        placed timestamptz NOT NULL, total numeric(10, 2));
      CREATE TABLE lines (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id bigint NOT NULL REFERENCES orders, article text NOT NULL, amount integer);
      INSERT INTO customers SELECT i, 'Customer ' || i, md5(i::text) || '@example.org'
        FROM generate_series(1, 50000) AS i;
      INSERT INTO orders SELECT i, i % 50000 + 1, '2026-01-01 00:00:00Z'::timestamptz + i * interval '1 minute',
        i / 7.0 FROM generate_series(1, 100000) AS i;
      INSERT INTO lines (order_id, article, amount) SELECT i % 100000 + 1, 'Article ' || md5(i::text), i % 9
        FROM generate_series(1, 150000) AS i;
      ANALYZE;
      """;

  /** {@code asleep} finds its first row long after any test has ended. */
  static final String YAML =
      """
      scenarios:
        whole: {}
        some: { tables: { lines: { where: "order_id % 2 = 0" } } }
        asleep: { tables: { orders: { where: "pg_sleep(600) IS NOT NULL" } } }
      """;

  private static @Nullable TestDatabase shared;

  private Shop() {}

  /** The database of all tests that change nothing in it. */
  static synchronized TestDatabase shared() {
    if (shared == null) {
      shared = database();
    }
    return shared;
  }

  /** A database to change. */
  static TestDatabase database() {
    return TestServer.main().database(SQL);
  }
}
