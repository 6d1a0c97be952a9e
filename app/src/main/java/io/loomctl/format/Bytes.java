package io.loomctl.format;

import java.io.ByteArrayOutputStream;

/** Bytes that are used again and again: they are read where they are. */
final class Bytes extends ByteArrayOutputStream {

  byte[] array() {
    return buf;
  }

  boolean same(byte[] other, int from, int to) {
    return java.util.Arrays.equals(buf, 0, count, other, from, to);
  }
}
