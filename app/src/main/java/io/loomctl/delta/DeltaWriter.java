package io.loomctl.delta;

import io.loomctl.failure.RefusedException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BodyScript;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.DeltaMark;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowMerge;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares two whole snapshots of a scenario and writes the delta that leads from one to the other.
 */
public final class DeltaWriter implements AutoCloseable {

  private final SnapshotFile base;
  private final SnapshotFile newer;
  private final Map<TableName, MarkedRows> changes = new LinkedHashMap<>();
  private final Needed needed;
  private long added;
  private long removed;
  private long modified;

  public DeltaWriter(SnapshotFile base, SnapshotFile newer) {
    this.base = base;
    this.newer = newer;
    this.needed = new Needed(newer.header().tables());
  }

  /**
   * Writes the delta.
   *
   * @param since what the delta says of deleted rows, see {@link DeltaHeader}
   * @param deletion makes the statement that deletes rows, for the delta's script and its tables
   * @throws RefusedException when the two do not hold the same tables, see {@link SameScope}
   */
  public DeltaSummary write(
      Optional<Instant> since,
      Function<SnapshotHeader, Optional<String>> deletion,
      OutputStream out)
      throws IOException {
    SameScope.check(base.header(), newer.header());
    for (TableHeader table : newer.header().tables()) {
      compare(table);
    }
    while (needed.hasGrown()) {
      for (TableHeader table : newer.header().tables()) {
        if (needed.anyOf(table)) {
          addReferenced(table);
        }
      }
    }
    BodyStatements statements = SnapshotBody.open(newer).statements();
    SnapshotHeader header = header(since, statements.deletion());
    write(header, statements.withDeletion(deletion.apply(header)), out);
    return new DeltaSummary(base.header().version(), added, removed, modified);
  }

  private void compare(TableHeader table) throws IOException {
    if (base.header().table(table.name()).isPresent()) {
      String former = base.trailer().block(table.name()).sha256();
      if (former.equals(newer.trailer().block(table.name()).sha256())) {
        return;
      }
    }
    MarkedRows rows = new MarkedRows(table.columns().isEmpty());
    changes.put(table.name(), rows);
    RowOrder order = RowOrder.of(table, table);
    try (RowLines left = Rows.of(base, table);
        RowLines right = Rows.of(newer, table)) {
      new RowMerge(order::compare, true).run(left, right, new Marking(table, rows));
    }
  }

  private final class Marking implements RowMerge.Changes {
    private final TableHeader table;
    private final MarkedRows rows;

    Marking(TableHeader table, MarkedRows rows) {
      this.table = table;
      this.rows = rows;
    }

    @Override
    public void added(RowLines row) throws IOException {
      added++;
      add(DeltaMark.ADDED, row);
    }

    @Override
    public void removed(RowLines row) throws IOException {
      removed++;
      add(DeltaMark.REMOVED, row);
      needed.addFormer(table, row, null);
    }

    @Override
    public void changed(RowLines before, RowLines after) throws IOException {
      modified++;
      needed.addFormer(table, before, after);
      add(DeltaMark.BEFORE, before);
      add(DeltaMark.AFTER, after);
    }

    private void add(DeltaMark mark, RowLines row) throws IOException {
      rows.add(mark, row);
      needed.add(table, row);
    }
  }

  /** Puts rows that did not change, but are referenced, between those that did. */
  private void addReferenced(TableHeader table) throws IOException {
    MarkedRows former = changes.get(table.name());
    if (former == null) {
      former = new MarkedRows(table.columns().isEmpty());
    }
    MarkedRows rows = new MarkedRows(table.columns().isEmpty());
    try (MarkedRows replaced = former;
        RowLines known = Rows.marked(replaced, newer, table);
        RowLines all = Rows.of(newer, table)) {
      new Insertion(table, known, all, rows).run(needed);
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
    if (rows.isEmpty()) {
      rows.close();
      changes.remove(table.name());
    } else {
      changes.put(table.name(), rows);
    }
  }

  private void write(SnapshotHeader header, BodyStatements statements, OutputStream out)
      throws IOException {
    SnapshotWriter writer = new SnapshotWriter(out, header);
    new BodyScript(writer, header.script())
        .write(
            statements,
            (table, copy) ->
                writer.block(table.name(), copy, 0, rows -> copy(table, new RowBlock(rows))));
    writer.finish();
  }

  private RowBlock.Summary copy(TableHeader table, RowBlock block) throws IOException {
    MarkedRows rows = Objects.requireNonNull(changes.get(table.name()));
    try (RowLines lines = Rows.marked(rows, newer, table)) {
      while (lines.next()) {
        block.row(Rows.line(lines));
      }
    }
    return block.finish();
  }

  private SnapshotHeader header(Optional<Instant> since, Optional<String> deletion) {
    List<TableName> tables =
        newer.header().tables().stream()
            .map(TableHeader::name)
            .filter(table -> changes.containsKey(table) && !rows(table).isEmpty())
            .toList();
    SnapshotTrailer whole = newer.trailer();
    return newer
        .header()
        .withDelta(
            Optional.of(
                new DeltaHeader(
                    base.header().version(),
                    base.state(),
                    since,
                    tables,
                    deletion,
                    new SnapshotTrailer(whole.tables(), whole.sha256(), ""))));
  }

  private MarkedRows rows(TableName table) {
    return Objects.requireNonNull(changes.get(table));
  }

  @Override
  public void close() throws IOException {
    for (MarkedRows rows : changes.values()) {
      rows.close();
    }
  }
}
