package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement that deletes, updates and inserts rows of several tables. Its parts all see the
 * tables as they were before it, and foreign keys are checked when it has ended. Unique keys are
 * checked row by row: so within a table, each part waits for the one before by asking how many rows
 * that has written.
 */
final class WriteStatement {

  private static final Sql WRITTEN = Sql.of("RETURNING 1");

  private final Strategy strategy;
  private final StagedTables staged;
  private final Set<TableName> anew;
  private final List<Sql> parts = new ArrayList<>();
  private final List<Sql> counts = new ArrayList<>();
  private final Set<String> deleting = new HashSet<>();

  /**
   * A statement without parts.
   *
   * @param anew the tables whose updated rows are deleted and inserted again
   */
  WriteStatement(Strategy strategy, StagedTables staged, Set<TableName> anew) {
    this.strategy = strategy;
    this.staged = staged;
    this.anew = anew;
  }

  void delete(Change change) {
    if (change.removed() > 0) {
      ImportTable table = change.table();
      String name = "deleted_" + table.number();
      deleting.add(name);
      part(
          name,
          Sql.of(
              "DELETE FROM {} AS t USING {} AS d WHERE t.ctid = d.tuple AND t.tableoid = d.relation"
                  + " {}",
              table.target().from(),
              table.deletions(),
              WRITTEN));
    }
  }

  void write(Change change) {
    String deleted = "deleted_" + change.table().number();
    Sql after = deleting.contains(deleted) ? after(deleted) : Sql.EMPTY;
    if (change.substituted() > 0) {
      String substituted = "substituted_" + change.table().number();
      part(substituted, substitute(change, after));
      after = after(substituted);
    }
    if (change.updated(strategy) > 0) {
      String updated = "updated_" + change.table().number();
      part(
          updated,
          anew.contains(change.table().name()) ? again(change, after) : update(change, after));
      after = after(updated);
    }
    if (change.added() > 0) {
      part("inserted_" + change.table().number(), insert(change, after));
    }
  }

  /** The statement; its one row says how many rows each part has written. */
  Optional<Sql> statement() {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Sql.of("WITH {}\nSELECT {}", Sql.join(",\n", parts), Sql.join(", ", counts)));
  }

  private void part(String name, Sql statement) {
    parts.add(Sql.of("{} AS ({})", Sql.name(name), statement));
    counts.add(Sql.of("(SELECT count(*) FROM {})", Sql.name(name)));
  }

  private static Sql after(String part) {
    return Sql.of(" AND (SELECT count(*) FROM {}) >= 0", Sql.name(part));
  }

  private Sql update(Change change, Sql after) {
    return update(change.table(), assignments(change.table()), Sql.of("NOT d.substitute"), after);
  }

  /** A row that is new has nothing of the one whose place it takes. */
  private Sql substitute(Change change, Sql after) {
    List<Sql> set = assignments(change.table());
    for (Sql name : others(change.table())) {
      set.add(Sql.of("{} = DEFAULT", name));
    }
    return update(change.table(), set, Sql.of("d.substitute"), after);
  }

  private static List<Sql> assignments(ImportTable table) {
    List<Sql> set = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!column.identityAlways()) {
        Sql name = Sql.name(column.name().value());
        set.add(Sql.of("{} = r.{}", name, name));
      }
    }
    return set;
  }

  private Sql update(ImportTable table, List<Sql> set, Sql which, Sql after) {
    return Sql.of(
        "UPDATE {} AS t SET {} FROM {} AS d JOIN {} AS r ON r.ctid = d.loomctl_staged WHERE t.ctid ="
            + " d.tuple AND t.tableoid = d.relation AND {}{} {}",
        table.target().from(),
        Sql.join(", ", set),
        table.differences(),
        staged.rows(table),
        which,
        after,
        WRITTEN);
  }

  /** The columns that the snapshot has no values for. */
  private static List<Sql> others(ImportTable table) {
    return table.target().table().columns().stream()
        .filter(column -> column.holdsData() && !table.columns().contains(column))
        .map(column -> Sql.name(column.name().value()))
        .toList();
  }

  private Sql again(Change change, Sql after) {
    ImportTable table = change.table();
    Sql gone = Sql.name("gone_" + table.number());
    List<Sql> kept = others(table);
    Sql keptNames = kept.stream().map(name -> Sql.of(", {}", name)).collect(Sql.joining(""));
    parts.add(
        Sql.of(
            "{} AS (DELETE FROM {} AS t USING {} AS d WHERE t.ctid = d.tuple AND t.tableoid ="
                + " d.relation AND NOT d.substitute{} RETURNING d.loomctl_staged{})",
            gone,
            table.target().from(),
            table.differences(),
            after,
            kept.stream().map(name -> Sql.of(", t.{}", name)).collect(Sql.joining(""))));
    return Sql.of(
        "INSERT INTO {} ({}{}) OVERRIDING SYSTEM VALUE SELECT {}{} FROM {} AS g JOIN {} AS r ON"
            + " r.ctid = g.loomctl_staged ORDER BY g.loomctl_staged {}",
        Sql.name(table.name().schema(), table.name().name()),
        table.columnList(),
        keptNames,
        table.values(Sql.of("r")),
        kept.stream().map(name -> Sql.of(", g.{}", name)).collect(Sql.joining("")),
        gone,
        staged.rows(table),
        WRITTEN);
  }

  private Sql insert(Change change, Sql after) {
    ImportTable table = change.table();
    boolean all = change.added() == change.rows();
    Sql rows =
        all
            ? Sql.of("{} AS r WHERE true", staged.rows(table))
            : Sql.of(
                "{} AS d JOIN {} AS r ON r.ctid = d.loomctl_staged WHERE d.tuple IS NULL",
                table.differences(),
                staged.rows(table));
    Sql name = Sql.name(table.name().schema(), table.name().name());
    Sql into =
        table.columns().isEmpty()
            ? name
            : Sql.of("{} ({}) OVERRIDING SYSTEM VALUE", name, table.columnList());
    return Sql.of(
        "INSERT INTO {} SELECT {} FROM {}{} {}",
        into,
        table.values(Sql.of("r")),
        rows,
        after,
        WRITTEN);
  }
}
