package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.util.List;

/**
 * Shows failures: the only place that turns one into text, JSON and an exit code.
 *
 * @param aftermath what the command has changed, said of failures that happen after it began
 */
record FailureReport(Console console, boolean json, boolean debug, Aftermath aftermath) {

  int show(LoomctlException failure) {
    ExitCode exit = ExitCode.of(failure);
    boolean unknown = failure instanceof DatabaseException lost && lost.mayHaveCommitted();
    show(exit, failure.problems(), unknown ? Aftermath.UNKNOWN : aftermath(exit));
    return finish(exit, failure);
  }

  /** Anything else that was thrown is our bug. */
  int showBug(Throwable bug) {
    Problem problem =
        bug instanceof OutOfMemoryError
            ? Problem.of("out of memory: one row, or the result, is larger than the JVM may use")
                .hint("give it more, for example LOOMCTL_JAVA_OPTS=-Xmx2g")
            : Problem.of("this is a bug in loomctl: " + bug)
                .hint("please report it with what \"--debug\" shows");
    show(ExitCode.BUG, List.of(problem), aftermath(ExitCode.BUG));
    return finish(ExitCode.BUG, bug);
  }

  private int finish(ExitCode exit, Throwable cause) {
    if (debug) {
      cause.printStackTrace(console.err());
    }
    return exit.code();
  }

  private void show(ExitCode exit, List<Problem> problems, Aftermath left) {
    if (json) {
      JsonOutput.print(console.out(), document(exit, problems, left));
      return;
    }
    if (exit == ExitCode.INTERRUPTED && console.errTerminal()) {
      // The terminal shows "^C" where the cursor is.
      console.err().print("\r\u001b[K");
    }
    for (int i = 0; i < problems.size(); i++) {
      boolean last = i == problems.size() - 1;
      showText(problems.get(i), last ? left.sentence() : "");
    }
  }

  /** A wrong command line or config is found before anything is done. */
  private Aftermath aftermath(ExitCode exit) {
    return switch (exit) {
      case SNAPSHOT, DATABASE, REFUSED, BUG, INTERRUPTED -> aftermath;
      case DONE, DIFFERENCES, USAGE, CONFIG -> Aftermath.UNSAID;
    };
  }

  private void showText(Problem problem, String remark) {
    console.err().println(coloured("31", "error: ") + TerminalText.ofLines(problem.toString()));
    problem.details().forEach(detail -> console.err().println("  " + TerminalText.ofLines(detail)));
    if (!remark.isEmpty()) {
      console.err().println(remark);
    }
    if (problem.hint() != null) {
      console.err().println(coloured("36", "hint: ") + TerminalText.ofLines(problem.hint()));
    }
  }

  private String coloured(String code, String text) {
    return console.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static ObjectNode document(ExitCode exit, List<Problem> problems, Aftermath left) {
    ObjectNode document = JsonOutput.object();
    ObjectNode error = document.putObject("error");
    error.put("kind", exit.kind());
    describe(error, problems.get(0));
    if (left != Aftermath.UNSAID) {
      error.put("changed", left.changed());
    }
    error.put("exit_code", exit.code());
    if (problems.size() > 1) {
      problems.forEach(problem -> describe(error.withArray("problems").addObject(), problem));
    }
    return document;
  }

  /** A problem's fields. */
  static void describe(ObjectNode json, Problem problem) {
    json.put("message", problem.message());
    problem.details().forEach(json.putArray("details")::add);
    Where where = problem.where();
    ObjectNode place = json.putObject("where");
    if (where.file() != null) {
      place.put("file", where.file());
    }
    if (where.line() > 0) {
      place.put("line", where.line());
    }
    if (where.column() > 0) {
      place.put("column", where.column());
    }
    if (where.path() != null) {
      place.put("path", where.path());
    }
    json.put("hint", problem.hint());
  }
}
