package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
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
        .map(table -> table.marked(CHANGE))
        .toList();
  }
}
