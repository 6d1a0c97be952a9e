package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Partitioning;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.Contents.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What rows mean, whatever ids they have: ids beside natural keys are left out, and references to
 * them are followed to the natural key.
 */
record Meaning(Contents contents) {

  /** All rows in an order of their own, to be compared. */
  static Map<String, List<String>> of(Contents contents) {
    Meaning meaning = new Meaning(contents);
    Map<String, List<String>> rows = new TreeMap<>();
    for (Table table : contents.schema().tables()) {
      rows.put(table.name(), contents.of(table).stream().map(meaning::text).sorted().toList());
    }
    return rows;
  }

  private String text(Row row) {
    Map<String, String> values = new TreeMap<>();
    for (Column column : row.table().columns()) {
      values.put(column.name(), value(row, column.name()));
    }
    Partitioning partitioning = row.table().partitioning();
    boolean anywhere = partitioning != null && !isItself(row, partitioning.column());
    return (anywhere ? "" : row.relation() + " ") + values;
  }

  private boolean isItself(Row row, String column) {
    return String.valueOf(row.values().get(column)).equals(value(row, column));
  }

  private String value(Row row, String column) {
    String from = row.table().column(column).from();
    if (from != null && !isItself(row, from)) {
      return "computed from " + value(row, from);
    }
    if (TranslatedIds.surrogates(contents.schema(), row.table()).contains(column)) {
      return "an id";
    }
    for (Reference key : row.table().references()) {
      Table parent = contents.schema().table(key.parent());
      int position = key.columns().indexOf(column);
      Optional<Row> referenced =
          position < 0 ? Optional.empty() : contents.parents(row, key).findFirst();
      if (referenced.isPresent()) {
        String parentColumn = key.parentColumns().get(position);
        Set<String> surrogates = TranslatedIds.surrogates(contents.schema(), parent);
        if (surrogates.contains(parentColumn)) {
          return "the id of " + key(referenced.get());
        }
        if (!isItself(referenced.get(), parentColumn)) {
          return value(referenced.get(), parentColumn);
        }
      }
    }
    return String.valueOf(row.values().get(column));
  }

  private String key(Row row) {
    return row.table().natural().stream()
        .map(column -> value(row, column))
        .collect(Collectors.joining(", ", row.table().name() + " (", ")"));
  }
}
