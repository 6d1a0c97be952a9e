package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What makes a snapshot a delta: it holds what changed since another version, its base, and what it
 * takes to make the whole snapshot of both.
 *
 * @param base the base's version; 0 when it is no version
 * @param baseSha256 the checksum of the base's body, when whole
 * @param since only rows that changed later were looked at, so that deleted rows are unknown;
 *     nothing when all rows were compared
 * @param tables those with changes, in the order of the header's
 * @param deletion what the whole snapshot deletes owned rows with
 * @param full the trailer of the whole snapshot, without a checksum of its header
 */
public record DeltaHeader(
    int base,
    String baseSha256,
    Optional<Instant> since,
    List<TableName> tables,
    Optional<String> deletion,
    SnapshotTrailer full) {

  public DeltaHeader {
    tables = List.copyOf(tables);
  }
}
