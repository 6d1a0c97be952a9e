package io.loomctl.config;

import io.loomctl.graph.ColumnName;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog cannot know about a table.
 *
 * @param key the natural key; empty: not configured
 * @param exclude columns that never leave the database
 * @param updated the column that {@code --since} compares
 * @param lookup matched, never written
 * @param masks what stands in snapshots for the values of some columns
 * @param after tables to load before this one
 * @param maxRows how many of the rows a snapshot may hold
 */
public record TableConfig(
    ConfiguredTable table,
    List<Located<ColumnName>> key,
    List<Located<ColumnName>> exclude,
    Optional<Located<ColumnName>> updated,
    boolean lookup,
    List<ColumnMask> masks,
    SafeColumns safe,
    List<ConfiguredTable> after,
    List<ReferenceConfig> references,
    Optional<Located<Long>> maxRows) {

  public TableConfig {
    key = List.copyOf(key);
    exclude = List.copyOf(exclude);
    masks = List.copyOf(masks);
    after = List.copyOf(after);
    references = List.copyOf(references);
  }
}
