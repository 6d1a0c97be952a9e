package io.loomctl.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.failure.Where;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final int TRIES = 100;

  private final TestDatabase database = TestServer.main().database();

  @Test
  void twoTransactionsSeeTheSameWhenNothingWasCommittedInBetween() throws IOException {
    try (Database connected = connect()) {
      boolean same = false;
      for (int i = 0; i < TRIES && !same; i++) {
        // More than one try, since the server may clean up of its own accord.
        same = visible(connected).equals(visible(connected));
      }
      assertThat(same).isTrue();
    }
  }

  @Test
  void aTransactionSeesOtherThingsAfterACommit() throws IOException {
    try (Database connected = connect()) {
      Optional<String> before = visible(connected);
      database.execute("CREATE TABLE t ()");
      assertThat(visible(connected)).isPresent().isNotEqualTo(before);
    }
  }

  @Test
  void aTransactionSeesOtherThingsAfterTheCommitOfAnOlderOne() throws IOException, SQLException {
    try (Database connected = connect();
        Connection older = database.connect();
        Statement statement = older.createStatement()) {
      older.setAutoCommit(false);
      statement.execute("CREATE TABLE older ()");
      database.execute("CREATE TABLE younger ()");
      Optional<String> before = visible(connected);
      older.commit();
      assertThat(visible(connected)).isNotEqualTo(before);
    }
  }

  private Database connect() {
    DatabaseAddress address = DatabaseAddress.parse(database.url(), Map.of(), Where.NOWHERE);
    return Database.connect("db", address, Where.NOWHERE, 1);
  }

  private static Optional<String> visible(Database connected) throws IOException {
    return connected.inTransaction(TransactionMode.READ_ONLY, Session::visible);
  }
}
