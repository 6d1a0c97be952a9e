package io.loomctl.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * {@code latest.sql}: a relative symbolic link to the newest version, for people and psql. Where
 * the file system has no links, a file with one line, the name of the newest version. loomctl
 * itself goes by version numbers and never follows it.
 */
final class LatestPointer {

  private static final String NAME = "latest.sql";

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
}
