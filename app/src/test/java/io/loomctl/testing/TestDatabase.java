package io.loomctl.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One database of a test; it is left to the server, which goes away with the run. */
public record TestDatabase(TestServer server, String name, String url) {

  private static final String TABLES =
      """
      SELECT '"' || replace(n.nspname, '"', '""') || '"."' || replace(c.relname, '"', '""') || '"'
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      """;

  /** The same database, entered as another role. */
  public TestDatabase as(String role) {
    return new TestDatabase(server, name, url.replaceFirst("//[^@]*@", "//" + role + "@"));
  }

  public Connection connect() throws SQLException {
    return TestServer.connect(url);
  }

  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Each row's columns joined by a bar. */
  public List<String> query(String sql) {
    try (Connection connection = connect()) {
      return query(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join("|", row));
      }
      return found;
    }
  }

  public long count(String fromClause) {
    return Long.parseLong(query("SELECT count(*) FROM " + fromClause).get(0));
  }

  /**
   * Every table with all of its rows as sorted text, generated columns included: two databases for
   * which it is equal hold equal rows, as EXCEPT ALL both ways would say, also of types without
   * equality.
   */
  public TreeMap<String, List<String>> contents() {
    try (Connection connection = connect()) {
      TreeMap<String, List<String>> contents = new TreeMap<>();
      for (String table : query(connection, TABLES)) {
        contents.put(
            table,
            query(
                connection,
                "SELECT t::text FROM ONLY " + table + " t ORDER BY t::text COLLATE \"C\""));
      }
      return contents;
    } catch (SQLException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Fails, naming the tables, unless the other database has equal contents. */
  public void assertSameContents(TestDatabase other) {
    TreeMap<String, List<String>> mine = contents();
    TreeMap<String, List<String>> theirs = other.contents();
    assertThat(mine.keySet()).isEqualTo(theirs.keySet());
    mine.forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(theirs.get(table)));
  }

  /** The position of every sequence. */
  public List<String> sequences() {
    return query(
        "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY schemaname,"
            + " sequencename");
  }
}
