package io.loomctl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream that fails when it cannot write, as when the reader of a pipe has gone. */
final class CheckedStream extends OutputStream {

  private final PrintStream out;

  CheckedStream(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] content, int from, int length) throws IOException {
    out.write(content, from, length);
    if (out.checkError()) {
      throw new IOException("whoever read it has stopped");
    }
  }
}
