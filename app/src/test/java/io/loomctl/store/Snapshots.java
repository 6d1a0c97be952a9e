package io.loomctl.store;

import io.loomctl.format.Identities;
import io.loomctl.format.Packing;
import io.loomctl.format.Unpacking;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SampleSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A snapshot folder in a test, filled as exports fill it. */
record Snapshots(Path root) {

  static final ScenarioName GENERAL = new ScenarioName("general");

  SnapshotStore store() {
    return new SnapshotStore(root, new Unpacking(Identities.none()));
  }

  /** Exports these rows. */
  SnapshotStore.Published publish(ScenarioName scenario, boolean force, String... rows) {
    SnapshotStore store = store();
    try (Draft draft = store.draft(scenario)) {
      SampleSnapshots.notes(draft.stream(), scenario.value(), store.nextVersion(scenario), rows);
      return store.publish(draft, Packing.PLAIN, force);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int publish(String... rows) {
    return publish(GENERAL, false, rows).snapshot().version();
  }

  Path file(int version) {
    return root.resolve("general/general_v" + version + "_2026-03-01.sql");
  }

  Path manifest() {
    return root.resolve("metadata/export_manifest.json");
  }

  String manifestText() throws IOException {
    return Files.readString(manifest());
  }

  Path pointer() {
    return root.resolve("general/latest.sql");
  }

  List<Integer> versions() {
    return store().content().scenario(GENERAL).versions().stream()
        .map(StoredSnapshot::version)
        .toList();
  }

  List<String> problems() {
    return store().content().problems().stream()
        .map(problem -> problem.toString().replace(root.toString(), "snapshots"))
        .toList();
  }

  /** Every file below the folder, with forward slashes; the lock left out. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.equals("metadata/.lock"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  static String golden(String name) throws IOException {
    try (var in = Snapshots.class.getResourceAsStream("/store/" + name)) {
      return in == null
          ? name + " is missing"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
