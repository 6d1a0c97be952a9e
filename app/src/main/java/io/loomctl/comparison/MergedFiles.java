package io.loomctl.comparison;

import io.loomctl.failure.SnapshotException;
import io.loomctl.snapshot.RowLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted files of lines as one; each is deleted when it was read or this is closed. */
final class MergedFiles extends InputStream {

  private static final int BUFFER = 1 << 15;

  private final List<RowLines> open = new ArrayList<>();
  private final PriorityQueue<RowLines> waiting = new PriorityQueue<>(MergedFiles::compare);
  private @Nullable RowLines first;
  private int passed;

  private MergedFiles() {}

  static MergedFiles open(List<Path> files, SnapshotException damage) throws IOException {
    MergedFiles merged = new MergedFiles();
    try {
      for (Path file : files) {
        InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        RowLines lines = new RowLines(in, 0, damage, BUFFER);
        merged.open.add(lines);
        if (lines.next()) {
          merged.waiting.add(lines);
        }
      }
      merged.first = merged.waiting.poll();
      return merged;
    } catch (IOException e) {
      merged.close();
      throw e;
    }
  }

  private static int compare(RowLines a, RowLines b) {
    return Arrays.compareUnsigned(a.bytes(), a.start(), a.end(), b.bytes(), b.start(), b.end());
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int written = 0;
    while (written < length && first != null) {
      int rest = Math.min(first.end() - first.start() - passed, length - written);
      System.arraycopy(first.bytes(), first.start() + passed, into, from + written, rest);
      written += rest;
      passed += rest;
      if (first.start() + passed == first.end()) {
        advance(first);
      }
    }
    return written == 0 && length > 0 ? -1 : written;
  }

  private void advance(RowLines lines) throws IOException {
    passed = 0;
    if (lines.next()) {
      waiting.add(lines);
    }
    first = waiting.poll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    for (RowLines lines : open) {
      lines.close();
    }
  }
}
