package io.loomctl.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Temporary files that have no name any more when they are written to, so that a killed process
 * leaves none behind. Only their user can open them, and they are gone when they are closed.
 */
public final class UnnamedFile {

  private UnnamedFile() {}

  /**
   * Creates a file in the folder for temporary ones.
   *
   * @param prefix what its name begins with as long as it has one
   */
  public static FileChannel create(String prefix, String suffix) throws IOException {
    return open(Files.createTempFile(prefix, suffix));
  }

  /** Takes the name from a file that was just created. */
  public static FileChannel open(Path created) throws IOException {
    return FileChannel.open(
        created,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
