package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Files in a snapshot folder that are no part of it: drafts that killed processes left behind, and
 * what somebody else put there. Hidden files and READMEs are nobody's business.
 */
final class Strays {

  private static final String METADATA = "metadata";

  private static final Set<String> INDEXES = Set.of("export_manifest.json", "schema_versions.json");

  private final List<Problem> problems = new ArrayList<>();

  private Strays() {}

  /**
   * Searches the folder.
   *
   * @param only restricts it to one scenario's files
   */
  static List<Problem> in(Path root, Optional<ScenarioName> only) throws IOException {
    Strays strays = new Strays();
    Path folder = root.resolve(only.map(ScenarioName::value).orElse(""));
    if (Files.isDirectory(folder) && only.isPresent()) {
      strays.searchFolder(folder, only.get().value());
    } else if (Files.isDirectory(folder)) {
      strays.searchRoot(folder);
    }
    return strays.problems;
  }

  private void searchRoot(Path root) throws IOException {
    for (Path entry : entries(root)) {
      String name = name(entry);
      if (Files.isDirectory(entry) && (name.equals(METADATA) || ScenarioName.isValid(name))) {
        searchFolder(entry, name);
      } else {
        foreign(entry);
      }
    }
  }

  private void searchFolder(Path folder, String name) throws IOException {
    for (Path entry : entries(folder)) {
      boolean known = name.equals(METADATA) ? isIndex(entry) : isVersion(entry, name);
      if (!known) {
        foreign(entry);
      }
    }
  }

  private static boolean isIndex(Path entry) {
    return Files.isRegularFile(entry) && INDEXES.contains(name(entry));
  }

  /**
   * What cannot be read as the version that its name says is told of elsewhere, and so is the
   * pointer.
   */
  private static boolean isVersion(Path entry, String scenario) {
    Matcher version = StoreReader.FILE.matcher(name(entry));
    return LatestPointer.isNamedLikeOne(entry)
        || (Files.isRegularFile(entry) && version.matches() && version.group(1).equals(scenario));
  }

  private void foreign(Path entry) throws IOException {
    String name = name(entry);
    if (Draft.isNamedLikeOne(entry)) {
      if (Draft.isAbandoned(entry)) {
        problems.add(
            Problem.at(Where.file(entry), "a loomctl that was killed left this behind")
                .hint("the next export into this folder removes it"));
      }
    } else if (!name.startsWith(".") && !name.startsWith("README")) {
      problems.add(
          Problem.at(Where.file(entry), "this is none of loomctl's files")
              .hint("keep it elsewhere"));
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private static Set<Path> entries(Path folder) throws IOException {
    Set<Path> sorted = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(sorted::add);
    }
    return sorted;
  }
}
