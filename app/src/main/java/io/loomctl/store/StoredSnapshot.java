package io.loomctl.store;

import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One version in the snapshot folder.
 *
 * @param file name of the file in the scenario's folder
 * @param bytes the file's size
 * @param schema fingerprint of the schema that the rows come from
 * @param sha256 of the body, when whole: equal data has an equal one
 * @param whole whether it holds all of the scenario; a part never counts as the latest version
 * @param masked whether values were masked in it
 * @param base nothing for a version that has all of its rows itself
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
    boolean whole,
    boolean masked,
    Optional<StoredBase> base) {

  /**
   * A snapshot as a file of the folder.
   *
   * @param path the file, which need not be the one that the snapshot was read from
   */
  static StoredSnapshot of(SnapshotFile file, Path path) throws IOException {
    return new StoredSnapshot(
        file.header().scenario(),
        file.header().version(),
        String.valueOf(path.getFileName()),
        file.header().createdAt(),
        file.header().delta().map(DeltaHeader::full).orElse(file.trailer()).rows(),
        Files.size(path),
        file.header().schema(),
        file.state(),
        file.header().message(),
        file.header().whole(),
        file.header().masking().isPresent(),
        file.header().delta().map(delta -> new StoredBase(delta.base(), delta.baseSha256())));
  }

  /** The file's place in the snapshot folder, with forward slashes. */
  public String place() {
    return scenario + "/" + file;
  }
}
