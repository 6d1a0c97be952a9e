package io.loomctl.comparison;

import io.loomctl.comparison.RowLayout.Column;
import io.loomctl.comparison.RowLayout.Use;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the columns of rows that are sorted anew, in the order in which they are written. */
final class Rewriting {

  private final TableName table;
  private final List<Column> columns = new ArrayList<>();
  private final List<Field> left = new ArrayList<>();
  private final List<Field> right = new ArrayList<>();
  private int compared;

  Rewriting(TableName table) {
    this.table = table;
  }

  /** Adds a column; those that are shown only come after all others. */
  void add(
      String name, ColumnShape shape, Use use, Optional<Field> ofLeft, Optional<Field> ofRight) {
    columns.add(new Column(name, shape, use, add(left, ofLeft), add(right, ofRight)));
    if (use == Use.KEY || use == Use.COMPARED) {
      compared++;
    }
  }

  private static int add(List<Field> fields, Optional<Field> field) {
    field.ifPresent(fields::add);
    return field.isPresent() ? fields.size() - 1 : RowLayout.NOWHERE;
  }

  /**
   * The result.
   *
   * @param key the number of leading columns by which rows match
   */
  Matching matching(int key) {
    return new Matching.SortedAnew(new RowLayout(table, columns), left, right, key, compared);
  }
}
