package io.loomctl.cli;

import io.loomctl.progress.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress on standard error: on a terminal one line that changes in place, elsewhere a line a
 * table.
 */
final class ConsoleProgress implements ProgressListener, AutoCloseable {

  private static final int BAR = 20;
  private static final long REDRAW_NANOS = 80_000_000;

  private final PrintStream err;
  private final boolean terminal;
  private final int width;
  private String table = "";
  private long expected;
  private long tableStarted;
  private long drawn;
  private boolean lineOpen;

  ConsoleProgress(Console console) {
    this.err = console.err();
    this.terminal = console.errTerminal();
    this.width = console.width();
  }

  @Override
  public synchronized void note(String message) {
    clear();
    err.println(TerminalText.ofLines(message));
  }

  @Override
  public synchronized void tableStarted(String name, long expectedRows) {
    table = name;
    expected = expectedRows;
    tableStarted = System.nanoTime();
  }

  @Override
  public synchronized void tableAdvanced(String name, long rows) {
    long now = System.nanoTime();
    if (terminal && name.equals(table) && now - drawn > REDRAW_NANOS) {
      drawn = now;
      double rate = rows / ((now - tableStarted) / 1e9);
      String line =
          TerminalText.of(name)
              + "  "
              + bar(rows)
              + Numbers.count(rows)
              + " rows, "
              + Numbers.count((long) rate)
              + "/s";
      clear();
      err.print(line.length() < width ? line : line.substring(0, width - 1));
      err.flush();
      lineOpen = true;
    }
  }

  @Override
  public synchronized void step(String what) {
    if (terminal) {
      clear();
      err.print(what.length() < width ? what : what.substring(0, width - 1));
      err.flush();
      lineOpen = true;
    }
  }

  private String bar(long rows) {
    if (expected <= 0 || rows > expected) {
      return "";
    }
    int full = (int) (BAR * rows / expected);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  ",
        "#".repeat(full),
        ".".repeat(BAR - full),
        100 * rows / expected);
  }

  @Override
  public synchronized void tableFinished(String name, long rows) {
    if (!terminal) {
      err.println(TerminalText.of(name) + "  " + Numbers.count(rows, "row"));
    }
  }

  private void clear() {
    if (lineOpen) {
      err.print("\r\u001b[K");
      lineOpen = false;
    }
  }

  @Override
  public synchronized void close() {
    clear();
    err.flush();
  }
}
