package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.format.Unpacking;
import io.loomctl.graph.ScenarioName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what lies beside the snapshots, the manifest and the pointers, against the snapshot files,
 * which decide; and names what is none of loomctl's.
 */
public final class FolderAudit {

  /**
   * What was found.
   *
   * @param content what the files say, with those that cannot be read among its problems
   * @param sameVersion versions of which there are two files
   * @param manifest where the manifest or the list of schemas disagrees with the files
   * @param pointers that do not lead to the newest version
   * @param strays what loomctl did not write, or left behind
   */
  public record Result(
      StoreContent content,
      List<Problem> sameVersion,
      List<Problem> manifest,
      List<Problem> pointers,
      List<Problem> strays) {

    public Result {
      sameVersion = List.copyOf(sameVersion);
      manifest = List.copyOf(manifest);
      pointers = List.copyOf(pointers);
      strays = List.copyOf(strays);
    }

    /** Whether the indexes say what the files say. */
    boolean agrees() {
      return manifest.isEmpty() && pointers.isEmpty();
    }
  }

  private static final String REPAIR = "run \"loomctl validate --repair\"";

  private final Path root;
  private final Path manifest;
  private final Path schemas;
  private final Unpacking unpacking;
  private final Optional<ScenarioName> only;
  private final List<Problem> aboutManifest = new ArrayList<>();

  /**
   * An audit that has not run yet.
   *
   * @param only restricts it to one scenario's files
   */
  FolderAudit(
      Path root, Path manifest, Path schemas, Unpacking unpacking, Optional<ScenarioName> only) {
    this.root = root;
    this.unpacking = unpacking;
    this.only = only;
    this.manifest = manifest;
    this.schemas = schemas;
  }

  Result run() throws IOException {
    SortedMap<ScenarioName, StoredScenario> indexed = readManifest();
    boolean readable = aboutManifest.isEmpty();
    StoreContent content = new StoreReader(root, manifest, unpacking).readFiles(indexed);
    if (only.isPresent()) {
      indexed.keySet().retainAll(Set.of(only.get()));
      content = restricted(content, only.get());
    }
    if (readable) {
      compare(indexed, content);
    }
    return new Result(
        content, sameVersion(content), aboutManifest, pointers(content), Strays.in(root, only));
  }

  private StoreContent restricted(StoreContent content, ScenarioName scenario) {
    SortedMap<ScenarioName, StoredScenario> scenarios = new TreeMap<>(content.scenarios());
    scenarios.keySet().retainAll(Set.of(scenario));
    Path folder = root.resolve(scenario.value());
    return new StoreContent(
        scenarios,
        content.problems().stream()
            .filter(problem -> Path.of(String.valueOf(problem.where().file())).startsWith(folder))
            .toList());
  }

  private SortedMap<ScenarioName, StoredScenario> readManifest() throws IOException {
    try {
      return Manifest.read(manifest);
    } catch (Manifest.UnreadableException e) {
      about(manifest, "the manifest cannot be used: " + e.getMessage());
      return new TreeMap<>();
    }
  }

  private void compare(SortedMap<ScenarioName, StoredScenario> indexed, StoreContent content)
      throws IOException {
    boolean some = content.scenarios().values().stream().anyMatch(s -> !s.versions().isEmpty());
    if (some && !Files.exists(manifest)) {
      about(manifest, "there is no manifest");
      return;
    }
    content.scenarios().values().forEach(found -> compareFiles(indexed, found));
    indexed.values().forEach(this::compareEntries);
    if (some && only.isEmpty() && aboutManifest.isEmpty() && content.problems().isEmpty()) {
      compareSchemas(content);
    }
  }

  private void compareFiles(SortedMap<ScenarioName, StoredScenario> indexed, StoredScenario found) {
    StoredScenario entries =
        indexed.getOrDefault(found.scenario(), new StoredScenario(found.scenario(), List.of(), 0));
    Map<String, StoredSnapshot> byFile = new HashMap<>();
    entries.versions().forEach(entry -> byFile.put(entry.file(), entry));
    int before = aboutManifest.size();
    for (StoredSnapshot snapshot : found.versions()) {
      StoredSnapshot entry = byFile.get(snapshot.file());
      if (entry == null) {
        about(manifest, snapshot.place() + " is not in the manifest");
      } else if (!entry.equals(snapshot)) {
        about(manifest, "the manifest says of " + snapshot.place() + " what the file does not");
      }
    }
    if (aboutManifest.size() == before && entries.highest() < found.highest()) {
      about(
          manifest,
          "the manifest counts the versions of \""
              + found.scenario()
              + "\" up to "
              + entries.highest()
              + ", there is v"
              + found.highest());
    }
  }

  /** A file that is there and cannot be read is told of by itself. */
  private void compareEntries(StoredScenario entries) {
    for (StoredSnapshot entry : entries.versions()) {
      if (!Files.exists(root.resolve(entry.place()))) {
        about(manifest, "the manifest names " + entry.place() + ", which is not there");
      }
    }
  }

  private void compareSchemas(StoreContent content) throws IOException {
    String expected =
        new String(Manifest.writeSchemas(content.scenarios()), StandardCharsets.UTF_8);
    if (!Files.exists(schemas)) {
      about(schemas, "there is no list of schemas");
    } else if (!Files.readString(schemas, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\n")
        .equals(expected)) {
      about(schemas, "the list of schemas does not agree with the files");
    }
  }

  private void about(Path index, String message) {
    aboutManifest.add(Problem.at(Where.file(index), message).hint(REPAIR));
  }

  private List<Problem> sameVersion(StoreContent content) {
    List<Problem> problems = new ArrayList<>();
    for (StoredScenario scenario : content.scenarios().values()) {
      Map<Integer, StoredSnapshot> byVersion = new HashMap<>();
      for (StoredSnapshot snapshot : scenario.versions()) {
        StoredSnapshot other = byVersion.putIfAbsent(snapshot.version(), snapshot);
        if (other != null) {
          problems.add(
              Problem.at(
                      Where.file(root.resolve(snapshot.place())),
                      "there is a second v" + snapshot.version() + ", " + other.file())
                  .hint("delete one, and export again for a version of its own"));
        }
      }
    }
    return problems;
  }

  private List<Problem> pointers(StoreContent content) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (StoredScenario scenario : content.scenarios().values()) {
      pointer(scenario).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<Problem> pointer(StoredScenario scenario) throws IOException {
    Path folder = root.resolve(scenario.scenario().value());
    Where where = Where.file(LatestPointer.find(folder).orElse(folder.resolve(LatestPointer.NAME)));
    Optional<String> newest = scenario.latest().map(StoredSnapshot::file);
    if (LatestPointer.find(folder).isEmpty()) {
      return newest.map(file -> Problem.at(where, "there is no pointer to " + file).hint(REPAIR));
    }
    Optional<String> target = LatestPointer.target(folder);
    if (target.isEmpty()) {
      return Optional.of(
          Problem.at(where, "this is no pointer to the newest version but a file of its own")
              .hint("move it away, then " + REPAIR));
    }
    if (target.equals(newest) || isDamagedVersion(folder, scenario, target.get())) {
      return Optional.empty();
    }
    String wrong = "it points to " + target.get();
    String why =
        Files.exists(folder.resolve(target.get()))
            ? newest.map(file -> ", the newest version is " + file).orElse(", which is no version")
            : ", which is not there";
    return Optional.of(Problem.at(where, wrong + why).hint(REPAIR));
  }

  /** Its damage is told of by itself. */
  private static boolean isDamagedVersion(Path folder, StoredScenario scenario, String file) {
    return Files.isRegularFile(folder.resolve(file))
        && StoreReader.FILE.matcher(file).matches()
        && scenario.versions().stream().noneMatch(version -> version.file().equals(file));
  }
}
