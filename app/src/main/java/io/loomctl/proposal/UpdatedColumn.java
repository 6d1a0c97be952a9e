package io.loomctl.proposal;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.graph.ColumnName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The column that says when a row changed, by its name and type. */
final class UpdatedColumn {

  /** Without anything between the words; the more usual first. */
  private static final List<String> NAMES =
      List.of(
          "updatedat",
          "updated",
          "updatedon",
          "lastupdate",
          "lastupdated",
          "lastupdatedat",
          "updatedate",
          "dateupdated",
          "updatetime",
          "modifiedat",
          "modified",
          "modifiedon",
          "modifieddate",
          "datemodified",
          "lastmodified",
          "lastmodifiedat",
          "changedat",
          "changed",
          "mtime",
          "writedate",
          "geaendertam",
          "aenderungsdatum",
          "modifiele",
          "actualizadoen");

  private static final Set<String> TIMES =
      Set.of("timestamp without time zone", "timestamp with time zone", "date");

  private UpdatedColumn() {}

  static Optional<ColumnName> of(Table table) {
    for (String name : NAMES) {
      for (Column column : table.columns()) {
        if (plain(column).equals(name) && isTime(column)) {
          return Optional.of(column.name());
        }
      }
    }
    return Optional.empty();
  }

  private static String plain(Column column) {
    return column.name().value().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  private static boolean isTime(Column column) {
    return column.holdsData()
        && column.readable()
        && TIMES.contains(column.type().replaceAll("\\(\\d+\\)", ""));
  }
}
