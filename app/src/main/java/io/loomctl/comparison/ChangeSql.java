package io.loomctl.comparison;

import io.loomctl.graph.ColumnName;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableSql;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Statements that bring changes from a temporary table into a table. The temporary table has a mark
 * in front of each row: what to do with it.
 *
 * @param number of the temporary table
 * @param columns that the rows have
 * @param identity the columns that tell a row from every other; nothing when only all together do,
 *     and not even they
 * @param set the columns that an update sets
 */
record ChangeSql(
    int number,
    TableHeader table,
    List<ColumnName> columns,
    List<ColumnName> identity,
    List<ColumnName> set) {

  /** What to do with a row. */
  enum Mark {
    DELETE('-'),
    WRITE('+');

    private final char sign;

    Mark(char sign) {
      this.sign = sign;
    }

    byte sign() {
      return (byte) sign;
    }

    private Sql sql() {
      return Sql.literal(String.valueOf(sign));
    }
  }

  private static final Sql TARGET = Sql.of("t");
  private static final Sql STAGED = Sql.of("s");
  private static final Sql OLD = Sql.of("o");

  ChangeSql {
    columns = List.copyOf(columns);
    identity = List.copyOf(identity);
    set = List.copyOf(set);
  }

  Sql createStaging() {
    return Sql.of(
        "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT ''::pg_catalog.text AS {}{} FROM {}"
            + " WITH NO DATA",
        Sql.name("loomctl_" + number),
        mark(),
        more(TableSql.columns(columns)),
        TableSql.name(table));
  }

  Sql copy() {
    return Sql.of("COPY {} ({}{}) FROM stdin", staging(), mark(), more(TableSql.columns(columns)));
  }

  /** Without figures about it the server might look at the whole table for every row. */
  Sql analyze() {
    return Sql.of("ANALYZE {}", staging());
  }

  /** Deletes rows that are marked so, and are not written as well. */
  Sql delete() {
    if (identity.isEmpty()) {
      return Sql.of(
          "DELETE FROM {} AS t USING ({}) AS r JOIN ({}) AS s ON r.line = s.line AND r.number ="
              + " s.number WHERE t.tableoid = r.relation AND t.ctid = r.tuple",
          TableSql.only(table),
          numbered(
              Sql.of("tableoid AS relation, ctid AS tuple, "),
              Sql.of("{} AS t", TableSql.only(table)),
              TARGET),
          numbered(
              Sql.EMPTY,
              Sql.of("{} AS s WHERE {}", staging(), marked(STAGED, Mark.DELETE)),
              STAGED));
    }
    return Sql.of(
        "DELETE FROM {} AS t USING {} AS s WHERE {} AND {} AND NOT EXISTS (SELECT FROM {} AS w"
            + " WHERE {} AND {})",
        TableSql.only(table),
        staging(),
        marked(STAGED, Mark.DELETE),
        same(TARGET, STAGED),
        staging(),
        marked(Sql.of("w"), Mark.WRITE),
        same(Sql.of("w"), STAGED));
  }

  /** Rows as text, each of those that are the same with a number of its own. */
  private Sql numbered(Sql further, Sql from, Sql row) {
    return Sql.of(
        "SELECT {}{} AS line, row_number() OVER (PARTITION BY {}) AS number FROM {}",
        further,
        TableSql.text(row, columns),
        TableSql.text(row, columns),
        from);
  }

  /** Updates the rows that are there. */
  Sql update(Sql condition) {
    return Sql.of(
        "UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND {}{}",
        TableSql.only(table),
        set.stream()
            .map(column -> Sql.name(column.value()))
            .map(column -> Sql.of("{} = s.{}", column, column))
            .collect(Sql.joining(", ")),
        staging(),
        marked(STAGED, Mark.WRITE),
        same(TARGET, STAGED),
        condition);
  }

  /** Inserts the rows that are not there. */
  Sql insert(Sql condition) {
    Sql names = TableSql.columns(columns);
    Sql into =
        columns.isEmpty()
            ? TableSql.name(table)
            : Sql.of("{} ({}) OVERRIDING SYSTEM VALUE", TableSql.name(table), names);
    Sql missing =
        identity.isEmpty()
            ? Sql.EMPTY
            : Sql.of(
                " AND NOT EXISTS (SELECT FROM {} AS t WHERE {})",
                TableSql.only(table),
                same(TARGET, STAGED));
    return Sql.of(
        "INSERT INTO {} SELECT {} FROM {} AS s WHERE {}{}{}",
        into,
        TableSql.columns(STAGED, columns),
        staging(),
        marked(STAGED, Mark.WRITE),
        missing,
        condition);
  }

  /**
   * Takes the value of a column from all rows that are about to get another one, if a unique key
   * needs it: nothing of this table or another may lead to it or by it.
   */
  Optional<Sql> park(ColumnHeader column) {
    Sql name = Sql.name(column.name().value());
    Sql highest =
        Sql.of(
            "(SELECT max(v) FROM (SELECT {} FROM {} UNION ALL SELECT {} FROM {}) AS a (v))",
            name,
            TableSql.only(table),
            name,
            staging());
    return Parking.value(column, Sql.of("p.number"), highest)
        .map(
            value ->
                Sql.of(
                    "UPDATE {} AS t SET {} = {} FROM (SELECT {}, row_number() OVER () AS number"
                        + " FROM {} AS o JOIN {} AS s ON {} WHERE {} AND {} IS DISTINCT FROM {} AND"
                        + " {}) AS p WHERE {}",
                    TableSql.only(table),
                    name,
                    value,
                    TableSql.columns(OLD, identity),
                    TableSql.only(table),
                    staging(),
                    same(OLD, STAGED),
                    marked(STAGED, Mark.WRITE),
                    TableSql.text(OLD, List.of(column.name())),
                    TableSql.text(STAGED, List.of(column.name())),
                    unique(column.name()),
                    same(TARGET, Sql.of("p"))));
  }

  /** Snapshots do not say which columns have unique keys; the database does. */
  private Sql unique(ColumnName column) {
    return Sql.of(
        "EXISTS (SELECT FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_attribute AS c ON"
            + " c.attrelid = i.indrelid WHERE i.indrelid = {}::pg_catalog.regclass AND c.attname ="
            + " {} AND (i.indisunique OR i.indisexclusion) AND i.indimmediate AND (c.attnum = ANY"
            + " (i.indkey) OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.objid ="
            + " i.indexrelid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND"
            + " d.refobjid = c.attrelid AND d.refobjsubid = c.attnum)))",
        Sql.literal(TableSql.name(table).text()),
        Sql.literal(column.value()));
  }

  private Sql same(Sql row, Sql other) {
    return TableSql.same(table, identity, row, other);
  }

  private Sql marked(Sql row, Mark mark) {
    return Sql.of("{}.{} = {}", row, mark(), mark.sql());
  }

  /** A name that no column has. */
  private Sql mark() {
    StringBuilder name = new StringBuilder("loomctl_change");
    while (columns.contains(new ColumnName(name.toString()))) {
      name.append('_');
    }
    return Sql.name(name.toString());
  }

  private static Sql more(Sql columns) {
    return columns.text().isEmpty() ? Sql.EMPTY : Sql.of(", {}", columns);
  }

  private Sql staging() {
    return Sql.of("pg_temp.{}", Sql.name("loomctl_" + number));
  }
}
