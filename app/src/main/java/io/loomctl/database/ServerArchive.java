package io.loomctl.database;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks a {@code .txz} of server binaries. The archives hold files, folders and symbolic links
 * with names of up to 100 bytes in the ustar format (POSIX.1-1988) and nothing else; anything else
 * is refused.
 */
final class ServerArchive {

  private static final int BLOCK = 512;

  private ServerArchive() {}

  static void unpack(InputStream archive, Path folder) throws IOException {
    try (XZInputStream tar = new XZInputStream(archive)) {
      byte[] header = tar.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        unpackEntry(header, tar, folder);
        header = tar.readNBytes(BLOCK);
      }
    }
  }

  private static void unpackEntry(byte[] header, InputStream tar, Path folder) throws IOException {
    String name = text(header, 0, 100);
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("unexpected path in the archive: " + name);
    }
    switch (header[156]) {
      case '5' -> Files.createDirectories(target);
      case '2' -> Files.createSymbolicLink(target, Path.of(text(header, 157, 100)));
      case '0' -> {
        Files.createDirectories(target.resolveSibling(""));
        writeFile(target, tar, number(header, 124, 12));
        if ((number(header, 100, 8) & 0111) != 0) {
          makeExecutable(target);
        }
      }
      default -> throw new IOException("unexpected kind of entry in the archive: " + name);
    }
  }

  private static void writeFile(Path target, InputStream tar, int size) throws IOException {
    byte[] content = tar.readNBytes(size);
    if (content.length < size) {
      throw new EOFException("the archive ends too soon");
    }
    Files.write(target, content);
    tar.skipNBytes(Math.floorMod(-size, BLOCK));
  }

  private static void makeExecutable(Path target) throws IOException {
    if (!target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  private static int number(byte[] header, int from, int length) {
    return Integer.parseInt(text(header, from, length).strip(), 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(header, from, end), StandardCharsets.UTF_8);
  }
}
