package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TableHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what SQL has in the order of the rows back into it: the members of an object in JSON may
 * have been sorted.
 */
final class JsonOrder {

  private JsonOrder() {}

  static SnapshotHeader of(SnapshotHeader header) {
    return header.withDelta(
        header.delta().map(delta -> of(delta, header.withDelta(Optional.empty()))));
  }

  private static DeltaHeader of(DeltaHeader delta, SnapshotHeader whole) {
    return new DeltaHeader(
        delta.base(),
        delta.baseSha256(),
        delta.since(),
        delta.tables(),
        delta.deletion(),
        of(whole, delta.full()));
  }

  /** Tables that the header does not have stay, last. */
  static SnapshotTrailer of(SnapshotHeader header, SnapshotTrailer trailer) {
    Map<TableName, SnapshotTrailer.Block> ordered = new LinkedHashMap<>();
    header.script().tables().stream()
        .map(TableHeader::name)
        .filter(trailer.tables()::containsKey)
        .forEach(name -> ordered.put(name, trailer.block(name)));
    trailer.tables().forEach(ordered::putIfAbsent);
    return new SnapshotTrailer(ordered, trailer.sha256(), trailer.headerSha256());
  }
}
