package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoredSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A snapshot that the user named.
 *
 * @param label the version, or the path as it was written
 */
record SnapshotChoice(String label, SnapshotFile file) {

  /**
   * Finds the snapshot that a text stands for: {@code v3}, {@code latest}, or a file.
   *
   * @throws SnapshotException when it is not there
   * @throws UsageException when the text stands for nothing
   */
  static SnapshotChoice find(String text, ScenarioName scenario, SnapshotStore store) {
    OptionalInt version = VersionText.number(text);
    if (text.equals("latest")) {
      return stored(store.latest(scenario), store);
    } else if (version.isPresent()) {
      return stored(version(version.getAsInt(), scenario, store), store);
    }
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      throw new UsageException(Problem.of("\"" + text + "\" is a folder and no snapshot"));
    } else if (Files.exists(path)) {
      return new SnapshotChoice(text, store.open(path));
    }
    throw new UsageException(
        Problem.of("\"" + text + "\" is no version and no file")
            .hint(
                VersionText.number("v" + text).isPresent()
                    ? "did you mean \"v" + text + "\"?"
                    : "write v1, v2, ..., latest, live, or the path of a snapshot"));
  }

  private static SnapshotChoice stored(StoredSnapshot snapshot, SnapshotStore store) {
    return new SnapshotChoice("v" + snapshot.version(), store.open(snapshot));
  }

  private static StoredSnapshot version(int number, ScenarioName scenario, SnapshotStore store) {
    List<StoredSnapshot> versions = store.content().scenario(scenario).versions();
    return versions.stream()
        .filter(snapshot -> snapshot.version() == number)
        .findFirst()
        .orElseThrow(() -> missing(number, scenario, store, versions));
  }

  private static SnapshotException missing(
      int number, ScenarioName scenario, SnapshotStore store, List<StoredSnapshot> versions) {
    Problem problem =
        Problem.at(Where.file(store.root()), "there is no v" + number + " of \"" + scenario + "\"");
    return new SnapshotException(
        versions.isEmpty()
            ? problem.hint("run \"loomctl export " + scenario + "\" first")
            : problem.detail(
                "versions there: "
                    + versions.stream()
                        .map(snapshot -> "v" + snapshot.version())
                        .collect(Collectors.joining(", "))));
  }
}
