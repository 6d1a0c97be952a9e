package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements around the rows in a snapshot's body.
 *
 * <p>A staged table's rows go through a temporary table. So do the tables of a cycle, because
 * foreign keys are checked when a statement ends: one statement writes all of them.
 */
public final class LoadScript {

  /** How a body puts rows back. */
  public enum Layout {
    /**
     * Owned rows are deleted, then copied straight in. For snapshots of whole tables that nothing
     * else references.
     */
    DIRECT,
    /**
     * Rows are compared with those that are there: owned rows that the snapshot does not have are
     * deleted, the others updated in place, so that rows outside the snapshot can go on referencing
     * them.
     */
    STAGED
  }

  private final Layout layout;
  private final List<TableHeader> tables;
  private final boolean delta;

  public LoadScript(Layout layout, List<TableHeader> tables) {
    this(layout, tables, false);
  }

  private LoadScript(Layout layout, List<TableHeader> tables, boolean delta) {
    this.layout = layout;
    this.tables = List.copyOf(tables);
    this.delta = delta;
  }

  /** The script of a delta, each of whose rows begins with a {@link DeltaMark}. */
  static LoadScript ofDelta(List<TableHeader> tables) {
    return new LoadScript(Layout.STAGED, tables, true);
  }

  public Layout layout() {
    return layout;
  }

  /** Tables that are written together, in the header's order. */
  public List<List<TableHeader>> groups() {
    Map<String, List<TableHeader>> groups = new LinkedHashMap<>();
    for (TableHeader table : tables) {
      String group = table.cycle() > 0 ? "cycle " + table.cycle() : table.name().toString();
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(table);
    }
    return List.copyOf(groups.values());
  }

  /** The tables in the order of their rows. */
  public List<TableHeader> tables() {
    return groups().stream().flatMap(List::stream).toList();
  }

  /** Whether the table's rows go through a temporary table. */
  public boolean isStaged(TableHeader table) {
    return layout == Layout.STAGED || table.cycle() > 0 || table.role() == Role.LOOKUP;
  }

  /** Creates the temporary table of a staged table. */
  public Sql createStaging(TableHeader table) {
    Sql mark = delta ? Sql.of("''::pg_catalog.text AS {}{}", mark(table), comma(table)) : Sql.EMPTY;
    return Sql.of(
        "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {}{} FROM {} WITH NO DATA",
        stagingName(table),
        mark,
        columns(table),
        TableSql.name(table));
  }

  /** {@code COPY … FROM stdin}, into the table or into its temporary one. */
  public Sql copy(TableHeader table) {
    Sql into = isStaged(table) ? staging(table) : TableSql.name(table);
    return types(table).isEmpty()
        ? Sql.of("COPY {} FROM stdin", into)
        : Sql.of("COPY {} ({}{}) FROM stdin", into, markBefore(table), columns(table));
  }

  private Sql markBefore(TableHeader table) {
    return delta ? Sql.of("{}{}", mark(table), comma(table)) : Sql.EMPTY;
  }

  private static Sql comma(TableHeader table) {
    return table.columns().isEmpty() ? Sql.EMPTY : Sql.of(", ");
  }

  /** The first column of a delta's staged rows. */
  private static Sql mark(TableHeader table) {
    return Sql.name(table.freeName(DeltaMark.COLUMN).value());
  }

  /**
   * What comes before the values in an INSERT of one or more rows, for clients without COPY.
   *
   * @param temporary whether they go into the table's temporary one
   */
  public Sql insertValues(TableHeader table, boolean temporary) {
    Sql into = temporary ? staging(table) : TableSql.name(table);
    return types(table).isEmpty()
        ? Sql.of("INSERT INTO {} DEFAULT VALUES", into)
        : Sql.of(
            "INSERT INTO {} ({}{}) OVERRIDING SYSTEM VALUE VALUES ",
            into,
            markBefore(table),
            columns(table));
  }

  /** The types of the values that each row of a table has in the snapshot. */
  public List<String> types(TableHeader table) {
    Stream<String> mark = delta ? Stream.of("text") : Stream.empty();
    return Stream.concat(mark, table.columns().stream().map(ColumnHeader::type)).toList();
  }

  /** Inserts all rows of a table's temporary one, as one statement. */
  public Sql insertStaged(TableHeader table) {
    return Sql.of(
        "INSERT INTO {} SELECT {} FROM {} AS s", into(table), columns(table), staging(table));
  }

  /**
   * Whether a row that is there stays because the snapshot has it too, as a condition.
   *
   * @param row the row's alias
   * @return nothing when such rows are deleted like all others, to be inserted again
   */
  public Optional<Sql> stays(TableHeader table, Sql row) {
    if (delta) {
      return Optional.of(identity(table).isEmpty() ? isSpared(table, row) : isKept(table, row));
    }
    return layout == Layout.DIRECT || identity(table).isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.of("EXISTS (SELECT FROM {} AS s WHERE {})", staging(table), same(table, row)));
  }

  /** A row with a key that the newer version has too, if only in another place, stays. */
  private Sql isKept(TableHeader table, Sql row) {
    Sql staged = Sql.of("SELECT FROM {} AS s WHERE {}", staging(table), same(table, row));
    return Sql.of(
        "(NOT EXISTS ({} AND s.{} = '-') OR EXISTS ({} AND {}))",
        staged,
        mark(table),
        staged,
        isNew(table));
  }

  /** Of equal rows without a key, as many go as the delta says. */
  private Sql isSpared(TableHeader table, Sql row) {
    Sql content = text(table, Sql.of("t"));
    return Sql.of(
        "({}.tableoid, {}.ctid) NOT IN (SELECT d.relation, d.tuple FROM (SELECT t.tableoid AS"
            + " relation, t.ctid AS tuple, {} AS content, pg_catalog.row_number() OVER (PARTITION BY"
            + " {}) AS number FROM {} AS t) AS d WHERE d.number <= (SELECT pg_catalog.count(*) FROM {}"
            + " AS s WHERE s.{} = '-' AND {} = d.content))",
        row,
        row,
        content,
        content,
        TableSql.only(table),
        staging(table),
        mark(table),
        text(table, Sql.of("s")));
  }

  /** One statement that brings the staged rows of all tables of a group into the tables. */
  public Sql write(List<TableHeader> group) {
    List<Sql> statements = new ArrayList<>();
    for (TableHeader table : group) {
      update(table).ifPresent(statements::add);
      statements.add(insert(table));
    }
    Sql last = statements.get(statements.size() - 1);
    if (statements.size() == 1) {
      return last;
    }
    List<Sql> queries = new ArrayList<>();
    for (Sql statement : statements.subList(0, statements.size() - 1)) {
      queries.add(Sql.of("{} AS ({})", Sql.name("written_" + queries.size()), statement));
    }
    return Sql.of("WITH {}\n{}", Sql.join(",\n", queries), last);
  }

  private Optional<Sql> update(TableHeader table) {
    boolean mayChange = table.role() == Role.OWNED || table.role() == Role.MIXED;
    List<Sql> set =
        table.columns().stream()
            .filter(column -> !column.identity() && !identity(table).contains(column.name()))
            .map(column -> Sql.name(column.name().value()))
            .map(column -> Sql.of("{} = s.{}", column, column))
            .toList();
    if (layout == Layout.DIRECT || !mayChange || set.isEmpty() || identity(table).isEmpty()) {
      return Optional.empty();
    }
    Sql row = Sql.of("t");
    return Optional.of(
        Sql.of(
            "UPDATE {} AS t SET {} FROM {} AS s WHERE {} AND {} <> {}{}",
            TableSql.only(table),
            Sql.join(", ", set),
            staging(table),
            same(table, row),
            text(table, row),
            text(table, Sql.of("s")),
            delta ? Sql.of(" AND {}", isNew(table)) : Sql.EMPTY));
  }

  private Sql insert(TableHeader table) {
    Sql insert = insertStaged(table);
    boolean allGone =
        table.role() == Role.OWNED && (layout == Layout.DIRECT || identity(table).isEmpty());
    List<Sql> conditions = new ArrayList<>();
    if (delta) {
      conditions.add(isNew(table));
    }
    if (!allGone) {
      conditions.add(
          Sql.of(
              "NOT EXISTS (SELECT FROM {} AS t WHERE {})",
              TableSql.only(table),
              same(table, Sql.of("t"))));
    }
    return conditions.isEmpty()
        ? insert
        : Sql.of("{} WHERE {}", insert, Sql.join(" AND ", conditions));
  }

  private static Sql isNew(TableHeader table) {
    return Sql.of("s.{} IN ('+', '>')", mark(table));
  }

  private static Sql into(TableHeader table) {
    return table.columns().isEmpty()
        ? TableSql.name(table)
        : Sql.of("{} ({}) OVERRIDING SYSTEM VALUE", TableSql.name(table), columns(table));
  }

  /** That a row and a staged row {@code s} are the same row: by key, or else by all they hold. */
  private static Sql same(TableHeader table, Sql row) {
    List<ColumnName> identity = identity(table);
    if (identity.isEmpty()) {
      return Sql.of("{} = {}", text(table, row), text(table, Sql.of("s")));
    }
    return TableSql.same(table, identity, row, Sql.of("s"));
  }

  /** psql keeps ids, so it goes by the primary key where there is one. */
  private static List<ColumnName> identity(TableHeader table) {
    boolean carriesPrimary =
        !table.primaryKey().isEmpty() && table.columnNames().containsAll(table.primaryKey());
    if (carriesPrimary) {
      return table.primaryKey();
    }
    return table.key().kind() == MatchKey.Kind.WHOLE_ROW ? List.of() : table.key().columns();
  }

  private static Sql text(TableHeader table, Sql row) {
    return TableSql.text(row, table.columnNames());
  }

  private Sql staging(TableHeader table) {
    return Sql.of("pg_temp.{}", stagingName(table));
  }

  private Sql stagingName(TableHeader table) {
    return Sql.name("loomctl_" + (tables.indexOf(table) + 1));
  }

  private static Sql columns(TableHeader table) {
    return TableSql.columns(table.columnNames());
  }
}
