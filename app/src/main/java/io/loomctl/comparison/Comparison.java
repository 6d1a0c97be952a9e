package io.loomctl.comparison;

import io.loomctl.config.Config;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Compares two snapshots. */
public final class Comparison {

  /**
   * What to compare.
   *
   * @param limit of how many rows of each table the listener hears
   */
  public record Request(
      SnapshotFile from,
      SnapshotFile to,
      Config config,
      Narrowing tables,
      ColumnChoice columns,
      long limit) {

    /** All rows of all tables, of which nobody wants to hear one by one. */
    public static Request counting(SnapshotFile from, SnapshotFile to, Config config) {
      return new Request(from, to, config, Narrowing.NONE, ColumnChoice.ALL, 0);
    }
  }

  /**
   * What was found.
   *
   * @param tables every table that was compared, by name
   */
  public record Result(List<SchemaDifference> schema, List<TableDifference> tables) {

    public Result {
      schema = List.copyOf(schema);
      tables = List.copyOf(tables);
    }

    public boolean equal() {
      return schema.isEmpty() && tables.stream().allMatch(TableDifference::isEmpty);
    }
  }

  private final TableRows rows;

  /**
   * A comparison.
   *
   * @param scratch a folder for rows that have to be sorted anew; nobody else has files there
   * @param stop set when the user interrupts
   */
  public Comparison(Path scratch, AtomicBoolean stop) {
    this.rows = new TableRows(scratch, stop);
  }

  /**
   * Compares.
   *
   * @throws io.loomctl.failure.SnapshotException when rows do not have their checksum
   * @throws io.loomctl.failure.UsageException for names of tables or columns that are not there
   */
  public Result run(Request request, ComparisonListener listener) {
    Map<TableName, TablePair> pairs = chosen(request);
    List<SchemaDifference> schema = SchemaComparison.of(pairs.values(), request.columns());
    listener.schema(schema);
    List<TableDifference> tables = new ArrayList<>();
    for (TablePair pair : pairs.values()) {
      tables.add(compare(request, pair, listener));
      listener.table(tables.get(tables.size() - 1));
    }
    return new Result(schema, tables);
  }

  private static Map<TableName, TablePair> chosen(Request request) {
    Map<TableName, TablePair> pairs = TablePair.of(request.from(), request.to());
    pairs.keySet().retainAll(request.tables().apply(request.config(), pairs.keySet()));
    Map<TableName, List<io.loomctl.graph.ColumnName>> columns = new TreeMap<>();
    pairs.forEach((name, pair) -> columns.put(name, List.copyOf(pair.columns())));
    request.columns().check(columns);
    return pairs;
  }

  private TableDifference compare(Request request, TablePair pair, ComparisonListener listener) {
    if (pair.sameRows(request.from(), request.to())) {
      return new TableDifference(pair.name(), 0, 0, 0, pair.block(request.to()).rows());
    }
    Matching matching = new TableMatching(pair, request.columns()).matching();
    TableComparison comparison =
        new TableComparison(pair, request.from(), request.to(), matching, rows);
    try {
      return comparison.run(new Telling(matching.layout(), request.limit(), listener));
    } catch (IOException e) {
      throw StoreFailure.reading(e, request.to().path());
    }
  }

  /** Tells of rows until there were enough. */
  private static final class Telling implements TableComparison.Listener {
    private final RowLayout layout;
    private final ComparisonListener listener;
    private long left;

    Telling(RowLayout layout, long limit, ComparisonListener listener) {
      this.layout = layout;
      this.left = limit;
      this.listener = listener;
    }

    @Override
    public void added(RowLines row) {
      if (left-- > 0) {
        listener.row(layout.added(row));
      }
    }

    @Override
    public void removed(RowLines row) {
      if (left-- > 0) {
        listener.row(layout.removed(row));
      }
    }

    @Override
    public void modified(RowLines before, RowLines after) {
      if (left-- > 0) {
        listener.row(layout.modified(before, after));
      }
    }
  }
}
