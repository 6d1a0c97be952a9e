package io.loomctl.comparison;

import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;

/** Decides for each table how its rows match. */
interface Matcher extends AutoCloseable {

  /** Whether the checksums alone say that no row differs. */
  boolean sameRows(TablePair pair);

  Matching matching(TablePair pair) throws IOException;

  @Override
  void close() throws IOException;

  /** Rows match by the keys that the files name. */
  static Matcher byKey(SnapshotFile from, SnapshotFile to, ColumnChoice choice) {
    return new Matcher() {
      @Override
      public boolean sameRows(TablePair pair) {
        return pair.sameRows(from, to);
      }

      @Override
      public Matching matching(TablePair pair) {
        return new KeyMatching(pair, choice).matching();
      }

      @Override
      public void close() {}
    };
  }
}
