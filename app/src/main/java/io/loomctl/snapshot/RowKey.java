package io.loomctl.snapshot;

import io.loomctl.graph.SortColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values that a row is sorted by, taken out of its line of COPY text and compared as the server
 * sorted them. NULL is larger than everything.
 */
final class RowKey implements Comparable<RowKey> {

  private static final byte[] NULL = {'\\', 'N'};

  private final List<SortColumn.By> by;
  private final List<byte[]> values;

  private RowKey(List<SortColumn.By> by, List<byte[]> values) {
    this.by = by;
    this.values = values;
  }

  /** The key of a row in the order that the header gives. */
  static RowKey of(TableHeader table, byte[] line) {
    List<byte[]> fields = fields(line);
    List<byte[]> values = new ArrayList<>();
    List<SortColumn.By> by = new ArrayList<>();
    for (SortColumn sort : table.sort()) {
      for (int i = 0; i < table.columns().size(); i++) {
        if (table.columns().get(i).name().equals(sort.column()) && i < fields.size()) {
          values.add(fields.get(i));
          by.add(sort.by());
        }
      }
    }
    return new RowKey(by, values);
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
      int order = compare(values.get(i), other.values.get(i), by.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(values.size(), other.values.size());
  }

  private static int compare(byte[] a, byte[] b, SortColumn.By by) {
    boolean aNull = Arrays.equals(a, NULL);
    boolean bNull = Arrays.equals(b, NULL);
    if (aNull || bNull) {
      return Boolean.compare(aNull, bNull);
    }
    return switch (by) {
      case VALUE -> Long.compare(integer(a), integer(b));
      case BYTES -> Arrays.compareUnsigned(unescape(a), unescape(b));
    };
  }

  private static long integer(byte[] digits) {
    return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
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
