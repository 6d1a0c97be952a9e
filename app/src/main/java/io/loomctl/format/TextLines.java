package io.loomctl.format;

import io.loomctl.snapshot.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text of which a line, or a few, are there at a time. */
final class TextLines {

  private static final int BUFFER = 1 << 18;

  /** PostgreSQL takes no longer statement, and a row is in memory a few times. */
  static final long LONGEST = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

  private final InputStream in;
  private final long longest;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private int limit;
  private long read;

  /**
   * Lines that nothing was read of yet.
   *
   * @param longest how many bytes those may have that are there at a time
   */
  TextLines(InputStream in, long longest) {
    this.in = in;
    this.longest = longest;
  }

  /** How many lines were read. */
  long read() {
    return read;
  }

  /**
   * Goes to the next line.
   *
   * @return false when there is none
   * @throws MalformedException when the last one does not end
   */
  boolean next() throws IOException, MalformedException {
    return next(1);
  }

  /** Goes to the next lines, which are taken as one. */
  boolean next(int lines) throws IOException, MalformedException {
    start = end;
    int ended = 0;
    for (int at = start; ended < lines; at++) {
      if (at == limit) {
        int passed = at - start;
        if (!fill()) {
          return false;
        }
        at = start + passed;
      }
      ended += buffer[at] == '\n' ? 1 : 0;
      end = at + 1;
    }
    read += lines;
    return true;
  }

  /** Reads more behind what is there. False: there is no more, and no line was begun. */
  private boolean fill() throws IOException, MalformedException {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    limit -= start;
    end -= start;
    start = 0;
    if (limit == buffer.length) {
      if (2L * limit > longest) {
        throw new MalformedException(
            "line " + (read + 1) + " is longer than " + limit + " bytes",
            "give loomctl more memory, as with JAVA_TOOL_OPTIONS=-Xmx8g, if you trust the file");
      }
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(count, 0);
    if (count < 0 && limit > 0) {
      throw new MalformedException("the file is cut off");
    }
    return count >= 0;
  }

  /** What {@link #start} and {@link #end} count in. */
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** After the line end. */
  int end() {
    return end;
  }

  /** Whether the line is this one; it has its line end. */
  boolean is(byte[] line) {
    return Arrays.equals(buffer, start, end, line, 0, line.length);
  }

  /** The line with its line end. */
  String text() throws MalformedException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("line " + read + " is not in UTF-8");
    }
  }
}
