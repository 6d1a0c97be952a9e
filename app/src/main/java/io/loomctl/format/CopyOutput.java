package io.loomctl.format;

import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One row of COPY text on its way from a document into a snapshot, in an array that is used again
 * for the next. A value that is written as characters comes out in UTF-8 with the escapes of COPY.
 */
final class CopyOutput extends Writer {

  private static final int ASCII = 0x80;
  private static final int PIECE = 1 << 12;

  /** No character takes more: a control character in a string in jsonb. */
  private static final int LONGEST = 7;

  private static final byte[][] TEXT = new byte[ASCII][];
  private static final byte[][] JSON = new byte[ASCII][];

  static {
    // As CopyAttributeOutText in PostgreSQL's copyto.c.
    String letters = "bfnrtv";
    String meant = "\b\f\n\r\t\u000b";
    for (int i = 0; i < letters.length(); i++) {
      TEXT[meant.charAt(i)] = bytes("\\" + letters.charAt(i));
    }
    TEXT['\\'] = bytes("\\\\");
    // As escape_json in its json.c, each backslash twice because COPY escapes it.
    for (int control = 0; control < ' '; control++) {
      JSON[control] = bytes(String.format("\\\\u%04x", control));
    }
    for (int i = 0; i < letters.indexOf('v'); i++) {
      JSON[meant.charAt(i)] = bytes("\\\\" + letters.charAt(i));
    }
    JSON['"'] = bytes("\\\\\"");
    JSON['\\'] = bytes("\\\\\\\\");
  }

  private final char[] piece = new char[PIECE];
  private byte[] bytes = new byte[PIECE];
  private int length;
  private byte[][] escapes = TEXT;
  private char high;

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What was written since {@link #clear}, in the array's first bytes. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** What characters are from now on: a text, or what is inside of a string in jsonb. */
  void escapeForJson(boolean json) {
    escapes = json ? JSON : TEXT;
  }

  /** Writes a byte as it is. */
  void raw(int one) {
    reserve(1);
    bytes[length++] = (byte) one;
  }

  /** Writes bytes as they are. */
  void raw(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /** Replaces the last byte. */
  void last(int one) {
    bytes[length - 1] = (byte) one;
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      long twice = Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) twice));
    }
  }

  @Override
  public void write(String text) throws CharacterCodingException {
    write(text, 0, text.length());
  }

  @Override
  public void write(String text, int from, int count) throws CharacterCodingException {
    for (int at = from; at < from + count; at += PIECE) {
      int end = Math.min(from + count, at + PIECE);
      text.getChars(at, end, piece, 0);
      encode(piece, 0, end - at);
    }
  }

  @Override
  public void write(char[] characters, int from, int count) throws CharacterCodingException {
    for (int at = from; at < from + count; at += PIECE) {
      encode(characters, at, Math.min(from + count, at + PIECE));
    }
  }

  private void encode(char[] characters, int from, int to) throws CharacterCodingException {
    reserve(LONGEST * (to - from));
    byte[][] special = escapes;
    for (int at = from; at < to; at++) {
      char next = characters[at];
      if (next < ASCII && high == 0) {
        byte[] escape = special[next];
        if (escape == null) {
          bytes[length++] = (byte) next;
        } else {
          raw(escape, 0, escape.length);
        }
      } else {
        beyondAscii(next);
      }
    }
  }

  private void beyondAscii(char next) throws CharacterCodingException {
    if (Character.isLowSurrogate(next) != (high != 0)) {
      throw new MalformedInputException(1);
    }
    if (high != 0) {
      int point = Character.toCodePoint(high, next);
      high = 0;
      bytes[length++] = (byte) (0xf0 | (point >> 18));
      continuation(point >> 12);
      continuation(point >> 6);
      continuation(point);
    } else if (Character.isHighSurrogate(next)) {
      high = next;
    } else if (next < 0x800) {
      bytes[length++] = (byte) (0xc0 | (next >> 6));
      continuation(next);
    } else {
      bytes[length++] = (byte) (0xe0 | (next >> 12));
      continuation(next >> 6);
      continuation(next);
    }
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (ASCII | (bits & 0x3f));
  }

  /**
   * Ends a value.
   *
   * @throws CharacterCodingException when it ends within a character
   */
  @Override
  public void flush() throws CharacterCodingException {
    if (high != 0) {
      throw new MalformedInputException(1);
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
