package io.loomctl.explanation;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row as people know it.
 *
 * @param columns of the match key; all of them in a table without any key
 * @param values as the server prints them; nothing for NULL
 */
public record RowName(TableName table, List<ColumnName> columns, List<Optional<String>> values) {

  public RowName {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }

  /** {@code public.todos(fragment_id=17, position=2)}. */
  @Override
  public String toString() {
    return table + equations(columns, values);
  }

  static String equations(List<ColumnName> columns, List<Optional<String>> values) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + "=" + values.get(i).orElse("NULL"))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
