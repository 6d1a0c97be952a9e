package io.loomctl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/** Files that appear whole or not at all. */
final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Replaces the file's content, unless it has that content already.
   *
   * @return whether it had not
   */
  static boolean write(Path file, byte[] content) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return false;
    }
    try (Draft draft = Draft.create(Objects.requireNonNull(file.getParent()))) {
      draft.stream().write(content);
      draft.moveTo(file);
    }
    return true;
  }

  /** Renames within one folder and makes the new name durable. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every file system lets a folder be opened (Windows does not); the rename itself stands.
      return;
    }
  }
}
