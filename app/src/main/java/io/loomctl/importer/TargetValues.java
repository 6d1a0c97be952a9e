package io.loomctl.importer;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A query over the staged rows of a table in which surrogate values and references are those of the
 * target. A reference is followed, over the values in the snapshot, to the parent's staged row, and
 * takes the value that the parent's column has in the target; that column may be a reference again.
 *
 * <p>Joins are added for the columns that are asked for, and only where something changes.
 */
final class TargetValues {

  private final StagedTables staged;
  private final ImportTable table;
  private final List<Sql> joins = new ArrayList<>();
  private final Map<String, Sql> aliases = new HashMap<>();

  /** A query over the table's staged rows, which go by {@code s}. */
  TargetValues(StagedTables staged, ImportTable table) {
    this.staged = staged;
    this.table = table;
  }

  /** The column's value in the target. */
  Sql value(ColumnName column) {
    Sql alias = Sql.of("s");
    if (!moves(staged, table, column)) {
      return Sql.of("s.{}", Sql.name(column.value()));
    }
    return Sql.of(
        "CAST({} AS {})", value(table, alias, column), Sql.trusted(table.column(column).type()));
  }

  /** The FROM clause, for after all columns were asked for. */
  Sql from() {
    return Sql.of("FROM {} AS s{}", table.staged(), Sql.join("", joins));
  }

  /** Whether rows of the table may have another value of the column in the target. */
  static boolean moves(StagedTables staged, ImportTable table, ColumnName column) {
    return new Movement(staged).of(table, column);
  }

  private Sql value(ImportTable of, Sql alias, ColumnName column) {
    Sql name = Sql.name(column.value());
    if (of.surrogates().contains(column)) {
      if (!staged.isRenumbered(of.name())) {
        return Sql.of("{}.{}", alias, name);
      }
      Sql ids = ids(of, alias);
      return Sql.of(
          "CASE WHEN {}.loomctl_staged IS NULL THEN {}.{} ELSE {}.{} END",
          ids,
          alias,
          name,
          ids,
          name);
    }
    Optional<Reference> followed = new Movement(staged).reference(of, column);
    if (followed.isEmpty()) {
      return Sql.of("{}.{}", alias, name);
    }
    Reference reference = followed.get();
    ImportTable parent = staged.table(reference.parent());
    Sql row = parent(reference, alias);
    ColumnName parentColumn = reference.parentColumns().get(reference.columns().indexOf(column));
    return Sql.of(
        "CASE WHEN {}.ctid IS NULL THEN {}.{} ELSE {} END",
        row,
        alias,
        name,
        value(parent, row, parentColumn));
  }

  private Sql ids(ImportTable of, Sql alias) {
    return aliases.computeIfAbsent(
        alias + " ids",
        key -> {
          Sql ids = Sql.name("i" + aliases.size());
          joins.add(
              Sql.of(
                  "\nLEFT JOIN {} AS {} ON {}.loomctl_staged = {}.ctid",
                  of.ids(),
                  ids,
                  ids,
                  alias));
          return ids;
        });
  }

  private Sql parent(Reference reference, Sql alias) {
    String key = alias + " " + reference;
    Sql known = aliases.get(key);
    if (known != null) {
      return known;
    }
    Sql row = Sql.name("p" + aliases.size());
    aliases.put(key, row);
    List<Sql> equal = new ArrayList<>();
    for (int i = 0; i < reference.columns().size(); i++) {
      ColumnName parentColumn = reference.parentColumns().get(i);
      equal.add(
          staged
              .table(reference.parent())
              .column(parentColumn)
              .equal(
                  Sql.of("{}.{}", alias, Sql.name(reference.columns().get(i).value())),
                  Sql.of("{}.{}", row, Sql.name(parentColumn.value()))));
    }
    joins.add(Sql.of("\nLEFT JOIN {} AS {} ON {}", rows(reference), row, Sql.join(" AND ", equal)));
    return row;
  }

  /** A virtual reference may name columns that are not unique: one parent row stands for all. */
  private Sql rows(Reference reference) {
    ImportTable parent = staged.table(reference.parent());
    if (reference.kind() != Reference.Kind.VIRTUAL
        || parent.target().table().isUnique(reference.parentColumns())) {
      return parent.staged();
    }
    Sql columns =
        reference.parentColumns().stream()
            .map(column -> Sql.name(column.value()))
            .collect(Sql.joining(", "));
    return Sql.of(
        "(SELECT DISTINCT ON ({}) ctid, * FROM {} ORDER BY {}, ctid)",
        columns,
        parent.staged(),
        columns);
  }

  /** Finds out which columns move, through references of any depth. */
  private record Movement(StagedTables staged, Set<String> seen) {

    Movement(StagedTables staged) {
      this(staged, new HashSet<>());
    }

    boolean of(ImportTable table, ColumnName column) {
      if (table.surrogates().contains(column)) {
        return staged.isRenumbered(table.name());
      }
      return reference(table, column).isPresent();
    }

    /** The reference that decides the column's value: of those that move, the shortest. */
    Optional<Reference> reference(ImportTable table, ColumnName column) {
      if (!seen.add(table.name() + " " + column)) {
        return Optional.empty();
      }
      Optional<Reference> found =
          staged.references(table).stream()
              .filter(reference -> reference.columns().contains(column))
              .sorted(
                  Comparator.comparing((Reference reference) -> reference.columns().size())
                      .thenComparing(reference -> !reference.kind().enforced()))
              .filter(reference -> parentMoves(reference, column))
              .findFirst();
      seen.remove(table.name() + " " + column);
      return found;
    }

    private boolean parentMoves(Reference reference, ColumnName column) {
      TableName parent = reference.parent();
      return of(
          staged.table(parent), reference.parentColumns().get(reference.columns().indexOf(column)));
    }
  }
}
