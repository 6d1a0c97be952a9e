package io.loomctl.comparison;

import io.loomctl.config.Config;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
      MatchBy by,
      long limit) {

    /** All rows of all tables, of which nobody wants to hear one by one. */
    public static Request counting(SnapshotFile from, SnapshotFile to, Config config) {
      return new Request(from, to, config, Narrowing.NONE, ColumnChoice.ALL, MatchBy.KEY, 0);
    }
  }

  /** When two rows are the same row. */
  public enum MatchBy {
    /** When they have the same key in the files. */
    KEY,
    /** When they have the same natural key; ids mean the rows that have them. */
    NATURAL
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
  private final ProgressListener progress;

  /**
   * A comparison.
   *
   * @param scratch makes a folder for rows that have to be sorted anew; nobody else has files there
   * @param stop set when the user interrupts
   */
  public Comparison(Supplier<Path> scratch, AtomicBoolean stop, ProgressListener progress) {
    this.rows = new TableRows(scratch, stop);
    this.progress = progress;
  }

  /**
   * Compares.
   *
   * @throws io.loomctl.failure.SnapshotException when rows do not have their checksum
   * @throws io.loomctl.failure.UsageException for names of tables or columns that are not there
   */
  public Result run(Request request, ComparisonListener listener) {
    Map<TableName, TablePair> all = TablePair.of(request.from(), request.to());
    List<TablePair> pairs = chosen(request, all);
    try (Matcher matcher = matcher(request, all, pairs)) {
      List<SchemaDifference> schema = SchemaComparison.of(pairs, request.columns());
      listener.schema(schema);
      List<TableDifference> tables = new ArrayList<>();
      for (TablePair pair : pairs) {
        TableDifference difference = compare(request, pair, matcher, listener);
        listener.table(difference);
        tables.add(difference);
      }
      return new Result(schema, tables);
    } catch (IOException e) {
      throw StoreFailure.reading(e, request.to().path());
    }
  }

  static List<TablePair> chosen(Request request, Map<TableName, TablePair> all) {
    Set<TableName> names = request.tables().apply(request.config(), all.keySet());
    List<TablePair> pairs =
        all.values().stream().filter(pair -> names.contains(pair.name())).toList();
    request.columns().check(pairs);
    return pairs;
  }

  private Matcher matcher(Request request, Map<TableName, TablePair> all, List<TablePair> chosen) {
    return switch (request.by()) {
      case KEY -> Matcher.byKey(request.from(), request.to(), request.columns());
      case NATURAL -> {
        NaturalKeys keys = new NaturalKeys(all);
        List<TablePair> read =
            chosen.stream().filter(pair -> !pair.sameRows(request.from(), request.to())).toList();
        note("matched as a whole, without a natural key", keys.whole(read));
        note("references compared by value, without a natural key", keys.untold(read));
        yield new NaturalMatching(keys, request.columns(), request.from(), request.to(), rows);
      }
    };
  }

  private void note(String what, Collection<TableName> tables) {
    if (!tables.isEmpty()) {
      progress.note(
          what + ": " + tables.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
  }

  private TableDifference compare(
      Request request, TablePair pair, Matcher matcher, ComparisonListener listener)
      throws IOException {
    if (matcher.sameRows(pair)) {
      return new TableDifference(pair.name(), 0, 0, 0, pair.block(request.to()).rows());
    }
    Matching matching = matcher.matching(pair);
    return new TableComparison(pair, request.from(), request.to(), matching, rows)
        .run(new Telling(matching.layout(), request.limit(), listener));
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
