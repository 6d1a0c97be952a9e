package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Partitioning;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.AnySchema.Unique;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is left of a schema without one thing or another. */
final class SmallerSchemas {

  private SmallerSchemas() {}

  static Stream<AnySchema> of(AnySchema schema) {
    Stream<AnySchema> withoutTables =
        schema.tables().size() < 2
            ? Stream.of()
            : schema.tables().stream().map(gone -> withoutTable(schema, gone));
    Stream<AnySchema> withoutParts =
        schema.tables().stream()
            .flatMap(table -> smaller(table).map(smaller -> with(schema, table, smaller)));
    return Stream.concat(withoutTables, withoutParts).filter(SmallerSchemas::holds);
  }

  private static AnySchema withoutTable(AnySchema schema, Table gone) {
    return new AnySchema(
        without(schema.tables(), gone::equals).stream()
            .map(
                table ->
                    withReferences(
                        table,
                        without(table.references(), key -> key.parent().equals(gone.name()))))
            .toList());
  }

  private static AnySchema with(AnySchema schema, Table former, Table smaller) {
    return new AnySchema(
        schema.tables().stream().map(it -> it.equals(former) ? smaller : it).toList());
  }

  private static Stream<Table> smaller(Table table) {
    Stream<Table> references =
        table.references().stream()
            .map(gone -> withReferences(table, without(table.references(), gone::equals)));
    Stream<Table> columns =
        table.columns().stream()
            .filter(gone -> !isUsed(table, gone.name()))
            .map(gone -> without(table.columns(), gone::equals))
            .map(left -> table.with(left, table.keys(), table.references()));
    Stream<Table> keys =
        table.keys().stream()
            .map(gone -> without(table.keys(), gone::equals))
            .map(left -> table.with(table.columns(), left, table.references()));
    Stream<Table> rest =
        Stream.of(with(table, null, table.natural()), with(table, table.partitioning(), List.of()))
            .filter(other -> !other.equals(table));
    return Stream.of(references, columns, keys, rest).flatMap(some -> some);
  }

  private static Table withReferences(Table table, List<Reference> references) {
    return table.with(table.columns(), table.keys(), references);
  }

  private static Table with(
      Table table, @Nullable Partitioning partitioning, List<String> natural) {
    return new Table(
        table.schema(),
        table.name(),
        table.columns(),
        table.keys(),
        table.references(),
        partitioning,
        natural);
  }

  private static boolean isUsed(Table table, String column) {
    Partitioning partitioning = table.partitioning();
    return table.distinct().stream().anyMatch(key -> key.columns().contains(column))
        || table.references().stream().anyMatch(key -> key.columns().contains(column))
        || table.columns().stream().map(Column::from).anyMatch(column::equals)
        || (partitioning != null && partitioning.column().equals(column));
  }

  /** Whether every foreign key names a key that is there, and a partition that is there. */
  private static boolean holds(AnySchema schema) {
    return schema.tables().stream()
        .allMatch(table -> table.references().stream().allMatch(key -> holds(schema, table, key)));
  }

  private static boolean holds(AnySchema schema, Table table, Reference key) {
    return (key.partition() == null || table.partitioning() != null)
        && schema.table(key.parent()).targets().stream()
            .map(Unique::columns)
            .anyMatch(columns -> Set.copyOf(columns).equals(Set.copyOf(key.parentColumns())));
  }

  private static <T> List<T> without(List<T> all, Predicate<T> gone) {
    return all.stream().filter(gone.negate()).toList();
  }
}
