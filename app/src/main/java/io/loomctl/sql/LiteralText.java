package io.loomctl.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * String literals as bytes of UTF-8, each on one line: {@link Sql#literal} for values that stream
 * by, with what would break the line or a terminal escaped. There is one literal for each value.
 */
public final class LiteralText {

  private static final int LAST_CONTROL = 0x1f;
  private static final int DELETE = 0x7f;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private LiteralText() {}

  /** Writes the literal of a value. */
  public static void write(byte[] value, int from, int to, ByteArrayOutputStream out) {
    boolean escapes = false;
    for (int at = from; at < to && !escapes; at++) {
      escapes = isEscaped(value[at]);
    }
    if (escapes) {
      out.write('E');
    }
    out.write('\'');
    int copied = from;
    for (int at = from; at < to; at++) {
      if (value[at] == '\'' || (escapes && isEscaped(value[at]))) {
        out.write(value, copied, at - copied);
        escape(value[at], out);
        copied = at + 1;
      }
    }
    out.write(value, copied, to - copied);
    out.write('\'');
  }

  private static boolean isEscaped(byte b) {
    return b == '\\' || (b >= 0 && b <= LAST_CONTROL) || b == DELETE;
  }

  /** See "String Constants with C-Style Escapes" in PostgreSQL's manual. */
  private static void escape(byte b, ByteArrayOutputStream out) {
    if (b == '\'') {
      out.write('\'');
      out.write('\'');
      return;
    }
    out.write('\\');
    switch (b) {
      case '\\' -> out.write('\\');
      case '\b' -> out.write('b');
      case '\f' -> out.write('f');
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      default -> {
        out.write('x');
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 0xf]);
      }
    }
  }

  /**
   * Reads a literal and writes its value.
   *
   * @return where the text goes on behind it; -1 when none that {@link #write} makes is there
   */
  public static int read(byte[] text, int from, int to, ByteArrayOutputStream out) {
    boolean escapes = from < to && text[from] == 'E';
    int at = escapes ? from + 1 : from;
    if (at >= to || text[at++] != '\'') {
      return -1;
    }
    int copied = at;
    while (at < to) {
      boolean quote = text[at] == '\'';
      if (quote || (escapes && text[at] == '\\')) {
        out.write(text, copied, at - copied);
        if (quote && (at + 1 == to || text[at + 1] != '\'')) {
          return at + 1;
        }
        at = quote ? quote(at, out) : unescape(text, at, to, out);
        if (at < 0) {
          return -1;
        }
        copied = at;
      } else {
        at++;
      }
    }
    return -1;
  }

  private static int quote(int at, ByteArrayOutputStream out) {
    out.write('\'');
    return at + 2;
  }

  private static int unescape(byte[] text, int at, int to, ByteArrayOutputStream out) {
    if (at + 1 == to) {
      return -1;
    }
    int plain =
        switch (text[at + 1]) {
          case '\\' -> '\\';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'x' -> at + 3 < to ? hex(text[at + 2], text[at + 3]) : -1;
          default -> -1;
        };
    if (plain <= 0) {
      return -1;
    }
    out.write(plain);
    return text[at + 1] == 'x' ? at + 4 : at + 2;
  }

  private static int hex(byte high, byte low) {
    int first = Arrays.binarySearch(HEX, high);
    int second = Arrays.binarySearch(HEX, low);
    return first < 0 || second < 0 ? -1 : first << 4 | second;
  }
}
