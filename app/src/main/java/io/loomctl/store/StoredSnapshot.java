package io.loomctl.store;

import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotFile;
import java.time.Instant;

/**
 * One version in the snapshot folder.
 *
 * @param file name of the file in the scenario's folder
 * @param bytes the file's size
 * @param schema fingerprint of the schema that the rows come from
 * @param sha256 of the body: equal data has an equal one
 * @param whole whether it holds all of the scenario; a part never counts as the latest version
 */
public record StoredSnapshot(
    ScenarioName scenario,
    int version,
    String file,
    Instant createdAt,
    long rows,
    long bytes,
    String schema,
    String sha256,
    String message,
    boolean whole) {

  static StoredSnapshot of(SnapshotFile file) {
    return new StoredSnapshot(
        file.header().scenario(),
        file.header().version(),
        String.valueOf(file.path().getFileName()),
        file.header().createdAt(),
        file.trailer().rows(),
        file.bytes(),
        file.header().schema(),
        file.trailer().sha256(),
        file.header().message(),
        file.header().whole());
  }

  /** The file's place in the snapshot folder, with forward slashes. */
  public String place() {
    return scenario + "/" + file;
  }
}
