package io.loomctl.validation;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.snapshot.RowFields;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One reference inside a snapshot, and the rows found so far whose parents are not there. */
final class ReferenceLookup {

  private final TableHeader child;
  private final Reference reference;
  private final List<Integer> fields;
  private final KeySpec spec;
  private final boolean certain;
  private final List<List<Optional<String>>> first = new ArrayList<>();
  private long misses;

  private ReferenceLookup(
      TableHeader child, Reference reference, List<Integer> fields, KeySpec spec, boolean certain) {
    this.child = child;
    this.reference = reference;
    this.fields = fields;
    this.spec = spec;
    this.certain = certain;
  }

  /**
   * A reference to follow.
   *
   * @param parent nothing when the snapshot has no rows of it
   * @return nothing for a reference that a snapshot does not tell enough of: one that holds for
   *     some partitions only, or of which a column is left out
   */
  static Optional<ReferenceLookup> of(
      TableHeader child, Reference reference, Optional<TableHeader> parent) {
    List<Integer> from = indexes(child, reference.columns());
    List<Integer> to =
        parent.map(header -> indexes(header, reference.parentColumns())).orElse(List.of());
    if (!reference.partitions().isEmpty() || from.contains(-1) || to.contains(-1)) {
      return Optional.empty();
    }
    List<KeyForm> forms = new ArrayList<>();
    boolean certain = true;
    for (int i = 0; i < from.size(); i++) {
      String type = child.columns().get(from.get(i)).type();
      String parentType =
          to.isEmpty() ? type : parent.orElseThrow().columns().get(to.get(i)).type();
      forms.add(KeyForm.of(type, parentType));
      certain &= KeyForm.isCertain(type, parentType);
    }
    KeySpec spec = new KeySpec(reference.parent(), to, forms);
    return Optional.of(new ReferenceLookup(child, reference, from, spec, certain));
  }

  private static List<Integer> indexes(TableHeader table, List<ColumnName> columns) {
    List<ColumnName> all = table.columns().stream().map(ColumnHeader::name).toList();
    return columns.stream().map(all::indexOf).toList();
  }

  /** The same, compared as generously as any collation might. */
  ReferenceLookup loose() {
    return new ReferenceLookup(child, reference, fields, spec.loose(), certain);
  }

  /** Whether parents that were not found may be there, if a collation says so. */
  boolean hasCollation() {
    return spec.forms().stream().anyMatch(KeyForm::hasCollation);
  }

  TableHeader child() {
    return child;
  }

  Reference reference() {
    return reference;
  }

  KeySpec spec() {
    return spec;
  }

  /** Whether values that were not found are not there, by the columns' types. */
  boolean isCertain() {
    return certain;
  }

  boolean isNull(RowFields row) {
    return KeySpec.isNull(row, fields);
  }

  long key(RowFields row) {
    return spec.key(row, fields);
  }

  /** Takes note of a row without a parent. */
  void miss(RowFields row) {
    misses++;
    if (first.size() < FoundRows.FEW) {
      first.add(
          indexes(child, shown()).stream()
              .map(
                  field ->
                      row.isNull(field) ? Optional.<String>empty() : Optional.of(row.text(field)))
              .toList());
    }
  }

  long misses() {
    return misses;
  }

  FoundRows rows() {
    return new FoundRows(
        misses, "row", shown().stream().map(ColumnName::value).toList(), List.copyOf(first));
  }

  /** What shows people which row it is, and where it points. */
  private List<ColumnName> shown() {
    Set<ColumnName> shown = new LinkedHashSet<>(child.primaryKey());
    if (shown.isEmpty()) {
      shown.addAll(child.key().columns());
    }
    shown.addAll(reference.columns());
    shown.removeIf(column -> indexes(child, List.of(column)).contains(-1));
    return List.copyOf(shown);
  }
}
