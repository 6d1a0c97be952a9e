package io.loomctl.format;

import io.loomctl.snapshot.Json;
import io.loomctl.snapshot.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * A tar whose files are known before they are read: the next entry is the plain file that is asked
 * for, or it is refused. So no name of an archive leads anywhere, and none of the extensions by
 * which an entry can be something else than its header says is understood.
 */
final class TarInput {

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  /** Programs fill up to a few of what they call records; nobody needs more. */
  private static final int MOST_FILLING = 1 << 20;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private String entry = "";
  private long left;
  private int filling;

  TarInput(InputStream in) {
    this.in = in;
  }

  /** Whether a file's first bytes are those of a tar. */
  static boolean isTar(byte[] start) {
    byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
    return start.length >= MAGIC + magic.length
        && Arrays.equals(start, MAGIC, MAGIC + magic.length, magic, 0, magic.length);
  }

  /**
   * Goes to the next entry.
   *
   * @param name which it has to be, in ASCII
   * @return its size
   */
  long next(String name) throws IOException, MalformedException {
    finish();
    if (!fill() || isZero(block, 0, BLOCK)) {
      throw new MalformedException("the bundle ends before " + name);
    }
    long size = size(name);
    String found =
        Json.line(Json.MAPPER.getNodeFactory().textNode(TarUtils.parseName(block, 0, NAME)));
    if (!isPlain(block[TYPE])) {
      throw new MalformedException(
          "the bundle's entry " + found + " is " + kind(block[TYPE]) + ", not a plain file");
    }
    if (!isNamed(name)) {
      throw new MalformedException(
          "the bundle has an entry " + found + " where " + name + " should be");
    }
    entry = name;
    left = size;
    filling = (int) ((BLOCK - left % BLOCK) % BLOCK);
    return left;
  }

  /** The same, whose size is known, too. */
  void next(String name, long size) throws IOException, MalformedException {
    long found = next(name);
    if (found != size) {
      throw new MalformedException(
          "the bundle's entry " + name + " has " + found + " bytes, not " + size);
    }
  }

  /** The size that a header has, if it is a header. */
  private long size(String name) throws MalformedException {
    try {
      long size = TarUtils.parseOctalOrBinary(block, SIZE, SIZE_LENGTH);
      if (isTar(block) && TarUtils.verifyCheckSum(block) && size >= 0) {
        return size;
      }
    } catch (IllegalArgumentException e) {
      // Said below: it is no number, or none of 64 bits.
    }
    throw new MalformedException(
        "the bundle is damaged where the header of " + name + " should be");
  }

  private boolean isNamed(String name) {
    byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), NAME);
    return Arrays.equals(block, 0, NAME, bytes, 0, NAME) && isZero(block, PREFIX, BLOCK);
  }

  private static boolean isPlain(byte type) {
    return type == '0' || type == 0;
  }

  private static String kind(byte type) {
    return switch (type) {
      case '1' -> "a hard link";
      case '2' -> "a symbolic link";
      case '3', '4' -> "a device";
      case '5' -> "a folder";
      case '6' -> "a pipe";
      case 'x', 'X', 'g' -> "an extended header";
      case 'L', 'K' -> "a long name";
      case 'S' -> "a sparse file";
      default -> "something unknown";
    };
  }

  /**
   * Reads bytes of the entry.
   *
   * @return how many; -1 behind the last one
   */
  int read(byte[] into) throws IOException, MalformedException {
    if (left == 0) {
      return -1;
    }
    int read = in.read(into, 0, (int) Math.min(into.length, left));
    if (read < 0) {
      throw new MalformedException("the bundle is cut off in its entry " + entry);
    }
    left -= read;
    return read;
  }

  /** Reads what has to follow the last entry: nothing. */
  void end() throws IOException, MalformedException {
    finish();
    for (int blocks = 0; fill(); blocks++) {
      if (!isZero(block, 0, BLOCK) || blocks * BLOCK > MOST_FILLING) {
        throw new MalformedException("the bundle goes on behind its last entry " + entry);
      }
      filling = blocks + 1;
    }
    if (filling < 2) {
      throw new MalformedException("the bundle is cut off behind its last entry " + entry);
    }
  }

  /** Passes over what fills the entry's last block. */
  private void finish() throws IOException, MalformedException {
    if (left > 0) {
      throw new IllegalStateException("the entry " + entry + " was not read");
    }
    byte[] zeros = in.readNBytes(filling);
    if (zeros.length < filling || !isZero(zeros, 0, filling)) {
      throw new MalformedException("the bundle is damaged behind its entry " + entry);
    }
    filling = 0;
  }

  /** Reads a block; false at the end. */
  private boolean fill() throws IOException, MalformedException {
    int read = in.readNBytes(block, 0, BLOCK);
    if (read > 0 && read < BLOCK) {
      throw new MalformedException("the bundle is cut off");
    }
    return read == BLOCK;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] != 0) {
        return false;
      }
    }
    return true;
  }
}
