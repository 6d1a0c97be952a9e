package io.loomctl.masking;

import io.loomctl.catalog.Column;
import io.loomctl.config.ColumnMask;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The masks of a schema's columns. */
public final class Masks {

  /**
   * Masks and a schema that need not fit.
   *
   * @param problems what does not
   */
  public record Bound(Masks masks, List<Problem> problems) {

    public Bound {
      problems = List.copyOf(problems);
    }
  }

  private final SortedMap<TableName, Map<ColumnName, Mask>> byTable;

  Masks(SortedMap<TableName, Map<ColumnName, Mask>> byTable) {
    this.byTable = byTable;
  }

  /**
   * The masks that the config has for the schema.
   *
   * @throws ConfigException with everything that does not fit
   */
  public static Masks of(ConfiguredSchema schema) {
    Bound bound = bind(schema);
    if (!bound.problems.isEmpty()) {
      throw new ConfigException(bound.problems, null);
    }
    return bound.masks;
  }

  /** As {@link #of}, without failing: what does not fit is left out and told. */
  public static Bound bind(ConfiguredSchema schema) {
    return new MaskBinding(schema).bind();
  }

  /** Whether a column's type allows a mask of that kind. */
  public static boolean fits(ColumnMask.Kind kind, Column column) {
    return MaskSql.fits(kind, MaskedType.of(column));
  }

  /** How a column is masked, if it is. */
  public Optional<ColumnMask.Kind> kind(TableName table, ColumnName column) {
    return Optional.ofNullable(of(table).get(column)).map(Mask::kind);
  }

  Map<ColumnName, Mask> of(TableName table) {
    return byTable.getOrDefault(table, Map.of());
  }
}
