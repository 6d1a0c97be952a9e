package io.loomctl.store;

import io.loomctl.snapshot.Content;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.UnnamedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written under a temporary name in the folder where it will live. A second
 * file beside it is locked as long as it is being written, so that a later run can tell a draft
 * that a killed process left behind from one that is still in use. (Not the draft itself is locked:
 * on POSIX a process loses its lock on a file when it closes any other handle of that file.)
 * Closing a draft that was not moved away deletes it.
 */
public final class Draft implements AutoCloseable {

  private static final String PREFIX = ".loomctl-";
  private static final String SUFFIX = ".tmp";
  private static final String LOCK_SUFFIX = ".lock";

  /** A lock file is locked right after it was created; what is that young is left alone. */
  private static final long YOUNG_MILLIS = 1000;

  /** Lock files of this process: a process does not exclude itself, and must not open them. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final @Nullable Path lockPath;
  private final FileChannel lock;

  private Draft(Path path, FileChannel channel, @Nullable Path lockPath, FileChannel lock) {
    this.path = path;
    this.channel = channel;
    this.lockPath = lockPath;
    this.lock = lock;
  }

  /**
   * Starts a draft that is never moved anywhere. It has no name any more when it is written to, so
   * that a killed process leaves none behind, and only its user can open it.
   *
   * @param folder on whose disk it takes space
   */
  public static Draft unnamed(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, PREFIX, SUFFIX);
    FileChannel channel = UnnamedFile.open(path);
    return new Draft(path, channel, null, channel);
  }

  /** Starts a draft, and removes those that killed processes left in the same folder. */
  public static Draft create(Path folder) throws IOException {
    Files.createDirectories(folder);
    removeAbandoned(folder);
    String name = PREFIX + UUID.randomUUID();
    Path lockPath = folder.resolve(name + LOCK_SUFFIX).toAbsolutePath();
    Path path = folder.resolve(name + SUFFIX);
    OWN.add(lockPath);
    FileChannel lock = newFile(lockPath);
    try {
      lock.lock();
      return new Draft(path, newFile(path), lockPath, lock);
    } catch (IOException e) {
      release(lockPath, lock);
      throw e;
    }
  }

  private static FileChannel newFile(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void release(Path lockPath, FileChannel lock) throws IOException {
    lock.close();
    Files.deleteIfExists(lockPath);
    OWN.remove(lockPath);
  }

  /** Whether a file goes by the name of a draft or of its lock. */
  static boolean isNamedLikeOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && (name.endsWith(SUFFIX) || name.endsWith(LOCK_SUFFIX));
  }

  private static void removeAbandoned(Path folder) throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(folder, PREFIX + "*{" + SUFFIX + "," + LOCK_SUFFIX + "}")) {
      for (Path draft : drafts) {
        if (isAbandoned(draft)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  /** Whether a killed process left the draft, or the lock of one, behind. */
  static boolean isAbandoned(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String stem = name.substring(0, name.lastIndexOf('.'));
    Path lockPath = file.resolveSibling(stem + LOCK_SUFFIX).toAbsolutePath();
    try {
      return !OWN.contains(lockPath)
          && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
          && !isYoung(file)
          && !isLocked(lockPath);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isYoung(Path file) throws IOException {
    long modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    return System.currentTimeMillis() - modified < YOUNG_MILLIS;
  }

  private static boolean isLocked(Path lockPath) throws IOException {
    if (!Files.exists(lockPath)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  public Path path() {
    return path;
  }

  /** Whether it has a name under which it can be moved. */
  boolean isNamed() {
    return lockPath != null;
  }

  /** A further draft of the same kind. */
  Draft another(Path folder) throws IOException {
    return isNamed() ? create(folder) : unnamed(Objects.requireNonNull(path.getParent()));
  }

  /** What was written, as bytes. */
  public Content.Source content() {
    return isNamed() ? Content.Source.of(path) : Content.Source.of(channel);
  }

  /** What was written, as a snapshot in SQL. */
  public SnapshotFile snapshot() throws IOException {
    return SnapshotFile.open(Origin.of(path), content());
  }

  /** Where the content goes; it need not be closed. */
  public DraftStream stream() {
    return new DraftStream(channel);
  }

  /** Makes the content durable, then lets it appear whole under its final name. */
  public void moveTo(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "it is a folder");
    }
    channel.force(true);
    channel.close();
    AtomicFiles.move(path, target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    if (lockPath != null) {
      release(lockPath, lock);
    }
  }
}
