package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.graph.SortColumn;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/**
 * The query that yields a table's selected rows in the order that a snapshot has them in, the same
 * on every server.
 *
 * @param encoding the server's encoding: sorting by bytes means the bytes in UTF-8
 */
public record OrderedRows(SelectedTable selected, String encoding) {

  public Sql query() {
    List<Sql> order =
        selected.table().sort().stream().flatMap(column -> terms(column).stream()).toList();
    return Sql.of(
        "SELECT {} {}{}",
        selected.table().columns().stream().map(OrderedRows::value).collect(Sql.joining(", ")),
        selected.from(),
        order.isEmpty() ? Sql.EMPTY : Sql.of(" ORDER BY {}", Sql.join(", ", order)));
  }

  private List<Sql> terms(SortColumn sort) {
    Column column = selected.table().table().column(sort.column()).orElseThrow();
    Sql value = value(column);
    return switch (column.family()) {
      case INTEGER, ORDERED -> List.of(value);
      case TEXT -> List.of(bytes(value));
      case OID, OTHER -> {
        // concat() calls the type's output function, so it gives what COPY prints. It makes the
        // empty string of NULL, which has to be told apart first.
        Sql printed = bytes(Sql.of("concat({})", value));
        yield column.notNull()
            ? List.of(printed)
            : List.of(Sql.of("{} IS NOT DISTINCT FROM NULL", value), printed);
      }
    };
  }

  private Sql bytes(Sql text) {
    boolean ordersAsUtf8 = Stream.of("UTF8", "SQL_ASCII", "LATIN1").anyMatch(encoding::equals);
    return ordersAsUtf8 ? Sql.of("{} COLLATE \"C\"", text) : Sql.of("convert_to({}, 'UTF8')", text);
  }

  private static Sql value(Column column) {
    return Sql.of("loomctl_row.{}", Sql.name(column.name().value()));
  }
}
