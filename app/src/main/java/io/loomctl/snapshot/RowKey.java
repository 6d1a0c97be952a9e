package io.loomctl.snapshot;

import io.loomctl.graph.SortColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that a row is sorted by, taken out of its line of COPY text and compared as the server
 * sorted them. NULL is larger than everything.
 */
final class RowKey implements Comparable<RowKey> {

  private static final byte[] NULL = {'\\', 'N'};

  /** A Long, a byte array, or nothing for NULL: comparable to the value of the same column. */
  private final List<Optional<Object>> values;

  private RowKey(List<Optional<Object>> values) {
    this.values = values;
  }

  /**
   * The key of a row in the order that the header gives.
   *
   * @throws NumberFormatException when an integer is none, so that the row cannot be what was
   *     written
   */
  static RowKey of(TableHeader table, byte[] line) {
    List<byte[]> fields = fields(line);
    List<Optional<Object>> values = new ArrayList<>();
    for (SortColumn sort : table.sort()) {
      for (int i = 0; i < table.columns().size(); i++) {
        if (table.columns().get(i).name().equals(sort.column()) && i < fields.size()) {
          values.add(value(fields.get(i), sort.by()));
        }
      }
    }
    return new RowKey(values);
  }

  private static Optional<Object> value(byte[] field, SortColumn.By by) {
    if (Arrays.equals(field, NULL)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (by) {
          case VALUE -> Long.valueOf(new String(field, StandardCharsets.US_ASCII));
          case BYTES -> unescape(field);
        });
  }

  private static List<byte[]> fields(byte[] line) {
    List<byte[]> fields = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < line.length; at++) {
      if (line[at] == '\t' || line[at] == '\n') {
        fields.add(Arrays.copyOfRange(line, from, at));
        from = at + 1;
      }
    }
    return fields;
  }

  @Override
  public int compareTo(RowKey other) {
    int columns = Math.min(values.size(), other.values.size());
    for (int i = 0; i < columns; i++) {
      int order = compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(values.size(), other.values.size());
  }

  private static int compare(Optional<Object> a, Optional<Object> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    return a.get() instanceof Long number
        ? Long.compare(number, (Long) b.get())
        : Arrays.compareUnsigned((byte[]) a.get(), (byte[]) b.get());
  }

  /** Undoes the escapes that COPY writes; see "COPY", text format, in PostgreSQL's manual. */
  private static byte[] unescape(byte[] value) {
    byte[] plain = new byte[value.length];
    int length = 0;
    for (int at = 0; at < value.length; at++) {
      if (value[at] == '\\' && at + 1 < value.length) {
        at++;
        plain[length++] =
            switch (value[at]) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case 'v' -> 0x0b;
              default -> value[at];
            };
      } else {
        plain[length++] = value[at];
      }
    }
    return Arrays.copyOf(plain, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return values.size();
  }
}
