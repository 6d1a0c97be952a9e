package io.loomctl.masking;

import io.loomctl.catalog.Column;
import io.loomctl.config.ColumnMask;
import io.loomctl.config.TableConfig;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ColumnLookup;
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
        .flatMap(column -> ColumnLookup.missing(table.table(), column).stream())
        .forEach(problems::add);
    for (ColumnMask mask : config.masks()) {
      ColumnLookup.missing(table.table(), mask.column())
          .or(() -> unfit(table, mask))
          .ifPresentOrElse(
              problems::add,
              () -> written.put(new TableColumn(table.name(), mask.column().value()), mask));
    }
  }

  /** What keeps the column from being masked, whatever its type. */
  private static Optional<Problem> unfit(DataTable table, ColumnMask mask) {
    Column column = table.table().column(mask.column().value()).orElseThrow();
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
    boolean shared = mask.kind() != ColumnMask.Kind.SQL && mask.kind() != ColumnMask.Kind.NULL;
    List<TableColumn> unlike =
        linked.stream()
            .filter(other -> schema.table(other.table()).carries(other.column()))
            .filter(other -> !isAlike(column, mask, shared, other))
            .toList();
    if (!unlike.isEmpty()) {
      problems.add(maskedApart(column, mask, unlike));
    } else if (!shared) {
      put(column, mask, MaskedType.of(column(column)), isKey(column));
    } else if (linked.stream().allMatch(other -> bound(other) == null)) {
      bindAll(mask, linked);
    }
  }

  /**
   * Whether the mask holds for the other column as well: it has one of that kind, or none.
   *
   * @param shared whether the mask can be taken over
   */
  private boolean isAlike(TableColumn column, ColumnMask mask, boolean shared, TableColumn other) {
    ColumnMask its = written.get(other);
    if (!shared) {
      return its != null && its.kind() == mask.kind();
    }
    return (its == null || its.kind() == mask.kind())
        && MaskedType.of(column(column)).isKin(MaskedType.of(column(other)));
  }

  private static Problem maskedApart(
      TableColumn column, ColumnMask mask, List<TableColumn> unlike) {
    String others = unlike.stream().map(TableColumn::toString).collect(Collectors.joining(", "));
    return Problem.at(
            mask.column().where(),
            column + " and " + others + " hold the same values, but are masked apart")
        .hint("a reference leads from one to the other: mask them alike");
  }

  /** Linked columns are masked as the narrowest of them, so that equal values stay equal. */
  private void bindAll(ColumnMask mask, Set<TableColumn> linked) {
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

  private @Nullable Mask bound(TableColumn column) {
    return masks.getOrDefault(column.table(), Map.of()).get(column.column());
  }

  private void put(TableColumn column, ColumnMask mask, MaskedType type, boolean distinct) {
    Mask bound = new Mask(column(column), mask, type, distinct);
    if (!MaskSql.fits(mask.kind(), type)) {
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
