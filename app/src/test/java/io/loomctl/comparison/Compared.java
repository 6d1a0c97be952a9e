package io.loomctl.comparison;

import io.loomctl.config.Config;
import io.loomctl.config.EnvironmentText;
import io.loomctl.failure.Where;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Comparisons of two files, without a config. */
final class Compared {

  static final Config NO_CONFIG =
      new Config(
          Path.of("loomctl.yaml"),
          Path.of("snapshots"),
          List.of(),
          List.of("public"),
          new EnvironmentText("", Where.NOWHERE, Map.of()),
          List.of(),
          Map.of(),
          List.of(),
          List.of());

  private Compared() {}

  static List<TableDifference> tables(SnapshotFile from, SnapshotFile to) {
    return run(from, to, ColumnChoice.ALL, ComparisonListener.NONE).tables();
  }

  /** Every row that differs. */
  static List<RowDifference> rows(SnapshotFile from, SnapshotFile to, ColumnChoice columns) {
    List<RowDifference> rows = new ArrayList<>();
    run(
        from,
        to,
        columns,
        new ComparisonListener() {
          @Override
          public void row(RowDifference difference) {
            rows.add(difference);
          }
        });
    return rows;
  }

  static Comparison.Result run(
      SnapshotFile from, SnapshotFile to, ColumnChoice columns, ComparisonListener listener) {
    try {
      Path scratch = Files.createTempDirectory("loomctl-test");
      try {
        return new Comparison(() -> scratch, new AtomicBoolean(), ProgressListener.NONE)
            .run(
                new Comparison.Request(
                    from,
                    to,
                    NO_CONFIG,
                    Narrowing.NONE,
                    columns,
                    Comparison.MatchBy.KEY,
                    Long.MAX_VALUE),
                listener);
      } finally {
        // Not recursively: nothing may be left in it.
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
