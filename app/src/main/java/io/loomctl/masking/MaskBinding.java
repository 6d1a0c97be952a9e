package io.loomctl.masking;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.config.ColumnMask;
import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.config.TableConfig;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the config's masks against the schema. A mask holds for every column that references link
 * with the one that it is written at, so that what was equal stays equal and rows still find each
 * other.
 */
final class MaskBinding {

  private final ConfiguredSchema schema;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<TableColumn, ColumnMask> written = new LinkedHashMap<>();
  private final SortedMap<TableName, Map<ColumnName, Mask>> masks = new TreeMap<>();

  MaskBinding(ConfiguredSchema schema) {
    this.schema = schema;
  }

  Masks.Bound bind() {
    for (TableName table : schema.tables().keySet()) {
      schema.written(table).ifPresent(config -> read(schema.table(table), config));
    }
    LinkedColumns links =
        new LinkedColumns(
            schema,
            column ->
                Optional.ofNullable(written.get(column))
                    .filter(mask -> mask.kind() == ColumnMask.Kind.NULL)
                    .isPresent());
    written.forEach((column, mask) -> bind(column, mask, links.of(column)));
    return new Masks.Bound(new Masks(masks), problems);
  }

  private void read(DataTable table, TableConfig config) {
    config.safe().columns().stream()
        .filter(column -> table.table().column(column.value()).isEmpty())
        .forEach(column -> problems.add(unknown(table.table(), column)));
    for (ColumnMask mask : config.masks()) {
      Optional<Problem> problem =
          table
              .table()
              .column(mask.column().value())
              .map(column -> unfit(table, column, mask))
              .orElseGet(() -> Optional.of(unknown(table.table(), mask.column())));
      problem.ifPresentOrElse(
          problems::add,
          () -> written.put(new TableColumn(table.name(), mask.column().value()), mask));
    }
  }

  private static Problem unknown(Table table, Located<ColumnName> column) {
    List<String> known = table.columns().stream().map(each -> each.name().value()).toList();
    String name = column.value().value();
    return Problem.at(column.where(), table.name() + " has no column \"" + name + "\"")
        .hint(NearMiss.question(name, known).orElse("its columns: " + String.join(", ", known)));
  }

  /** What keeps the column from being masked, whatever its type. */
  private static Optional<Problem> unfit(DataTable table, Column column, ColumnMask mask) {
    String subject = "column \"" + column.name() + "\"";
    if (!column.holdsData()) {
      return problem(
          mask, subject + " is generated: its values are in no snapshot", "drop the mask");
    }
    if (mask.kind() == ColumnMask.Kind.NULL && column.notNull()) {
      return problem(
          mask, subject + " must not be null", "write { sql: \"an expression\" } or another mask");
    }
    if (table.lookup() && table.key().columns().contains(column.name())) {
      return problem(
          mask,
          subject + " is part of the key of a lookup table",
          "a lookup table's rows are matched by it in the target");
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(ColumnMask mask, String message, String hint) {
    return Optional.of(Problem.at(mask.column().where(), message).hint(hint));
  }

  private void bind(TableColumn column, ColumnMask mask, Set<TableColumn> linked) {
    List<TableColumn> unlike = unlike(mask, linked);
    if (!unlike.isEmpty()) {
      String others = unlike.stream().map(TableColumn::toString).collect(Collectors.joining(", "));
      problems.add(
          Problem.at(
                  mask.column().where(),
                  column + " and " + others + " hold the same values, but are masked apart")
              .hint("a reference leads from one to the other: mask them alike"));
      return;
    }
    if (mask.kind() == ColumnMask.Kind.SQL || mask.kind() == ColumnMask.Kind.NULL) {
      put(column, mask, MaskedType.of(column(column)), isKey(column));
      return;
    }
    if (linked.stream().anyMatch(other -> bound(other) != null)) {
      return;
    }
    MaskedType type =
        linked.stream()
            .map(other -> MaskedType.of(column(other)))
            .reduce(MaskedType::narrower)
            .orElseThrow();
    boolean distinct = linked.stream().anyMatch(this::isKey);
    for (TableColumn other : linked) {
      if (schema.table(other.table()).carries(other.column())) {
        put(other, mask, type, distinct);
      }
    }
  }

  /**
   * Those of the linked columns that this mask cannot hold for: they have another one, or none
   * while this is one that cannot be taken over.
   */
  private List<TableColumn> unlike(ColumnMask mask, Set<TableColumn> linked) {
    boolean own = mask.kind() == ColumnMask.Kind.SQL || mask.kind() == ColumnMask.Kind.NULL;
    MaskedType type = MaskedType.of(column(linked.iterator().next()));
    return linked.stream()
        .filter(other -> schema.table(other.table()).carries(other.column()))
        .filter(
            other ->
                Optional.ofNullable(written.get(other))
                        .map(its -> its.kind() != mask.kind())
                        .orElse(own)
                    || (!own && !type.isKin(MaskedType.of(column(other)))))
        .toList();
  }

  private @Nullable Mask bound(TableColumn column) {
    return masks.getOrDefault(column.table(), Map.of()).get(column.column());
  }

  private void put(TableColumn column, ColumnMask mask, MaskedType type, boolean distinct) {
    Mask bound = new Mask(column(column), mask, type, distinct);
    if (!MaskSql.fits(bound)) {
      problems.add(
          Problem.at(
                  mask.column().where(),
                  "the mask \""
                      + mask.kind()
                      + "\" does not fit "
                      + column
                      + ", which is "
                      + column(column).type())
              .hint("write { sql: \"an expression\" }"));
      return;
    }
    masks
        .computeIfAbsent(column.table(), table -> new LinkedHashMap<>())
        .put(column.column(), bound);
  }

  private Column column(TableColumn column) {
    return schema.table(column.table()).table().column(column.column()).orElseThrow();
  }

  /** Whether rows are told apart by the column, alone or with others. */
  private boolean isKey(TableColumn column) {
    DataTable table = schema.table(column.table());
    return table.key().columns().contains(column.column())
        || table.table().keys().stream().anyMatch(key -> key.columns().contains(column.column()));
  }
}
