package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds a row of a snapshot for a message. It reads the table's rows from the start. */
public record RowSearch(SnapshotBody body, TableHeader table) {

  /**
   * A row that was found.
   *
   * @param line in the file, counted from 1
   * @param key the names and values that the row is known by; empty for a table without a key
   */
  public record Row(long line, String key) {}

  private static final String NULL = "\\N";
  private static final int LONGEST_DESCRIBED = 64;

  /** What is looked for. */
  private interface Condition {
    boolean holds(long number, String row, List<String> fields);
  }

  /** The row of that number, counted from 1. */
  public Optional<Row> byNumber(long number) throws IOException {
    return find((current, row, fields) -> current == number);
  }

  /** The row that is written like this, without its line end. */
  public Optional<Row> byContent(byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.UTF_8);
    return find((current, row, fields) -> row.equals(text));
  }

  /**
   * The first row with these values.
   *
   * @param values as COPY prints them, joined by a comma and a space
   * @return nothing also when the table does not have all of the columns
   */
  public Optional<Row> byValues(List<ColumnName> columns, String values) throws IOException {
    List<Integer> positions = positions(columns);
    if (positions.size() != columns.size()) {
      return Optional.empty();
    }
    return find(
        (current, row, fields) ->
            positions.stream()
                .map(fields::get)
                .map(field -> field.equals(NULL) ? field : plain(field))
                .collect(Collectors.joining(", "))
                .equals(values));
  }

  /**
   * The first row that the server describes like this.
   *
   * @param columns those of the description, in its order; nothing for one whose value is not known
   * @param description values joined by a comma and a space, NULL as {@code null}, long ones cut
   *     off
   */
  public Optional<Row> byDescription(List<Optional<ColumnName>> columns, String description)
      throws IOException {
    List<ColumnName> names = table.columnNames();
    List<Integer> positions =
        columns.stream().map(column -> column.map(names::indexOf).orElse(-1)).toList();
    return find((current, row, fields) -> describes(description, positions, fields));
  }

  private static boolean describes(
      String description, List<Integer> positions, List<String> fields) {
    StringBuilder pattern = new StringBuilder();
    for (int position : positions) {
      String value = position < 0 ? "" : described(fields.get(position));
      if (!description.contains(value)) {
        return false;
      }
      pattern.append(pattern.isEmpty() ? "" : ", ");
      pattern.append(position < 0 ? ".*" : Pattern.quote(value));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(description).matches();
  }

  /** As PostgreSQL's ExecBuildSlotValueDescription does. */
  private static String described(String field) {
    if (field.equals(NULL)) {
      return "null";
    }
    String value = plain(field);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_DESCRIBED) {
      return value;
    }
    int end = LONGEST_DESCRIBED;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
  }

  private List<Integer> positions(List<ColumnName> columns) {
    List<ColumnName> names = table.columnNames();
    return columns.stream().map(names::indexOf).filter(position -> position >= 0).toList();
  }

  private Optional<Row> find(Condition condition) throws IOException {
    Scan scan = new Scan(condition);
    body.rows(table.name(), scan::accept);
    return Optional.ofNullable(scan.found);
  }

  private String key(List<String> fields) {
    List<ColumnName> columns =
        table.key().columns().isEmpty() ? table.primaryKey() : table.key().columns();
    List<String> parts = new ArrayList<>();
    for (int position : positions(columns)) {
      parts.add(table.columns().get(position).name() + " " + shorten(fields.get(position)));
    }
    return String.join(", ", parts);
  }

  private static String shorten(String value) {
    return value.length() <= 40 ? value : value.substring(0, 39) + "…";
  }

  private static String plain(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    return CopyText.decode(bytes, 0, bytes.length);
  }

  private final class Scan {
    private final Condition condition;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private @Nullable Row found;

    Scan(Condition condition) {
      this.condition = condition;
    }

    void accept(byte[] content, int length) {
      int from = 0;
      for (int at = 0; at < length && found == null; at++) {
        if (content[at] == '\n') {
          line.write(content, from, at - from);
          from = at + 1;
          row();
        }
      }
      if (found == null) {
        line.write(content, from, length - from);
      }
    }

    private void row() {
      number++;
      String row = line.toString(StandardCharsets.UTF_8);
      List<String> fields = List.of(row.split("\t", -1));
      line.reset();
      if (fields.size() == table.columns().size() && condition.holds(number, row, fields)) {
        found = new Row(body.line(table.name(), number), key(fields));
      }
    }
  }
}
