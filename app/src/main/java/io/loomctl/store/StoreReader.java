package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.format.Encryption;
import io.loomctl.format.Packing;
import io.loomctl.format.Unpacking;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a snapshot folder holds: the files decide, and a manifest entry stands for its
 * file as long as the file has the size that the entry tells.
 */
final class StoreReader {

  /** A version's file name: scenario, number, date. */
  static final Pattern FILE =
      Pattern.compile("(.+)_v([1-9][0-9]{0,8})_[0-9-]{10}(" + Packing.SUFFIXES + ")");

  private final Path root;
  private final Path manifest;
  private final Unpacking unpacking;
  private final List<Problem> problems = new ArrayList<>();
  private final List<StoredSnapshot> sealed = new ArrayList<>();

  StoreReader(Path root, Path manifest, Unpacking unpacking) {
    this.root = root;
    this.manifest = manifest;
    this.unpacking = unpacking;
  }

  StoreContent read() throws IOException {
    return read(readManifest());
  }

  /**
   * What the files themselves say, each of them opened.
   *
   * @param indexed what the manifest says; only its highest numbers are believed
   */
  StoreContent readFiles(SortedMap<ScenarioName, StoredScenario> indexed) throws IOException {
    SortedMap<ScenarioName, StoredScenario> numbers = new TreeMap<>();
    indexed.forEach(
        (name, scenario) ->
            numbers.put(name, new StoredScenario(name, List.of(), scenario.highest())));
    return read(numbers);
  }

  /**
   * The same, with the manifest that is there; it is also believed of encrypted files that cannot
   * be opened, because nobody wants to lose what it says of them for not having the key at hand.
   */
  StoreContent readFiles() throws IOException {
    SortedMap<ScenarioName, StoredScenario> indexed = readManifest();
    indexed.values().stream()
        .flatMap(scenario -> scenario.versions().stream())
        .filter(entry -> entry.file().endsWith(Encryption.SUFFIX))
        .forEach(sealed::add);
    return readFiles(indexed);
  }

  private StoreContent read(SortedMap<ScenarioName, StoredScenario> indexed) throws IOException {
    SortedMap<ScenarioName, StoredScenario> found = new TreeMap<>();
    for (ScenarioName scenario : folders()) {
      found.put(scenario, read(scenario, Optional.ofNullable(indexed.get(scenario))));
    }
    indexed.forEach(
        (scenario, former) ->
            found.putIfAbsent(scenario, new StoredScenario(scenario, List.of(), former.highest())));
    return new StoreContent(found, problems);
  }

  private SortedMap<ScenarioName, StoredScenario> readManifest() throws IOException {
    try {
      return Manifest.read(manifest);
    } catch (Manifest.UnreadableException e) {
      problems.add(
          Problem.at(Where.file(manifest), "the manifest cannot be used: " + e.getMessage())
              .hint("the next export writes it anew from the snapshot files"));
      return new TreeMap<>();
    }
  }

  private List<ScenarioName> folders() throws IOException {
    List<ScenarioName> folders = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
        for (Path entry : entries) {
          String name = String.valueOf(entry.getFileName());
          if (ScenarioName.isValid(name)) {
            folders.add(new ScenarioName(name));
          }
        }
      }
    }
    return folders;
  }

  private StoredScenario read(ScenarioName scenario, Optional<StoredScenario> indexed)
      throws IOException {
    List<StoredSnapshot> versions = new ArrayList<>();
    int highest = indexed.map(StoredScenario::highest).orElse(0);
    Path folder = root.resolve(scenario.value());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path entry : entries) {
        Matcher name = FILE.matcher(String.valueOf(entry.getFileName()));
        if (name.matches() && name.group(1).equals(scenario.value())) {
          int version = Integer.parseInt(name.group(2));
          highest = Math.max(highest, version);
          indexed
              .flatMap(former -> unchanged(former.versions(), entry))
              .or(() -> open(entry, scenario, version))
              .ifPresent(versions::add);
        }
      }
    }
    versions.sort(
        Comparator.comparingInt(StoredSnapshot::version).thenComparing(StoredSnapshot::file));
    return new StoredScenario(scenario, versions, highest);
  }

  private static Optional<StoredSnapshot> unchanged(List<StoredSnapshot> indexed, Path file) {
    return indexed.stream()
        .filter(entry -> entry.file().equals(String.valueOf(file.getFileName())))
        .filter(entry -> entry.bytes() == file.toFile().length())
        .findFirst();
  }

  private Optional<StoredSnapshot> open(Path file, ScenarioName scenario, int version) {
    try (SnapshotFile opened = unpacking.open(file)) {
      StoredSnapshot snapshot = StoredSnapshot.of(opened, file);
      if (snapshot.scenario().equals(scenario) && snapshot.version() == version) {
        return Optional.of(snapshot);
      }
      problems.add(
          Problem.at(
                  Where.file(file),
                  "this is \""
                      + snapshot.scenario()
                      + "\" v"
                      + snapshot.version()
                      + " under another name")
              .hint("give it its own name back, or delete it"));
    } catch (SnapshotException e) {
      problems.addAll(e.problems());
      return unchanged(sealed, file).filter(entry -> entry.scenario().equals(scenario));
    } catch (IOException e) {
      problems.add(StoreFailure.problem(e, file, "read"));
    }
    return Optional.empty();
  }
}
