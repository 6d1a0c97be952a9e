package io.loomctl.comparison;

import io.loomctl.comparison.NaturalKeys.Part;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What references of one snapshot's rows stand for. Each parent table is read when first needed.
 */
final class ParentKeys implements AutoCloseable {

  /** What references point at. */
  private record Target(TableName parent, List<ColumnName> columns) {}

  private final SnapshotFile file;
  private final Function<TablePair, Optional<TableHeader>> side;
  private final NaturalKeys keys;
  private final TableRows rows;
  private final Map<Target, ParentIndex> indexes = new HashMap<>();

  /**
   * No table is read yet.
   *
   * @param side which side of a pair the file is
   */
  ParentKeys(
      SnapshotFile file,
      Function<TablePair, Optional<TableHeader>> side,
      NaturalKeys keys,
      TableRows rows) {
    this.file = file;
    this.side = side;
    this.keys = keys;
    this.rows = rows;
  }

  /** How a part of a row is written; nothing when the file does not have it. */
  Optional<Field> field(TablePair pair, Part part) throws IOException {
    Optional<TableHeader> table = side.apply(pair);
    int[] places = places(table, part.columns());
    if (table.isEmpty() || places[0] == RowLayout.NOWHERE) {
      return Optional.empty();
    }
    return Optional.of(
        part.reference().isEmpty()
            ? Field.of(places[0])
            : new ReferenceField(places, index(part.reference().get())));
  }

  private ParentIndex index(Reference reference) throws IOException {
    Target target = new Target(reference.parent(), reference.parentColumns());
    ParentIndex found = indexes.get(target);
    if (found == null) {
      found = read(target);
    }
    return found;
  }

  private ParentIndex read(Target target) throws IOException {
    TablePair pair = keys.pair(target.parent);
    Optional<TableHeader> table = side.apply(pair);
    long expected = table.isEmpty() ? 0 : pair.block(file).rows();
    ParentIndex index = new ParentIndex(rows.scratch().get(), expected);
    indexes.put(target, index);
    if (table.isPresent()) {
      fill(index, target, pair, table.get());
    }
    return index;
  }

  private void fill(ParentIndex index, Target target, TablePair pair, TableHeader table)
      throws IOException {
    List<Field> key = new ArrayList<>();
    for (Part part : keys.key(pair)) {
      key.add(field(pair, part).orElseThrow());
    }
    int[] columns = places(Optional.of(table), target.columns);
    LineBuffer values = new LineBuffer();
    LineBuffer told = new LineBuffer();
    long left = pair.block(file).rows();
    try (RowLines parents = rows.open(file, table)) {
      while (parents.next()) {
        if (left-- == 0) {
          throw BlockRows.damaged(file, pair.name());
        }
        values.clear();
        ReferenceField.writeValues(parents, values, columns);
        told.clear();
        for (int i = 0; i < key.size(); i++) {
          if (i > 0) {
            told.add(ColumnShape.NEXT);
          }
          key.get(i).write(parents, told);
        }
        index.put(values, told);
      }
    }
  }

  private static int[] places(Optional<TableHeader> table, List<ColumnName> columns) {
    return columns.stream().mapToInt(column -> TablePair.place(table, column)).toArray();
  }

  @Override
  public void close() throws IOException {
    for (ParentIndex index : indexes.values()) {
      index.close();
    }
  }
}
