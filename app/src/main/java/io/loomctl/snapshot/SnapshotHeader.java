package io.loomctl.snapshot;

import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot says of itself before its rows.
 *
 * @param version 0 for a snapshot written outside the snapshot folder
 * @param createdAt to the second
 * @param tool what wrote it, such as {@code loomctl 0.1.0}
 * @param server the server's version
 * @param database the name of the database in the config
 * @param parameters the scenario's parameters in use
 * @param only names that narrowed the export; empty when it was not narrowed
 * @param exclude names that were taken out
 * @param schema fingerprint of the schema that the rows come from, in hexadecimal
 * @param layout how the body puts rows back
 * @param tables in the order of their rows: dependency order
 * @param masking nothing when no column is masked
 * @param delta nothing when all rows of the tables are in the snapshot
 */
public record SnapshotHeader(
    ScenarioName scenario,
    int version,
    Instant createdAt,
    String message,
    String tool,
    String server,
    String database,
    SortedMap<String, String> parameters,
    List<String> only,
    List<String> exclude,
    String schema,
    LoadScript.Layout layout,
    List<TableHeader> tables,
    Optional<MaskHeader> masking,
    Optional<DeltaHeader> delta) {

  /** The format that this loomctl writes, and the only one that it reads. */
  public static final int FORMAT = 1;

  public SnapshotHeader {
    parameters = new TreeMap<>(parameters);
    only = List.copyOf(only);
    exclude = List.copyOf(exclude);
    tables = List.copyOf(tables);
  }

  /** The header of a snapshot that holds all rows of its tables, as they are. */
  public SnapshotHeader(
      ScenarioName scenario,
      int version,
      Instant createdAt,
      String message,
      String tool,
      String server,
      String database,
      SortedMap<String, String> parameters,
      List<String> only,
      List<String> exclude,
      String schema,
      LoadScript.Layout layout,
      List<TableHeader> tables) {
    this(
        scenario,
        version,
        createdAt,
        message,
        tool,
        server,
        database,
        parameters,
        only,
        exclude,
        schema,
        layout,
        tables,
        Optional.empty(),
        Optional.empty());
  }

  public SnapshotHeader withVersion(int number) {
    return with(number, layout, tables, masking, delta);
  }

  public SnapshotHeader withDelta(Optional<DeltaHeader> changed) {
    return with(version, layout, tables, masking, changed);
  }

  public SnapshotHeader withMasking(Optional<MaskHeader> masked) {
    return with(version, layout, tables, masked, delta);
  }

  /** The same of other tables, and of all their rows. */
  public SnapshotHeader withTables(LoadScript.Layout other, List<TableHeader> some) {
    return with(version, other, some, masking, Optional.empty());
  }

  private SnapshotHeader with(
      int number,
      LoadScript.Layout other,
      List<TableHeader> some,
      Optional<MaskHeader> masked,
      Optional<DeltaHeader> changed) {
    return new SnapshotHeader(
        scenario,
        number,
        createdAt,
        message,
        tool,
        server,
        database,
        parameters,
        only,
        exclude,
        schema,
        other,
        some,
        masked,
        changed);
  }

  /** A table by its name; nothing when the snapshot does not have it. */
  public Optional<TableHeader> table(TableName name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** Whether all of the scenario is in the snapshot: no table was left out of the export. */
  public boolean whole() {
    return only.isEmpty() && exclude.isEmpty();
  }

  /** Parameters of which the snapshot does not tell the value. */
  public List<String> withheld() {
    return masking.map(MaskHeader::withheld).orElse(List.of());
  }

  public LoadScript script() {
    return delta
        .map(changed -> LoadScript.ofDelta(tables(changed.tables())))
        .orElseGet(() -> new LoadScript(layout, tables));
  }

  private List<TableHeader> tables(List<TableName> names) {
    return tables.stream().filter(table -> names.contains(table.name())).toList();
  }
}
