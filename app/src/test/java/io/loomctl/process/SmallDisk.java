package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of one megabyte, mounted over a folder. */
record SmallDisk(Path root) implements AutoCloseable {

  static final int PAGE = 4096;

  /** Mounts it, or skips the test where that is not possible. */
  static SmallDisk over(Path folder) {
    try {
      Files.createDirectories(folder);
      assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()))
          .as("exit code of mount (a small file system takes Linux and the rights of root)")
          .isZero();
      return new SmallDisk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills it until only that many pages are left, and returns what does so. */
  Path fill(long pagesLeft) throws IOException {
    Path filling = Files.createFile(root.resolve("filling"));
    long free = Files.getFileStore(root).getUsableSpace() - pagesLeft * PAGE;
    return Files.write(filling, new byte[Math.toIntExact(free)]);
  }

  @Override
  public void close() {
    try {
      assertThat(run("umount", root.toString())).as("exit code of umount").isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
