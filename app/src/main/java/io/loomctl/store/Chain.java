package io.loomctl.store;

import io.loomctl.delta.DeltaMerge;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.format.Unpacking;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A delta, what it is made on, and so on down to a version that has all of its rows itself. */
record Chain(SnapshotStore store, Unpacking unpacking) {

  /**
   * The whole snapshot.
   *
   * @throws SnapshotException when a base is missing or was changed
   */
  SnapshotFile whole(SnapshotFile file) {
    // The folder is read once for all bases, and not at all where there is none.
    return file.header().delta().isEmpty() ? file : whole(file, store.content());
  }

  private SnapshotFile whole(SnapshotFile file, StoreContent content) {
    Optional<DeltaHeader> delta = file.header().delta();
    if (delta.isEmpty()) {
      return file;
    }
    StoredSnapshot stored = base(file, delta.get(), content);
    try (file;
        SnapshotFile base = whole(alone(file, delta.get(), stored), content)) {
      DeltaMerge merge = new DeltaMerge(base, file);
      return unpacking.make(file.origin(), merge::write);
    } catch (IOException e) {
      throw StoreFailure.reading(e, file.path());
    }
  }

  private StoredSnapshot base(SnapshotFile file, DeltaHeader delta, StoreContent content) {
    SnapshotHeader header = file.header();
    StoredSnapshot found =
        content.scenario(header.scenario()).versions().stream()
            .filter(version -> version.version() == delta.base())
            .findFirst()
            .orElseThrow(() -> failure(file, delta, "is not there"));
    // A base is older than what is made on it, so there is no circle.
    boolean older = header.version() == 0 || delta.base() < header.version();
    if (!older || !found.sha256().equals(delta.baseSha256())) {
      throw failure(file, delta, "is not the one that it was made of");
    }
    return found;
  }

  /** A file need not hold what its name and the manifest say. */
  private SnapshotFile alone(SnapshotFile file, DeltaHeader delta, StoredSnapshot stored)
      throws IOException {
    Path path = store.pathOf(stored);
    SnapshotFile base = store.openAlone(path, path.toString());
    if (base.header().version() == stored.version() && base.state().equals(delta.baseSha256())) {
      return base;
    }
    base.close();
    throw failure(file, delta, "is not the one that it was made of");
  }

  private static SnapshotException failure(SnapshotFile file, DeltaHeader delta, String what) {
    String base = "v" + delta.base();
    return new SnapshotException(
        Problem.at(Where.file(file.place()), "this is a delta on " + base + ", which " + what)
            .hint("restore " + base + " with git; import --delta needs the delta alone"));
  }
}
