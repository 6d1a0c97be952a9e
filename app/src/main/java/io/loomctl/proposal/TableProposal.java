package io.loomctl.proposal;

import io.loomctl.catalog.Table;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.privacy.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * What could be said of a table.
 *
 * @param rows how many it has, counted up to a limit and estimated beyond
 * @param key a natural key to match rows by
 * @param lookup why its rows look like ones that migrations make
 * @param updated the column that says when a row changed
 */
public record TableProposal(
    Table table,
    long rows,
    Optional<NaturalKey> key,
    Optional<String> lookup,
    Optional<ColumnName> updated,
    List<Mask> masks,
    List<GuessedReference> references) {

  /**
   * Columns by which the table's rows could be known.
   *
   * @param reason why they can
   */
  public record NaturalKey(List<ColumnName> columns, String reason) {

    public NaturalKey {
      columns = List.copyOf(columns);
    }
  }

  /** A column that looks personal. */
  public record Mask(ColumnName column, Suggestion suggestion) {}

  /**
   * A reference that no foreign key states.
   *
   * @param looked at how many values of the column
   * @param found how many of them the parent has
   */
  public record GuessedReference(
      ColumnName column, TableName parent, ColumnName parentColumn, long looked, long found) {}

  public TableProposal {
    masks = List.copyOf(masks);
    references = List.copyOf(references);
  }

  public TableName name() {
    return table.name();
  }

  /** The same without masks. */
  TableProposal withoutMasks() {
    return new TableProposal(table, rows, key, lookup, updated, List.of(), references);
  }

  /** The same without the natural key. */
  TableProposal withoutKey() {
    return new TableProposal(table, rows, Optional.empty(), lookup, updated, masks, references);
  }
}
