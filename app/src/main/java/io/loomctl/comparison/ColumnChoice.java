package io.loomctl.comparison;

import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which columns count. Each name is {@code column}, {@code table.column} or {@code
 * schema.table.column}.
 *
 * @param only nothing means all
 */
public record ColumnChoice(List<String> only, List<String> ignore) {

  public static final ColumnChoice ALL = new ColumnChoice(List.of(), List.of());

  public ColumnChoice {
    only = List.copyOf(only);
    ignore = List.copyOf(ignore);
  }

  boolean includes(TableName table, ColumnName column) {
    return (only.isEmpty() || only.stream().anyMatch(name -> names(name, table, column)))
        && ignore.stream().noneMatch(name -> names(name, table, column));
  }

  /**
   * Checks every name.
   *
   * @throws UsageException for those that name no column
   */
  void check(Collection<TablePair> tables) {
    List<Problem> problems = new ArrayList<>();
    Stream.concat(only.stream(), ignore.stream())
        .filter(name -> tables.stream().noneMatch(table -> namesOneOf(name, table)))
        .forEach(name -> problems.add(unknown(name, tables)));
    if (!problems.isEmpty()) {
      throw new UsageException(problems, null);
    }
  }

  private static boolean namesOneOf(String name, TablePair table) {
    return table.columns().stream().anyMatch(column -> names(name, table.name(), column));
  }

  private static boolean names(String name, TableName table, ColumnName column) {
    List<String> parts = DisplayName.parse(name).orElse(List.of());
    List<String> full = List.of(table.schema(), table.name(), column.value());
    return !parts.isEmpty()
        && parts.size() <= full.size()
        && full.subList(full.size() - parts.size(), full.size()).equals(parts);
  }

  private static Problem unknown(String name, Collection<TablePair> tables) {
    Set<String> known = new TreeSet<>();
    for (TablePair table : tables) {
      for (ColumnName column : table.columns()) {
        known.add(column.toString());
        known.add(DisplayName.of(table.name().name()) + "." + column);
      }
    }
    return Problem.of("\"" + name + "\" is no column of the tables that are compared")
        .hint(
            NearMiss.question(name, known)
                .orElse("write column, table.column or schema.table.column"));
  }
}
