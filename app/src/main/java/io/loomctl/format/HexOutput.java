package io.loomctl.format;

import java.io.OutputStream;

/** Takes bytes, and writes them as COPY writes a value of type bytea. */
final class HexOutput extends OutputStream {

  private static final String DIGITS = "0123456789abcdef";

  private final CopyOutput out;

  HexOutput(CopyOutput out) {
    this.out = out;
  }

  /** What comes before the first byte. */
  void begin() {
    out.raw('\\');
    out.raw('\\');
    out.raw('x');
  }

  @Override
  public void write(int one) {
    out.raw(DIGITS.charAt(one >> 4 & 0xf));
    out.raw(DIGITS.charAt(one & 0xf));
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    for (int at = from; at < from + length; at++) {
      write(bytes[at]);
    }
  }
}
