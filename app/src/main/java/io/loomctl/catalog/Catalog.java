package io.loomctl.catalog;

import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server knows about the schema: the tables of every schema that is not the server's own.
 *
 * @param serverVersion such as {@code 18.4}
 * @param encoding the server's name of the database's encoding
 * @param schemas the names of all schemas
 * @param onDelete declared foreign keys, those of partitions counted for their roots, with what
 *     they do when a parent is deleted
 * @param reads tables whose generated columns or CHECKs read other tables through functions
 * @param sequences by name
 * @param withoutRows views, foreign tables and the like by name, with what they are
 */
public record Catalog(
    String serverVersion,
    String encoding,
    List<String> schemas,
    Map<TableName, Table> tables,
    Map<Reference, OnDelete> onDelete,
    List<LoadAfter> reads,
    List<Sequence> sequences,
    Map<TableName, String> withoutRows) {

  public Catalog {
    schemas = List.copyOf(schemas);
    tables = new TreeMap<>(tables);
    onDelete = Collections.unmodifiableMap(new LinkedHashMap<>(onDelete));
    reads = List.copyOf(reads);
    sequences = List.copyOf(sequences);
    withoutRows = new TreeMap<>(withoutRows);
  }

  public List<Reference> foreignKeys() {
    return List.copyOf(onDelete.keySet());
  }
}
