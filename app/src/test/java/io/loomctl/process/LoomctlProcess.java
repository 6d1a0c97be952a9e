package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The finished jar, running as a process of its own. Its streams go to files, so that it never
 * waits for the test, unless it is started with a pipe for standard output.
 */
final class LoomctlProcess implements AutoCloseable {

  /** What a process left behind. */
  record Run(int exit, String out, String err) {

    /** This run, if it was one without a failure. */
    Run succeeded() {
      assertThat(exit).as(toString()).isZero();
      return this;
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  /**
   * How to start it.
   *
   * @param folder its working folder; {@code config/loomctl.yaml} is looked for there
   * @param out where standard output goes instead of to a file of its own
   */
  record Setup(
      Path folder,
      Path java,
      List<String> options,
      Map<String, String> environment,
      ProcessBuilder.Redirect out) {

    Setup java(Path other) {
      return new Setup(folder, other, options, environment, out);
    }

    Setup options(String... more) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of(more));
      return new Setup(folder, java, all, environment, out);
    }

    Setup environment(String name, String value) {
      Map<String, String> all = new TreeMap<>(environment);
      all.put(name, value);
      return new Setup(folder, java, options, all, out);
    }

    Setup out(ProcessBuilder.Redirect other) {
      return new Setup(folder, java, options, environment, other);
    }

    LoomctlProcess start(String... args) {
      return LoomctlProcess.start(this, args);
    }

    Run run(String... args) {
      try (LoomctlProcess process = start(args)) {
        return process.await();
      }
    }
  }

  private static final Path JAR = Path.of("target", "loomctl.jar").toAbsolutePath();

  /** Almost half of the processor time of such short runs goes into compiling and collecting. */
  private static final List<String> QUICK_START =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Longer than anything takes: what is still running then, hangs. */
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private LoomctlProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Setup in(Path folder) {
    return new Setup(
        folder,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        QUICK_START,
        Map.of(),
        ProcessBuilder.Redirect.DISCARD);
  }

  private static LoomctlProcess start(Setup setup, String... args) {
    List<String> command = new ArrayList<>(List.of(setup.java.toString()));
    command.addAll(setup.options);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(args));
    try {
      Path streams = Files.createDirectories(setup.folder.resolve("streams"));
      Path out = Files.createTempFile(streams, "out", ".txt");
      Path err = Files.createTempFile(streams, "err", ".txt");
      boolean toFile = setup.out.equals(ProcessBuilder.Redirect.DISCARD);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(setup.folder.toFile())
              .redirectOutput(toFile ? ProcessBuilder.Redirect.to(out.toFile()) : setup.out)
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(LoomctlProcess::changesBehaviour);
      builder.environment().putAll(setup.environment);
      return new LoomctlProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the developer's own environment would change; the JVM tells when it picks options up. */
  private static boolean changesBehaviour(String variable) {
    return variable.startsWith("PG")
        || variable.startsWith("LOOMCTL_")
        || variable.endsWith("JAVA_OPTIONS")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Standard output, if it was started with a pipe. */
  InputStream out() {
    return process.getInputStream();
  }

  /** What it has written to standard error until now. */
  String err() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end. */
  Run await() {
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("loomctl hangs; standard error: " + err()).isTrue();
      return new Run(process.exitValue(), Files.readString(out), err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Does nothing to a process that has ended. */
  void signal(Signal signal) {
    try {
      Process sender =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      boolean sent = sender.waitFor() == 0;
      assertThat(sent || !isAlive()).as("kill -" + signal).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What a process can be told, with its number on Linux. */
  enum Signal {
    INT(2),
    TERM(15),
    STOP(19),
    CONT(18);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    /** The exit code of a process that ended because of it. */
    int exit() {
      return 128 + number;
    }

    /** Skips the test where children inherit that the signal is ignored, as under nohup. */
    void assumeDelivered() {
      try {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
          String ignored =
              Files.readAllLines(status).stream()
                  .filter(line -> line.startsWith("SigIgn:"))
                  .map(line -> line.substring("SigIgn:".length()).strip())
                  .findFirst()
                  .orElse("0");
          assumeThat(new BigInteger(ignored, 16).testBit(number - 1))
              .as("SIG" + this + " is ignored in this session, so processes started here ignore it")
              .isFalse();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
