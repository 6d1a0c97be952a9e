package io.loomctl;

import io.loomctl.cli.Loomctl;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process: its streams, its arguments, its exit code. */
public final class Main {

  private static final int BUFFER = 1 << 13;

  private Main() {}

  public static void main(String[] args) {
    boolean[] terminals = {isTerminal("out"), isTerminal("err")};
    System.exit(
        Loomctl.run(
            stream(FileDescriptor.out, terminals[0]),
            stream(FileDescriptor.err, true),
            terminals,
            System.getenv(),
            args));
  }

  /** The launcher knows; Java itself cannot tell one stream from the other. */
  private static boolean isTerminal(String stream) {
    return Boolean.getBoolean("loomctl.terminal." + stream);
  }

  /** UTF-8 whatever the locale: a snapshot on standard output is the same everywhere. */
  private static PrintStream stream(FileDescriptor descriptor, boolean flush) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        flush,
        StandardCharsets.UTF_8);
  }
}
