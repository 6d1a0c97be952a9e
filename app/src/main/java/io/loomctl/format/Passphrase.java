package io.loomctl.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A passphrase for files. It shows itself nowhere: neither in messages nor in a debugger's text.
 */
public final class Passphrase {

  private final byte[] utf8;

  private Passphrase(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Of text as it was typed, which is wiped. */
  public static Passphrase of(char[] text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    Arrays.fill(text, '\0');
    return new Passphrase(utf8);
  }

  /** Of bytes as they were read. */
  public static Passphrase of(byte[] utf8) {
    return new Passphrase(utf8.clone());
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public String toString() {
    return "a passphrase";
  }
}
