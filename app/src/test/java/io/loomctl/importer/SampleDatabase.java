package io.loomctl.importer;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database for all samples of a run, one sample after the other. Its tables belong to a role
 * that may do nothing else.
 */
record SampleDatabase(TestDatabase database, Connection connection) implements AutoCloseable {

  static SampleDatabase create() throws SQLException {
    TestDatabase database = TestServer.main().database(AnyType.PRELUDE);
    String role = database.name() + "_owner";
    database.execute(
        "CREATE ROLE %1$s LOGIN; GRANT CREATE ON DATABASE %2$s TO %1$s; GRANT USAGE ON SCHEMA types TO %1$s"
            .formatted(role, database.name()));
    TestDatabase owned = database.as(role);
    return new SampleDatabase(owned, owned.connect());
  }

  /** Puts a sample in the place of the former one. */
  void fill(AnySchema schema, String rows) throws SQLException {
    execute(
        """
        DO $$ DECLARE s name; BEGIN
          FOR s IN SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', s);
          END LOOP;
        END $$;
        """);
    execute(schema.create() + rows + schema.references());
  }

  Contents contents(AnySchema schema, AnyScenario scenario) throws SQLException {
    return Contents.of(schema, scenario, connection);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** How far each sequence has come, by the name of the sequence. */
  String sequences() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT string_agg(sequencename || ' ' || last_value, ', ' ORDER BY sequencename) FROM pg_sequences")) {
      found.next();
      return String.valueOf(found.getString(1));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
