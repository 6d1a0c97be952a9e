package io.loomctl.explanation;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.masking.Masks;
import io.loomctl.scenario.ColumnLookup;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.RowAddress;
import io.loomctl.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds rows by what people call them, and the other way round.
 *
 * @param masks of columns whose values are not told
 */
record Rows(Session session, ConfiguredSchema schema, Masks masks) {

  private static final String MASKED = "(masked)";

  private static final Sql ROW = Sql.of("loomctl_row");

  /** A column and what it has to be. */
  private record Equation(Column column, Optional<String> value) {

    Sql condition() {
      Sql name = Sql.of("{}.{}", ROW, Sql.name(column.name().value()));
      if (value.isEmpty()) {
        return Sql.of("{} IS NULL", name);
      }
      return column.equal(name, Sql.literal(value.get()));
    }
  }

  /**
   * The row of that key: values of the match key or else of the primary key, or any columns by
   * name.
   *
   * @throws UsageException when the key does not fit the table, or several rows have it
   */
  Optional<RowAddress> find(DataTable table, RowKey key) {
    List<DatabaseException> refusals = new ArrayList<>();
    List<List<Equation>> readings = readings(table, key);
    for (List<Equation> reading : readings) {
      List<RowAddress> found = new ArrayList<>();
      session.attempt(() -> found.addAll(query(table, reading))).ifPresent(refusals::add);
      if (found.size() > 1) {
        throw new UsageException(several(table, key));
      } else if (found.size() == 1) {
        return Optional.of(found.get(0));
      }
    }
    if (refusals.size() == readings.size()) {
      throw notAKey(table, key, refusals.get(0));
    }
    return Optional.empty();
  }

  /** A refusal that the values are to blame for, or else as it is. */
  private static LoomctlException notAKey(DataTable table, RowKey key, DatabaseException refusal) {
    String state = refusal.getCause() instanceof SQLException cause ? cause.getSQLState() : "";
    if (!String.valueOf(state).matches("22...|42883|42804|42725")) {
      return refusal;
    }
    return new UsageException(
        Problem.of("\"" + key.text() + "\" cannot be a key of " + table.name())
            .detail(refusal.problems().get(0).message())
            .hint(usage(table)));
  }

  private List<RowAddress> query(DataTable table, List<Equation> equations) {
    return session.query(
        Sql.of(
            "SELECT {}.tableoid, {}.ctid FROM {} AS {} WHERE {} LIMIT 2",
            ROW,
            ROW,
            table.from(),
            ROW,
            equations.stream().map(Equation::condition).collect(Sql.joining(" AND "))),
        row -> RowAddress.read(table.name(), row));
  }

  private static Problem several(DataTable table, RowKey key) {
    return Problem.of("several rows of " + table.name() + " have the key " + key.text())
        .hint("name more columns: column=value,column=value");
  }

  private static String usage(DataTable table) {
    List<ColumnName> key = table.key().columns();
    return key.isEmpty()
        ? "the table has no key; write column=value,column=value"
        : "its key is "
            + key.stream().map(ColumnName::toString).collect(Collectors.joining(","))
            + "; other columns as column=value";
  }

  /** What the key may mean, the likeliest first. */
  private static List<List<Equation>> readings(DataTable table, RowKey key) {
    long named = key.parts().stream().filter(part -> column(table, part).isPresent()).count();
    if (named > 0) {
      return List.of(
          key.parts().stream()
              .map(part -> new Equation(named(table, part), part.value()))
              .toList());
    }
    Set<List<ColumnName>> keys = new LinkedHashSet<>();
    keys.add(table.key().columns());
    table.table().primaryKey().map(UniqueKey::columns).ifPresent(keys::add);
    List<List<Equation>> readings = new ArrayList<>();
    for (List<ColumnName> columns : keys) {
      values(key, columns.size())
          .ifPresent(values -> readings.add(equations(table, columns, values)));
    }
    if (readings.isEmpty()) {
      throw new UsageException(
          Problem.of("\"" + key.text() + "\" does not fit the key of " + table.name())
              .hint(usage(table)));
    }
    return readings;
  }

  private static Column named(DataTable table, RowKey.Part part) {
    String name = part.column().orElse(part.written());
    return column(table, part)
        .orElseThrow(
            () -> new UsageException(ColumnLookup.notFound(table.table(), name, Where.NOWHERE)));
  }

  private static Optional<Column> column(DataTable table, RowKey.Part part) {
    return part.column()
        .filter(name -> !name.isEmpty())
        .flatMap(name -> table.table().column(new ColumnName(name)));
  }

  /** Of a key of one column, text with commas is the value, too. */
  private static Optional<List<Optional<String>>> values(RowKey key, int size) {
    if (key.parts().size() == size) {
      return Optional.of(key.parts().stream().map(RowKey.Part::unnamed).toList());
    }
    return size == 1 ? Optional.of(List.of(Optional.of(key.text()))) : Optional.empty();
  }

  private static List<Equation> equations(
      DataTable table, List<ColumnName> columns, List<Optional<String>> values) {
    List<Equation> equations = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = table.table().column(columns.get(i)).orElseThrow();
      equations.add(new Equation(column, values.get(i)));
    }
    return equations;
  }

  /** What people call the row. */
  RowName name(RowAddress address) {
    List<ColumnName> columns = nameOf(schema.table(address.table()));
    return new RowName(address.table(), columns, values(address, columns));
  }

  /** The match key; where a part of it is masked, the primary key if that is not. */
  private List<ColumnName> nameOf(DataTable table) {
    List<ColumnName> key = table.key().columns();
    if (key.isEmpty()) {
      return table.columns().stream().map(Column::name).toList();
    }
    return Stream.of(key, table.table().primaryKey().map(UniqueKey::columns).orElse(key))
        .filter(columns -> columns.stream().noneMatch(column -> isMasked(table.name(), column)))
        .findFirst()
        .orElse(key);
  }

  private boolean isMasked(TableName table, ColumnName column) {
    return masks.kind(table, column).isPresent();
  }

  /** The values of the child's columns, of which none is told that is masked at either end. */
  List<Optional<String>> values(RowAddress child, Reference reference) {
    List<Optional<String>> values = new ArrayList<>(values(child, reference.columns()));
    for (int i = 0; i < values.size(); i++) {
      if (isMasked(reference.parent(), reference.parentColumns().get(i))) {
        values.set(i, values.get(i).map(value -> MASKED));
      }
    }
    return values;
  }

  /** The row's values in these columns, as the server prints them. */
  private List<Optional<String>> values(RowAddress address, List<ColumnName> columns) {
    TableName table = address.table();
    return columns.isEmpty()
        ? List.of()
        : session.queryOne(
            Sql.of(
                "SELECT {} FROM {} AS {} WHERE {}",
                columns.stream()
                    .map(column -> Sql.of("{}.{}::pg_catalog.text", ROW, Sql.name(column.value())))
                    .collect(Sql.joining(", ")),
                schema.table(table).from(),
                ROW,
                address.is(ROW)),
            row -> {
              List<Optional<String>> values = new ArrayList<>();
              for (int i = 1; i <= columns.size(); i++) {
                int at = i - 1;
                values.add(
                    Optional.ofNullable(row.getString(i))
                        .map(value -> isMasked(table, columns.get(at)) ? MASKED : value));
              }
              return values;
            });
  }
}
