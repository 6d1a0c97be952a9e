package io.loomctl.format;

import io.loomctl.snapshot.CopyText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON on its way out in large pieces. Values go from the bytes of COPY text to those of JSON
 * without becoming characters in between, which is most of what an export in JSON would wait for.
 */
final class JsonStream {

  private static final int BUFFER = 1 << 16;
  private static final byte[][] ESCAPES = new byte[256][];

  static {
    for (int control = 0; control < ' '; control++) {
      ESCAPES[control] = bytes(String.format("\\u%04x", control));
    }
    ESCAPES['\b'] = bytes("\\b");
    ESCAPES['\f'] = bytes("\\f");
    ESCAPES['\n'] = bytes("\\n");
    ESCAPES['\r'] = bytes("\\r");
    ESCAPES['\t'] = bytes("\\t");
    ESCAPES['"'] = bytes("\\\"");
    ESCAPES['\\'] = bytes("\\\\");
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int used;

  JsonStream(OutputStream out) {
    this.out = out;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes JSON as it is. */
  void json(String json) throws IOException {
    json(bytes(json));
  }

  void json(byte[] json) throws IOException {
    json(json, 0, json.length);
  }

  void json(byte[] json, int from, int to) throws IOException {
    int length = to - from;
    if (length > BUFFER - used) {
      flush();
      if (length > BUFFER) {
        out.write(json, from, length);
        return;
      }
    }
    System.arraycopy(json, from, buffer, used, length);
    used += length;
  }

  private void put(byte one) throws IOException {
    if (used == BUFFER) {
      flush();
    }
    buffer[used++] = one;
  }

  /** Writes a value of COPY text, which is not NULL, as a string. */
  void string(byte[] copy, int from, int to) throws IOException {
    put((byte) '"');
    int at = from;
    while (at < to) {
      int plain = at;
      while (plain < to && ESCAPES[copy[plain] & 0xff] == null) {
        plain++;
      }
      json(copy, at, plain);
      at = plain;
      if (at < to) {
        byte special = copy[at++];
        character(special == '\\' && at < to ? CopyText.unescaped(copy[at++]) : special);
      }
    }
    put((byte) '"');
  }

  private void character(byte one) throws IOException {
    byte[] escape = ESCAPES[one & 0xff];
    if (escape == null) {
      put(one);
    } else {
      json(escape);
    }
  }

  void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
