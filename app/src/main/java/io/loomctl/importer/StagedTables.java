package io.loomctl.importer;

import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tables whose rows are in temporary tables, and the references between them. */
final class StagedTables {

  private final ConfiguredSchema schema;
  private final Map<TableName, ImportTable> tables = new LinkedHashMap<>();
  private final Set<TableName> renumbered = new HashSet<>();
  private final Set<TableName> rewritten = new HashSet<>();

  StagedTables(ConfiguredSchema schema) {
    this.schema = schema;
  }

  void add(ImportTable table) {
    tables.put(table.name(), table);
  }

  Collection<ImportTable> all() {
    return tables.values();
  }

  List<ImportTable> written() {
    return tables.values().stream().filter(ImportTable::written).toList();
  }

  ImportTable table(TableName name) {
    return Objects.requireNonNull(tables.get(name), name::toString);
  }

  Optional<ImportTable> find(TableName name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** The references of a staged table to staged tables, all of whose columns the rows have. */
  List<Reference> references(ImportTable table) {
    return schema.graph().referencesFrom(table.name()).stream()
        .filter(reference -> tables.containsKey(reference.parent()))
        .filter(reference -> table.carries(reference.columns()))
        .filter(reference -> table(reference.parent()).carries(reference.parentColumns()))
        .toList();
  }

  /** Notes that some rows have other surrogate values in the target. */
  void renumbered(ImportTable table) {
    renumbered.add(table.name());
  }

  boolean isRenumbered(TableName table) {
    return renumbered.contains(table);
  }

  void rewritten(ImportTable table) {
    rewritten.add(table.name());
  }

  /** The rows as they are to be in the target. */
  Sql rows(ImportTable table) {
    return rewritten.contains(table.name()) ? table.rewritten() : table.staged();
  }
}
