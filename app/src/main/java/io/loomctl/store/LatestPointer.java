package io.loomctl.store;

import io.loomctl.format.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code latest.sql}, or {@code latest} with the suffix that the newest version has: a relative
 * symbolic link to it, for people and psql. Where the file system has no links, a file with one
 * line, the name of the newest version. loomctl itself goes by version numbers and never follows
 * it.
 */
public final class LatestPointer {

  /** What it is called for a version in plain SQL. */
  static final String NAME = "latest.sql";

  private static final Pattern NAMES = Pattern.compile("latest(" + Packing.SUFFIXES + ")");
  private static final Pattern LINE = Pattern.compile("[\\w.-]+" + Packing.SUFFIXES);
  private static final int LONGEST = 1024;

  private LatestPointer() {}

  /** Whether a file has the name of a pointer. */
  public static boolean isNamedLikeOne(Path file) {
    return NAMES.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** Lets the folder's only pointer lead to a version. */
  static void set(Path folder, String file) throws IOException {
    Matcher version = StoreReader.FILE.matcher(file);
    String suffix = version.matches() ? version.group(3) : ".sql";
    Path pointer = folder.resolve("latest" + suffix);
    Path target = Path.of(file);
    if (!Files.isSymbolicLink(pointer) || !Files.readSymbolicLink(pointer).equals(target)) {
      link(pointer, target);
    }
    for (Path other : all(folder)) {
      if (!other.equals(pointer) && leadsTo(other).isPresent()) {
        Files.delete(other);
      }
    }
  }

  private static void link(Path pointer, Path target) throws IOException {
    Path link = pointer.resolveSibling(".loomctl-" + UUID.randomUUID() + ".tmp");
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      AtomicFiles.write(pointer, (target + "\n").getBytes(StandardCharsets.UTF_8));
      return;
    }
    Files.move(link, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> all(Path folder) throws IOException {
    List<Path> pointers = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(folder, LatestPointer::isNamedLikeOne)) {
        entries.forEach(pointers::add);
      }
    }
    Collections.sort(pointers);
    return pointers;
  }

  /** The pointer, or what is in its place. */
  static Optional<Path> find(Path folder) throws IOException {
    return all(folder).stream().findFirst();
  }

  /**
   * The name that the pointer gives; nothing for a file or folder that is no pointer. Git writes
   * the one-line form without a line end where it cannot make links.
   */
  static Optional<String> target(Path folder) throws IOException {
    Optional<Path> pointer = find(folder);
    return pointer.isEmpty() ? Optional.empty() : leadsTo(pointer.get());
  }

  private static Optional<String> leadsTo(Path pointer) throws IOException {
    if (Files.isSymbolicLink(pointer)) {
      return Optional.of(Files.readSymbolicLink(pointer).toString().replace('\\', '/'));
    }
    if (!Files.isRegularFile(pointer) || Files.size(pointer) > LONGEST) {
      return Optional.empty();
    }
    String text = Files.readString(pointer, StandardCharsets.ISO_8859_1).strip();
    return Optional.of(text).filter(line -> LINE.matcher(line).matches());
  }

  /**
   * Puts the pointer right; a file in its place that is no pointer is left alone.
   *
   * @param newest nothing when there is no version to point to
   * @return whether anything was changed
   */
  static boolean repair(Path folder, Optional<String> newest) throws IOException {
    Optional<Path> pointer = find(folder);
    Optional<String> target = target(folder);
    boolean foreign = pointer.isPresent() && target.isEmpty();
    if (foreign || target.equals(newest)) {
      return false;
    }
    if (newest.isPresent()) {
      set(folder, newest.get());
    } else {
      Files.delete(pointer.orElseThrow());
    }
    return true;
  }
}
