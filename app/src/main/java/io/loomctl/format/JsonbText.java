package io.loomctl.format;

import io.loomctl.snapshot.CopyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values of type jsonb on their way out. The server's text of one is JSON already, and stands in
 * the document as it is. The few that could not be read back like this are wrapped: an object with
 * the one member {@code $jsonb}, whose value is the text as a string. These are
 *
 * <ul>
 *   <li>{@code null}, which would be taken for SQL's NULL,
 *   <li>an object whose first member is called {@code $jsonb}, which would be taken for a wrapping,
 *   <li>a value that is nested more deeply, or has longer names, than readers of JSON may take.
 * </ul>
 */
final class JsonbText {

  static final String WRAPPED = "$jsonb";

  /** With what is around a value, this stays below jq's limit of 256. */
  static final int DEEPEST = 200;

  /** In bytes. */
  static final int LONGEST_NAME = 250;

  private static final byte[] LOOKS_WRAPPED = JsonStream.bytes("{\"" + WRAPPED + "\"");
  private static final byte[] WRAPPING = JsonStream.bytes("{\"" + WRAPPED + "\":");
  private static final byte[] WRAPPING_END = JsonStream.bytes("}");

  private byte[] plain = new byte[1 << 10];

  /** Writes a value of COPY text that is not NULL. */
  void write(byte[] copy, int from, int to, JsonStream out) throws IOException {
    boolean escaped = false;
    for (int at = from; at < to && !escaped; at++) {
      escaped = copy[at] == '\\';
    }
    byte[] text = escaped ? plain(to - from) : copy;
    int start = escaped ? 0 : from;
    int end = escaped ? CopyText.decode(copy, from, to, plain) : to;
    if (standsAsItIs(text, start, end)) {
      out.json(text, start, end);
    } else {
      out.json(WRAPPING);
      out.string(copy, from, to);
      out.json(WRAPPING_END);
    }
  }

  private byte[] plain(int length) {
    if (plain.length < length) {
      plain = new byte[length];
    }
    return plain;
  }

  private static boolean standsAsItIs(byte[] text, int from, int to) {
    int start = Math.min(to, from + LOOKS_WRAPPED.length);
    if (from == to || Arrays.equals(text, from, start, LOOKS_WRAPPED, 0, LOOKS_WRAPPED.length)) {
      return false;
    }
    return switch (text[from]) {
      case '{', '[', '"' -> isOneValue(text, from, to);
      case 't', 'f' -> isTruth(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
      default -> ValueForm.isNumeral(text, from, to);
    };
  }

  private static boolean isTruth(String text) {
    return text.equals("true") || text.equals("false");
  }

  /** Whether an object, array or string ends where the text does, and has nothing too large. */
  private static boolean isOneValue(byte[] text, int from, int to) {
    int depth = 0;
    for (int at = from; at < to; at++) {
      switch (text[at]) {
        case '"' -> {
          int end = endOfString(text, at, to);
          if (end - at - 1 > LONGEST_NAME && end + 1 < to && text[end + 1] == ':') {
            return false;
          }
          at = end;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {
          // Whatever else there is, the server has put it in its place.
        }
      }
      if (depth == 0 || depth > DEEPEST) {
        return depth == 0 && at == to - 1;
      }
    }
    return false;
  }

  private static int endOfString(byte[] text, int from, int to) {
    int at = from + 1;
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at;
  }
}
