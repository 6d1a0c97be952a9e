package io.loomctl.format;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables that a document has rows of, with the columns that these have. */
final class JsonTables {

  private static final String CHANGE = "$change";

  private JsonTables() {}

  /** All tables, but of a delta those that changed, whose rows begin with how they did. */
  static List<TableHeader> of(SnapshotHeader header) {
    Optional<DeltaHeader> delta = header.delta();
    if (delta.isEmpty()) {
      return header.tables();
    }
    List<TableName> changed = delta.get().tables();
    return header.tables().stream()
        .filter(table -> changed.contains(table.name()))
        .map(JsonTables::marked)
        .toList();
  }

  private static TableHeader marked(TableHeader table) {
    List<ColumnHeader> columns = new ArrayList<>();
    columns.add(new ColumnHeader(markOf(table), "text", true, false, Optional.empty()));
    columns.addAll(table.columns());
    return table.withColumns(columns);
  }

  /** A name that no column has. */
  private static ColumnName markOf(TableHeader table) {
    List<ColumnName> names = table.columns().stream().map(ColumnHeader::name).toList();
    ColumnName name = new ColumnName(CHANGE);
    while (names.contains(name)) {
      name = new ColumnName(name.value() + "_");
    }
    return name;
  }
}
