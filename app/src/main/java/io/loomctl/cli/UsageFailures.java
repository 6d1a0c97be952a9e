package io.loomctl.cli;

import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command lines that picocli cannot make sense of, told in the way of all other failures. */
final class UsageFailures {

  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([^]]*)] \\(case-insensitive\\)");

  private UsageFailures() {}

  static int show(Console console, ParameterException failure, String[] args) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    Problem problem =
        Problem.of(message(failure)).hint(suggestion(failure) + "see \"" + command + " --help\"");
    List<String> written = List.of(args);
    int format = written.indexOf("--format");
    boolean json =
        written.contains("--format=json")
            || (format >= 0
                && written.size() > format + 1
                && written.get(format + 1).equals("json"));
    return new FailureReport(console, json, written.contains("--debug"), Aftermath.UNSAID)
        .show(new UsageException(problem, failure));
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().get(0);
      return argument.startsWith("-")
          ? "there is no option \"" + argument + "\""
          : "\"" + argument + "\" is not expected here";
    }
    String message = inOurWords(String.valueOf(failure.getMessage()));
    return message.isEmpty()
        ? "wrong use"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1).replace('\'', '"');
  }

  /** What picocli says of values as a programmer sees them. */
  private static String inOurWords(String message) {
    return CHOICES
        .matcher(message.replaceAll("is not an? (int|long)$", "is not a whole number"))
        .replaceFirst(choices -> "expected one of " + choices.group(1).toLowerCase(Locale.ROOT));
  }

  private static String suggestion(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().get(0).split("=", 2)[0];
      return NearMiss.question(argument, expected(unmatched, argument))
          .map(question -> question + " ")
          .orElse("");
    }
    return "";
  }

  private static Set<String> expected(UnmatchedArgumentException failure, String argument) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    return argument.startsWith("-")
        ? command.optionsMap().keySet()
        : command.subcommands().keySet();
  }
}
