package io.loomctl.config;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Text with {@code ${NAME}} or {@code ${NAME:-default}} still in it; resolved when used, so that an
 * unset variable of a database that nobody asked for is no error. A default is taken for a variable
 * that is unset or empty, as in a shell. Any other {@code $} is text.
 */
public record EnvironmentText(String raw, Where where, Map<String, String> environment) {

  /** A variable, or, where there is none, its opening alone. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?})?");

  public EnvironmentText {
    environment = Map.copyOf(environment);
  }

  /**
   * The text with every variable filled in.
   *
   * @throws ConfigException when a variable is unset, or when nothing but space comes out
   */
  public String resolve() {
    List<Problem> problems = new ArrayList<>(malformed());
    problems.addAll(unset());
    String resolved = filledIn();
    if (problems.isEmpty() && resolved.isBlank()) {
      problems.add(Problem.at(where, "is empty once the environment is filled in"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems, null);
    }
    return resolved;
  }

  /** At most one problem: an opening that begins no variable in one of the two forms. */
  List<Problem> malformed() {
    return variables()
        .filter(match -> match.group(1) == null || defaultOf(match).contains("${"))
        .limit(1)
        .map(match -> Problem.at(where, "\"${\" begins no variable that can be read"))
        .map(problem -> problem.hint("write ${NAME} or ${NAME:-default}, none inside another"))
        .toList();
  }

  /** Every variable that has neither a value nor a default. */
  List<Problem> unset() {
    return variables()
        .filter(match -> match.group(1) != null && match.group(2) == null)
        .map(match -> match.group(1))
        .filter(name -> !environment.containsKey(name))
        .distinct()
        .map(name -> Problem.at(where, "environment variable " + Quote.of(name) + " is not set"))
        .map(problem -> problem.hint("set it, or write ${NAME:-default}"))
        .toList();
  }

  /** An unset variable without a default leaves nothing behind. */
  String filledIn() {
    return VARIABLE.matcher(raw).replaceAll(match -> Matcher.quoteReplacement(valueOf(match)));
  }

  private Stream<MatchResult> variables() {
    return VARIABLE.matcher(raw).results();
  }

  private String valueOf(MatchResult match) {
    String value = match.group(1) == null ? "" : environment.getOrDefault(match.group(1), "");
    return value.isEmpty() ? defaultOf(match) : value;
  }

  private static String defaultOf(MatchResult match) {
    String text = match.group(2);
    return text == null ? "" : text;
  }

  /** Where it is, never what it is: even the unresolved text may hold a password. */
  @Override
  public String toString() {
    return "text at " + where;
  }
}
