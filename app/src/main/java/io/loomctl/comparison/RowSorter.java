package io.loomctl.comparison;

import io.loomctl.failure.SnapshotException;
import io.loomctl.store.StoreFailure;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sorts any number of lines by their bytes in bounded memory: what does not fit is sorted in parts,
 * which are written to files and merged.
 */
final class RowSorter {

  /** How many bytes are sorted in memory. */
  static final int PART = 8 << 20;

  /** How many files are merged at a time. */
  private static final int FAN_IN = 24;

  private final Path folder;
  private final SnapshotException damage;
  private final int partBytes;
  private final SortedPart part = new SortedPart();
  private final Deque<Path> files = new ArrayDeque<>();

  /**
   * A sorter without lines.
   *
   * @param folder where the files go
   * @param damage what a file that was cut off means
   * @param partBytes how many bytes are sorted in memory
   */
  RowSorter(Path folder, SnapshotException damage, int partBytes) {
    this.folder = folder;
    this.damage = damage;
    this.partBytes = partBytes;
  }

  /** Takes a line with its line end. */
  void add(LineBuffer line) {
    if (part.bytes() > 0 && part.bytes() + line.length() > partBytes) {
      spill();
    }
    part.add(line);
  }

  private void spill() {
    files.add(write(part::writeTo));
    part.clear();
  }

  /** What goes into a file. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private Path write(Content content) {
    try {
      Path file = Files.createTempFile(folder, "sorted", "");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        content.writeTo(out);
      }
      return file;
    } catch (IOException e) {
      throw StoreFailure.writing(e, folder);
    }
  }

  /** All lines, in order; files are gone when the stream is closed. */
  InputStream sorted() throws IOException {
    if (files.isEmpty()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(part.bytes());
      part.writeTo(out);
      part.clear();
      return new ByteArrayInputStream(out.toByteArray());
    }
    spill();
    while (files.size() > FAN_IN) {
      List<Path> some = next();
      files.add(
          write(
              out -> {
                try (InputStream merged = MergedFiles.open(some, damage)) {
                  merged.transferTo(out);
                }
              }));
    }
    return MergedFiles.open(next(), damage);
  }

  private List<Path> next() {
    List<Path> some = new ArrayList<>();
    while (!files.isEmpty() && some.size() < FAN_IN) {
      some.add(files.remove());
    }
    return some;
  }
}
