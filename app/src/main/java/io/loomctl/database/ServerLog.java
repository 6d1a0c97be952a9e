package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the embedded server and its programs said since the last start. */
record ServerLog(Path file, List<String> lines) {

  static final String ROOT =
      "PostgreSQL does not run as root, and \"unshare -U\" is not possible here: run loomctl as an"
          + " ordinary user";

  private static final int DETAILS = 4;

  /** {@code 2026-01-31 12:00:00.000 UTC [4711] } */
  private static final Pattern PREFIX = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d [^\\[]*\\[\\d+] ");

  private static final Pattern WORTH_TELLING =
      Pattern.compile("FATAL|PANIC|ERROR|DETAIL|error:|could not|cannot|failed|No space");

  static ServerLog read(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    return new ServerLog(
        file, text.lines().map(line -> PREFIX.matcher(line).replaceFirst("").strip()).toList());
  }

  /** Somebody took the port, or processes of a killed server are about to notice its death. */
  boolean isPassing() {
    return says("could not bind") || says("pre-existing shared memory");
  }

  DatabaseException failure(String what) {
    Problem problem = Problem.of("the embedded PostgreSQL " + what).hint(hint());
    List<String> telling =
        lines.stream().filter(line -> WORTH_TELLING.matcher(line).find()).distinct().toList();
    for (String line : telling.subList(Math.max(0, telling.size() - DETAILS), telling.size())) {
      problem = problem.detail(line);
    }
    return new DatabaseException(problem);
  }

  private String hint() {
    if (says("unshare") || says("cannot be run as root") || says("cannot be run by root")) {
      return ROOT;
    }
    if (says("No space left")) {
      return "the disk is full: make room and run the command again";
    }
    if (says("Permission denied")) {
      return "loomctl needs to read and write " + file.getParent();
    }
    return "all that the server said is in "
        + file
        + "; to start afresh delete "
        + file.getParent();
  }

  private boolean says(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }
}
