package io.loomctl.validation;

import io.loomctl.database.Session;
import io.loomctl.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that a query found: how many, and the first few.
 *
 * @param total of all rows, shown ones included
 * @param noun what one of them is, such as {@code row}
 * @param columns names, in the order of the values
 * @param rows the first few; no value stands for NULL
 */
public record FoundRows(
    long total, String noun, List<String> columns, List<List<Optional<String>>> rows) {

  public static final FoundRows NONE = new FoundRows(0, "row", List.of(), List.of());

  /** How many rows are shown. */
  static final int FEW = 5;

  public FoundRows {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  public boolean isEmpty() {
    return total == 0;
  }

  FoundRows counted(String what) {
    return new FoundRows(total, what, columns, rows);
  }

  /** Runs a query and counts what it finds on the server, whatever the number of rows. */
  static FoundRows find(Session session, Sql query) {
    session.execute(Sql.of("DECLARE loomctl_found NO SCROLL CURSOR FOR {}", query));
    List<String> columns = new ArrayList<>();
    List<List<Optional<String>>> rows =
        session.query(
            Sql.of("FETCH FORWARD {} FROM loomctl_found", Sql.number(FEW)),
            row -> values(row, columns));
    long more = session.execute(Sql.of("MOVE FORWARD ALL FROM loomctl_found"));
    session.execute(Sql.of("CLOSE loomctl_found"));
    return new FoundRows(rows.size() + more, "row", columns, rows);
  }

  /** The same for a query whose types bring operators that the pinned search path does not find. */
  static FoundRows findWithOwnSearchPath(Session session, Sql query) {
    List<FoundRows> found = new ArrayList<>();
    session.withOwnSearchPath(() -> found.add(find(session, query)));
    return found.get(0);
  }

  private static List<Optional<String>> values(ResultSet row, List<String> columns)
      throws SQLException {
    List<Optional<String>> values = new ArrayList<>();
    boolean first = columns.isEmpty();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      if (first) {
        columns.add(row.getMetaData().getColumnLabel(i));
      }
      values.add(Optional.ofNullable(row.getString(i)));
    }
    return values;
  }
}
