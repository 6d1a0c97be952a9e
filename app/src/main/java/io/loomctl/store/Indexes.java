package io.loomctl.store;

import io.loomctl.graph.ScenarioName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies beside the snapshots and follows from them: the manifest, the list of schemas, the
 * pointers; and what tells git how to treat the folder. Written under the folder's lock.
 */
record Indexes(Path root, Path metadata) {

  private static final String GIT_ATTRIBUTES =
      """
      # Snapshots are compared byte by byte: git must not change their line ends.
      *.sql -text
      *.json -text
      *.gz binary
      *.zst binary
      *.tar binary
      *.age binary
      """;

  private static final String GIT_IGNORE = "/metadata/.lock\n.loomctl-*\n";

  Path manifest() {
    return metadata.resolve("export_manifest.json");
  }

  Path schemas() {
    return metadata.resolve("schema_versions.json");
  }

  /** Writes everything anew. */
  void write(StoreContent content, StoredScenario changed) throws IOException {
    Optional<StoredSnapshot> latest = changed.latest();
    if (latest.isPresent()) {
      LatestPointer.set(root.resolve(changed.scenario().value()), latest.get().file());
    }
    TreeMap<ScenarioName, StoredScenario> scenarios = new TreeMap<>(content.scenarios());
    scenarios.put(changed.scenario(), changed);
    writeLists(scenarios);
    writeOnce(root.resolve(".gitattributes"), GIT_ATTRIBUTES);
    writeOnce(root.resolve(".gitignore"), GIT_IGNORE);
  }

  /**
   * Puts right what does not say what the files say.
   *
   * @return what that was
   */
  List<Path> repair(StoreContent content) throws IOException {
    List<Path> repaired = new ArrayList<>();
    for (StoredScenario scenario : content.scenarios().values()) {
      Path folder = root.resolve(scenario.scenario().value());
      Optional<Path> before = LatestPointer.find(folder);
      if (LatestPointer.repair(folder, scenario.latest().map(StoredSnapshot::file))) {
        repaired.add(LatestPointer.find(folder).or(() -> before).orElseThrow());
      }
    }
    if (!content.scenarios().isEmpty() || Files.exists(manifest())) {
      repaired.addAll(writeLists(content.scenarios()));
    }
    return repaired;
  }

  /** Writes the manifest and the list of schemas, and tells which of them was another. */
  private List<Path> writeLists(SortedMap<ScenarioName, StoredScenario> scenarios)
      throws IOException {
    List<Path> written = new ArrayList<>();
    if (AtomicFiles.write(manifest(), Manifest.write(scenarios))) {
      written.add(manifest());
    }
    if (AtomicFiles.write(schemas(), Manifest.writeSchemas(scenarios))) {
      written.add(schemas());
    }
    return written;
  }

  private static void writeOnce(Path file, String content) throws IOException {
    if (!Files.exists(file)) {
      AtomicFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
