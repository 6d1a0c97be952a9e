package io.loomctl.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code latest.sql}: a relative symbolic link to the newest version, for people and psql. Where
 * the file system has no links, a file with one line, the name of the newest version. loomctl
 * itself goes by version numbers and never follows it.
 */
final class LatestPointer {

  static final String NAME = "latest.sql";

  private static final int LONGEST = 1024;

  private LatestPointer() {}

  static void set(Path folder, String file) throws IOException {
    Path pointer = folder.resolve(NAME);
    Path target = Path.of(file);
    if (Files.isSymbolicLink(pointer) && Files.readSymbolicLink(pointer).equals(target)) {
      return;
    }
    Path link = folder.resolve(".loomctl-" + UUID.randomUUID() + ".tmp");
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      AtomicFiles.write(pointer, (file + "\n").getBytes(StandardCharsets.UTF_8));
      return;
    }
    Files.move(link, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean exists(Path folder) {
    return Files.exists(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The name that the pointer gives; nothing for a file or folder that is no pointer. Git writes
   * the one-line form without a line end where it cannot make links.
   */
  static Optional<String> target(Path folder) throws IOException {
    Path pointer = folder.resolve(NAME);
    if (Files.isSymbolicLink(pointer)) {
      return Optional.of(Files.readSymbolicLink(pointer).toString().replace('\\', '/'));
    }
    if (!Files.isRegularFile(pointer) || Files.size(pointer) > LONGEST) {
      return Optional.empty();
    }
    String text = Files.readString(pointer, StandardCharsets.ISO_8859_1).strip();
    return Optional.of(text).filter(line -> line.matches("[\\w.-]+\\.sql"));
  }

  /**
   * Puts the pointer right; a file in its place that is no pointer is left alone.
   *
   * @param newest nothing when there is no version to point to
   * @return whether anything was changed
   */
  static boolean repair(Path folder, Optional<String> newest) throws IOException {
    Optional<String> target = exists(folder) ? target(folder) : Optional.empty();
    boolean foreign = exists(folder) && target.isEmpty();
    if (foreign || target.equals(newest)) {
      return false;
    }
    if (newest.isPresent()) {
      set(folder, newest.get());
    } else {
      Files.delete(folder.resolve(NAME));
    }
    return true;
  }
}
