package io.loomctl.catalog;

import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the server knows about the schema: the tables of every schema that is not the server's own.
 *
 * @param serverVersion such as {@code 18.4}
 * @param encoding the server's name of the database's encoding
 * @param schemas the names of all schemas
 * @param actions declared foreign keys, those of partitions counted for their roots, with what they
 *     do when a parent row is deleted or changed
 * @param reads tables whose generated columns or CHECKs read other tables through functions
 * @param sequences by name
 * @param withoutRows views, foreign tables and the like by name, with what they are
 */
public record Catalog(
    String serverVersion,
    String encoding,
    List<String> schemas,
    Map<TableName, Table> tables,
    Map<Reference, ForeignKeyActions> actions,
    List<LoadAfter> reads,
    List<Sequence> sequences,
    Map<TableName, String> withoutRows) {

  public Catalog {
    schemas = List.copyOf(schemas);
    tables = new TreeMap<>(tables);
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    reads = List.copyOf(reads);
    sequences = List.copyOf(sequences);
    withoutRows = new TreeMap<>(withoutRows);
  }

  public List<Reference> foreignKeys() {
    return List.copyOf(actions.keySet());
  }

  /** The foreign keys that point to a table and that the server holds to be true. */
  public List<Reference> enforcedReferencesTo(TableName parent) {
    return actions.keySet().stream()
        .filter(reference -> reference.parent().equals(parent) && reference.kind().enforced())
        .toList();
  }

  /** What one of the {@link #foreignKeys} does. */
  public ReferentialAction action(Reference foreignKey, ForeignKeyActions.Event event) {
    return Objects.requireNonNull(actions.get(foreignKey)).on(event);
  }
}
