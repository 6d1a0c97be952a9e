package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotTrailer.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** A snapshot folder, looked at from outside. */
record SnapshotFolder(Path root) {

  /** The files of a scenario that have their final names, by version. */
  SortedMap<Integer, Path> versions(String scenario) {
    SortedMap<Integer, Path> versions = new TreeMap<>();
    for (Path file : files()) {
      String name = String.valueOf(file.getFileName());
      if (name.matches(scenario + "_v[0-9]+_.*\\.sql")) {
        String number = name.substring(scenario.length() + 2, name.lastIndexOf('_'));
        assertThat(versions.put(Integer.valueOf(number), file))
            .as("two files of v" + number)
            .isNull();
      }
    }
    return versions;
  }

  /** Everything in it that has a temporary name, wherever it is. */
  List<Path> temporaryFiles() {
    return files().stream()
        .filter(file -> String.valueOf(file.getFileName()).startsWith(".loomctl-"))
        .toList();
  }

  long temporaryBytes() {
    return temporaryFiles().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** Makes temporary files look as if their writer had not touched them for a long time. */
  void ageTemporaryFiles() {
    for (Path file : temporaryFiles()) {
      try {
        // One may be a link that was about to become latest.sql: not the file that it leads to.
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setTimes(FileTime.from(Instant.now().minusSeconds(600)), null, null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Every file and link, wherever it is. */
  List<Path> files() {
    Optional<List<Path>> files = listed();
    while (files.isEmpty()) {
      files = listed();
    }
    return files.get();
  }

  /** Nothing when a file went away while the folder was listed: a draft got its final name. */
  private Optional<List<Path>> listed() {
    if (!Files.isDirectory(root)) {
      return Optional.of(List.of());
    }
    try (Stream<Path> files = Files.walk(root)) {
      return Optional.of(files.filter(file -> !Files.isDirectory(file)).sorted().toList());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file under a final name is a snapshot with all its bytes. */
  void assertWhole(String scenario) {
    versions(scenario)
        .forEach(
            (version, path) -> {
              SnapshotFile file = open(path);
              assertThat(file.header().version()).isEqualTo(version);
              assertThat(sha256(file)).as("checksum of " + path).isEqualTo(file.trailer().sha256());
            });
  }

  static SnapshotFile open(Path path) {
    try {
      return SnapshotFile.open(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body's checksum, from its bytes: rows count by their own checksum, as the format says. */
  static String sha256(SnapshotFile file) {
    byte[] all = read(file.path());
    StringBuilder hashed = new StringBuilder();
    int at = (int) file.bodyStart();
    List<Block> blocks =
        file.trailer().tables().values().stream()
            .sorted(Comparator.comparingLong(Block::offset))
            .toList();
    for (Block block : blocks) {
      int rows = (int) (file.bodyStart() + block.offset());
      hashed.append(new String(all, at, rows - at, StandardCharsets.UTF_8));
      at = (int) (rows + block.bytes());
      byte[] bytes = java.util.Arrays.copyOfRange(all, rows, at);
      hashed.append(DigestUtils.sha256Hex(bytes)).append('\n');
    }
    hashed.append(new String(all, at, (int) file.trailerStart() - at, StandardCharsets.UTF_8));
    return DigestUtils.sha256Hex(hashed.toString());
  }

  /** The manifest names every file, as it is, and nothing else; the pointer leads to the newest. */
  void assertIndexed(String scenario) {
    JsonNode indexed = manifest().path("scenarios").path(scenario);
    SortedMap<Integer, Path> versions = versions(scenario);
    assertThat(indexed.path("versions").findValuesAsText("version"))
        .isEqualTo(versions.keySet().stream().map(String::valueOf).toList());
    for (JsonNode entry : indexed.path("versions")) {
      SnapshotFile file = open(versions.get(entry.path("version").asInt()));
      assertThat(entry.path("file").asText()).isEqualTo(file.path().getFileName().toString());
      assertThat(entry.path("bytes").asLong()).isEqualTo(file.path().toFile().length());
      assertThat(entry.path("rows").asLong()).isEqualTo(file.trailer().rows());
      assertThat(entry.path("sha256").asText()).isEqualTo(file.trailer().sha256());
      assertThat(entry.path("created_at").asText()).isEqualTo(file.header().createdAt().toString());
    }
    assertThat(indexed.path("highest").asInt()).isEqualTo(versions.lastKey());
    Path newest = versions.get(versions.lastKey());
    assertThat(read(root.resolve(scenario).resolve("latest.sql"))).isEqualTo(read(newest));
  }

  /** The manifest; an empty document where there is none yet. */
  JsonNode manifest() {
    Path file = root.resolve("metadata/export_manifest.json");
    try {
      return new JsonMapper().readTree(Files.exists(file) ? Files.readString(file) : "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every file under a final name holds, to see later whether any of them changed. */
  SortedMap<String, String> contents(String scenario) {
    return versions(scenario).values().stream()
        .collect(
            Collectors.toMap(
                Path::toString,
                file -> DigestUtils.sha256Hex(read(file)),
                (a, b) -> a,
                TreeMap::new));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
