package io.loomctl.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is being written under a temporary name in the folder where it will live. It holds a
 * lock on itself, so that a later run can tell a draft that is still being written from one that a
 * killed process left behind. Closing a draft that was not moved away deletes it.
 */
public final class Draft implements AutoCloseable {

  private static final String PREFIX = ".loomctl-";
  private static final String SUFFIX = ".tmp";

  /** Beyond any content: where locks are mandatory (Windows), locked content cannot be read. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path path;
  private final FileChannel channel;

  private Draft(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Starts a draft, and removes those that killed processes left in the same folder. */
  public static Draft create(Path folder) throws IOException {
    Files.createDirectories(folder);
    removeAbandoned(folder);
    Path path = folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock(LOCKED_BYTE, 1, false);
      return new Draft(path, channel);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static void removeAbandoned(Path folder) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path draft : drafts) {
        if (isAbandoned(draft)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  private static boolean isAbandoned(Path draft) throws IOException {
    // A draft is locked right after it was created; one that young is left alone.
    if (System.currentTimeMillis() - draft.toFile().lastModified() < 1000) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false)) {
      return lock != null;
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      return false;
    }
  }

  public Path path() {
    return path;
  }

  /** Where the content goes; it need not be closed. */
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** Makes the content durable, then lets it appear whole under its final name. */
  public void moveTo(Path target) throws IOException {
    channel.force(true);
    channel.close();
    AtomicFiles.move(path, target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
