package io.loomctl.catalog;

import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads foreign keys, and merges those that partitions of one table declare alike. */
final class ForeignKeys {

  /**
   * A foreign key as declared.
   *
   * @param leaves the number of leaf partitions of the table; 0 for a key that is not declared on a
   *     partition
   */
  private record Declared(Reference reference, ForeignKeyActions actions, int leaves) {}

  /** What makes two foreign keys the same reference. */
  private record Ends(
      TableName child, List<ColumnName> columns, TableName parent, List<ColumnName> parentColumns) {

    static Ends of(Reference reference) {
      return new Ends(
          reference.child(), reference.columns(), reference.parent(), reference.parentColumns());
    }
  }

  private ForeignKeys() {}

  static Map<Reference, ForeignKeyActions> read(Session session, Map<Long, TableName> tableByOid) {
    Map<Ends, List<Declared>> declared = new LinkedHashMap<>();
    session
        .query(Sql.resource(ForeignKeys.class, "foreign_keys.sql"), row -> read(row, tableByOid))
        .forEach(
            found ->
                found.ifPresent(
                    key ->
                        declared
                            .computeIfAbsent(Ends.of(key.reference), ends -> new ArrayList<>())
                            .add(key)));
    Map<Reference, ForeignKeyActions> merged = new LinkedHashMap<>();
    for (List<Declared> alike : declared.values()) {
      merged.put(
          merge(alike),
          alike.stream().map(Declared::actions).reduce(ForeignKeyActions::stronger).orElseThrow());
    }
    return merged;
  }

  private static Optional<Declared> read(ResultSet row, Map<Long, TableName> tableByOid)
      throws SQLException {
    TableName child = tableByOid.get(row.getLong("child"));
    TableName parent = tableByOid.get(row.getLong("parent"));
    if (child == null || parent == null) {
      return Optional.empty();
    }
    Reference reference =
        new Reference(
            row.getString("name"),
            child,
            columnNames(row.getArray("columns")),
            parent,
            columnNames(row.getArray("parent_columns")),
            kind(row),
            partitions(row.getArray("partitions")));
    ForeignKeyActions actions =
        new ForeignKeyActions(
            ReferentialAction.of(row.getString("on_delete")),
            ReferentialAction.of(row.getString("on_update")),
            row.getBoolean("deferrable"));
    return Optional.of(new Declared(reference, actions, row.getInt("leaves")));
  }

  /** The first by name stands for all; a key on the root, or on every partition, has no limits. */
  private static Reference merge(List<Declared> alike) {
    Reference first = alike.get(0).reference;
    Set<TableName> partitions = new TreeSet<>();
    Reference.Kind kind = first.kind();
    boolean everywhere = false;
    for (Declared key : alike) {
      partitions.addAll(key.reference.partitions());
      everywhere |= key.reference.partitions().isEmpty();
      kind = weaker(kind, key.reference.kind());
    }
    everywhere |= partitions.size() == alike.get(0).leaves;
    return new Reference(
        first.name(),
        first.child(),
        first.columns(),
        first.parent(),
        first.parentColumns(),
        kind,
        everywhere ? List.of() : List.copyOf(partitions));
  }

  /** NOT VALID wins over a validated key, so that its rows are looked at; enforced over not. */
  private static Reference.Kind weaker(Reference.Kind one, Reference.Kind other) {
    if (one == Reference.Kind.NOT_VALID || other == Reference.Kind.NOT_VALID) {
      return Reference.Kind.NOT_VALID;
    }
    return one == Reference.Kind.NOT_ENFORCED ? other : one;
  }

  private static Reference.Kind kind(ResultSet row) throws SQLException {
    if (!row.getBoolean("enforced")) {
      return Reference.Kind.NOT_ENFORCED;
    }
    return row.getBoolean("validated") ? Reference.Kind.FOREIGN_KEY : Reference.Kind.NOT_VALID;
  }

  static List<ColumnName> columnNames(Array array) throws SQLException {
    List<ColumnName> names = new ArrayList<>();
    for (String name : (String[]) array.getArray()) {
      names.add(new ColumnName(name));
    }
    return names;
  }

  private static List<TableName> partitions(@Nullable Array array) throws SQLException {
    List<TableName> names = new ArrayList<>();
    if (array != null) {
      for (String[] name : (String[][]) array.getArray()) {
        names.add(new TableName(name[0], name[1]));
      }
    }
    return names;
  }
}
