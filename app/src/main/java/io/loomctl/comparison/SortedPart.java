package io.loomctl.comparison;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Lines that are sorted in memory, by their bytes. */
final class SortedPart {

  private final LineBuffer lines = new LineBuffer();
  private int[] ends = new int[1024];
  private int count;

  void add(LineBuffer line) {
    lines.add(line.bytes(), 0, line.length());
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = lines.length();
  }

  int bytes() {
    return lines.length();
  }

  void writeTo(OutputStream out) throws IOException {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, line -> line);
    Arrays.sort(order, this::compare);
    for (int line : order) {
      out.write(lines.bytes(), start(line), ends[line] - start(line));
    }
  }

  private int compare(int a, int b) {
    return Arrays.compareUnsigned(
        lines.bytes(), start(a), ends[a], lines.bytes(), start(b), ends[b]);
  }

  private int start(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  void clear() {
    lines.clear();
    count = 0;
  }
}
