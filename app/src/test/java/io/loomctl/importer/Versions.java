package io.loomctl.importer;

import io.loomctl.testing.TestDatabase;
import java.util.List;

/** Which version of which row is where: it stays equal only while nothing is written at all. */
record Versions(List<String> rows) {

  static Versions of(TestDatabase database) {
    String all =
        String.join(
            " UNION ALL ",
            database.query(
                "SELECT format('SELECT %L, ctid::text, xmin::text FROM ONLY %s', c.oid::regclass,"
                    + " c.oid::regclass) FROM pg_class c WHERE c.relkind = 'r' AND"
                    + " c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"));
    return new Versions(database.query(all + " ORDER BY 1, 2"));
  }
}
