package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.format.Packing;
import io.loomctl.format.Unpacking;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A snapshot folder. Reading needs no lock: every file in it appears whole. Writing is done under a
 * lock that all processes share.
 */
public final class SnapshotStore {

  /** What became of a draft. */
  public record Published(StoredSnapshot snapshot, boolean unchanged) {}

  private final Path root;
  private final Path metadata;
  private final Indexes indexes;
  private final Unpacking unpacking;

  /**
   * A folder that need not exist.
   *
   * @param unpacking opens the snapshots in it
   */
  public SnapshotStore(Path root, Unpacking unpacking) {
    this.root = root;
    this.unpacking = unpacking;
    this.metadata = root.resolve("metadata");
    this.indexes = new Indexes(root, metadata);
  }

  public Path root() {
    return root;
  }

  public Path pathOf(StoredSnapshot snapshot) {
    return root.resolve(snapshot.scenario().value()).resolve(snapshot.file());
  }

  /**
   * Opens one of the versions. Of a delta and its bases the whole snapshot is made.
   *
   * @throws SnapshotException when it is damaged, or a base is missing or was changed
   */
  public SnapshotFile open(StoredSnapshot snapshot) {
    return open(pathOf(snapshot));
  }

  /**
   * Opens a file, which need not lie in the folder. If it is a delta, its base has to.
   *
   * @throws SnapshotException when it is no snapshot, or is damaged
   */
  public SnapshotFile open(Path file) {
    return open(file, file.toString());
  }

  /**
   * The same for a file that the user knows by another name.
   *
   * @param place what messages call it
   */
  public SnapshotFile open(Path file, String place) {
    return new Chain(this, unpacking).whole(openAlone(file, place));
  }

  /**
   * The same, but a delta as it is.
   *
   * @throws SnapshotException when it is no snapshot, or is damaged
   */
  public SnapshotFile openAlone(Path file, String place) {
    try {
      return unpacking.open(file, place);
    } catch (IOException e) {
      throw StoreFailure.reading(e, file);
    }
  }

  /** What the folder holds; a folder that does not exist holds nothing. */
  public StoreContent content() {
    try {
      return new StoreReader(root, indexes.manifest(), unpacking).read();
    } catch (IOException e) {
      throw StoreFailure.reading(e, root);
    }
  }

  /**
   * The newest version that holds all of a scenario.
   *
   * @throws SnapshotException when there is none
   */
  public StoredSnapshot latest(ScenarioName scenario) {
    StoredScenario stored = content().scenario(scenario);
    String none = "there is no snapshot of " + (stored.versions().isEmpty() ? "" : "all of ");
    return stored
        .latest()
        .orElseThrow(
            () ->
                new SnapshotException(
                    Problem.at(Where.file(root), none + "\"" + scenario + "\"")
                        .hint("run \"loomctl export " + scenario + "\" first")));
  }

  /**
   * One version of a scenario.
   *
   * @param version its number; 0 for the newest
   * @throws SnapshotException when there is none
   */
  public StoredSnapshot find(ScenarioName scenario, int version) {
    if (version == 0) {
      return latest(scenario);
    }
    return content().scenario(scenario).versions().stream()
        .filter(snapshot -> snapshot.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new SnapshotException(
                    Problem.at(
                            Where.file(root),
                            "there is no v" + version + " of \"" + scenario + "\"")
                        .hint("\"loomctl list-exports " + scenario + "\" shows what there is")));
  }

  /** Starts the file of a new version. */
  public Draft draft(ScenarioName scenario) {
    Path folder = root.resolve(scenario.value());
    try {
      return Draft.create(folder);
    } catch (IOException e) {
      throw StoreFailure.writing(e, folder);
    }
  }

  /** The number that the next version of the scenario will have, unless somebody is faster. */
  public int nextVersion(ScenarioName scenario) {
    return content().scenario(scenario).highest() + 1;
  }

  /**
   * Makes a finished draft the newest version of its scenario, or drops it when it equals the
   * newest. A whole version is compared with the newest whole one, a part with the newest part.
   *
   * @param draft the snapshot in SQL, wherever it is
   * @param force whether to keep it also when it equals the newest
   */
  public Published publish(Draft draft, Packing packing, boolean force) {
    return locked(() -> publishLocked(draft, packing, force));
  }

  /**
   * Holds the manifest and the pointers against the files; changes nothing.
   *
   * @param only restricts it to one scenario's files
   */
  public FolderAudit.Result audit(Optional<ScenarioName> only) {
    StoreLock.Work<FolderAudit.Result> audit =
        () -> new FolderAudit(root, indexes.manifest(), indexes.schemas(), unpacking, only).run();
    try {
      FolderAudit.Result result = audit.run();
      // Between two files of an export that is just being published nothing fits.
      return result.agrees() ? result : new StoreLock(metadata).shared(audit).orElse(result);
    } catch (IOException e) {
      throw StoreFailure.reading(e, root);
    }
  }

  /**
   * Makes the manifest and the pointers anew from the snapshot files, and touches nothing else.
   *
   * @return what was not as it should be
   */
  public List<Path> repair() {
    return Files.isDirectory(root)
        ? locked(
            () -> indexes.repair(new StoreReader(root, indexes.manifest(), unpacking).readFiles()))
        : List.of();
  }

  /** The versions that {@link #prune} would delete, the oldest first. */
  public List<StoredSnapshot> prunable(ScenarioName scenario, Retention retention) {
    return retention.dropped(content().scenario(scenario));
  }

  /**
   * Deletes the versions of a scenario that do not stay.
   *
   * @return those versions, the oldest first
   */
  public List<StoredSnapshot> prune(ScenarioName scenario, Retention retention) {
    List<StoredSnapshot> dropped = prunable(scenario, retention);
    return dropped.isEmpty() ? dropped : locked(() -> pruneLocked(scenario, retention));
  }

  private List<StoredSnapshot> pruneLocked(ScenarioName scenario, Retention retention)
      throws IOException {
    List<StoredSnapshot> dropped = prunable(scenario, retention);
    try {
      for (StoredSnapshot snapshot : dropped) {
        Files.delete(pathOf(snapshot));
      }
    } finally {
      StoreContent left = content();
      indexes.write(left, left.scenario(scenario));
    }
    return dropped;
  }

  /**
   * Puts the whole snapshot in the place of a delta.
   *
   * @return the version as it is now
   */
  public StoredSnapshot squash(StoredSnapshot delta, Packing packing) {
    return locked(() -> squashLocked(delta, packing));
  }

  private StoredSnapshot squashLocked(StoredSnapshot delta, Packing packing) throws IOException {
    Path former = pathOf(delta);
    try (SnapshotFile whole = open(delta);
        Draft packed = Draft.create(Objects.requireNonNull(former.getParent()))) {
      packing.write(whole, packed.stream());
      Path target = former.resolveSibling(name(whole, packing));
      packed.moveTo(target);
      Files.delete(former);
      StoreContent content = content();
      indexes.write(content, content.scenario(delta.scenario()));
      return StoredSnapshot.of(whole, target);
    }
  }

  private <T> T locked(StoreLock.Work<T> work) {
    try {
      return new StoreLock(metadata).exclusive(work);
    } catch (IOException e) {
      throw StoreFailure.writing(e, root);
    }
  }

  private Published publishLocked(Draft draft, Packing packing, boolean force) throws IOException {
    SnapshotFile file = draft.snapshot();
    StoreContent content = content();
    StoredScenario scenario = content.scenario(file.header().scenario());
    StoredSnapshot newest = scenario.newest(file.header().whole()).orElse(null);
    if (newest != null && !force && newest.sha256().equals(file.state())) {
      indexes.write(content, scenario);
      return new Published(newest, true);
    }
    StoredSnapshot added = place(draft, file, packing, scenario.highest() + 1);
    List<StoredSnapshot> versions = new ArrayList<>(scenario.versions());
    versions.add(added);
    indexes.write(content, new StoredScenario(scenario.scenario(), versions, added.version()));
    return new Published(added, false);
  }

  private StoredSnapshot place(Draft draft, SnapshotFile file, Packing packing, int version)
      throws IOException {
    Path folder = root.resolve(file.header().scenario().value());
    if (file.header().version() != version) {
      try (Draft renumbered = draft.another(folder)) {
        file.writeWithVersion(version, renumbered.stream());
        return place(renumbered, renumbered.snapshot(), packing, version);
      }
    }
    Path target = folder.resolve(name(file, packing));
    if (packing.isPlain() && draft.isNamed()) {
      draft.moveTo(target);
    } else {
      try (Draft packed = Draft.create(folder)) {
        packing.write(file, packed.stream());
        packed.moveTo(target);
      }
    }
    return StoredSnapshot.of(file, target);
  }

  private static String name(SnapshotFile file, Packing packing) {
    SnapshotHeader header = file.header();
    return "%s_v%d_%s%s%s"
        .formatted(
            header.scenario(),
            header.version(),
            header.createdAt().atZone(ZoneOffset.UTC).toLocalDate(),
            header.delta().isPresent() ? Packing.DELTA : "",
            packing.suffix());
  }
}
