package io.loomctl.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.Mark;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the YAML parser complains about, said to a person. */
// The deprecated wrapper is the only way to the exact place that does not name SnakeYAML's types.
@SuppressWarnings("deprecation")
final class YamlMistake {

  private static final String QUOTE_IT = "put quotes around the value";

  /**
   * One complaint in other words.
   *
   * @param part of the parser's words, by which it is recognised
   * @param opening whether the place that matters is where the construct begins
   */
  private record Wording(String part, boolean opening, String message, @Nullable String hint) {}

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording("\\t(TAB)", false, "a tab cannot stand here", "indent with spaces"),
          new Wording("cannot start any token", false, "no value can begin like this", QUOTE_IT),
          new Wording(
              "mapping values are not allowed",
              false,
              "no \":\" is expected here",
              "check the indentation, and put quotes around text that holds \": \""),
          new Wording(
              "sequence entries are not allowed",
              false,
              "no list is expected here",
              "begin the list on a line of its own"),
          new Wording("expected ',' or ']'", false, "expected \",\" or \"]\"", null),
          new Wording("expected ',' or '}'", false, "expected \",\" or \"}\"", null),
          new Wording(
              "unexpected end of stream", true, "the quote that opens here is never closed", null),
          new Wording("could not find expected ':'", true, "expected \":\" after this key", null),
          new Wording(
              "expected <block end>",
              false,
              "does not fit what stands before it",
              "check the indentation, and quotes that end too early"),
          new Wording("expected the node content", false, "expected a value", null),
          new Wording(
              "unknown escape character",
              false,
              "no such escape in double quotes",
              "write \\\\ for a backslash, or use single quotes"),
          new Wording(
              "while scanning an alias",
              true,
              "no alias can be read here",
              "put quotes around text that begins with *"),
          new Wording("Expected a field name", false, "a key must be plain text", null));

  private static final Wording OTHERWISE = new Wording("", false, "is not valid YAML", null);

  private YamlMistake() {}

  static Problem of(Path file, String text, JsonProcessingException mistake) {
    String words = words(mistake);
    Wording wording =
        WORDINGS.stream().filter(each -> words.contains(each.part)).findFirst().orElse(OTHERWISE);
    Where where = where(file, mistake, wording.opening);
    String hint = holdsBareVariable(text, where.line()) ? variableHint() : wording.hint;
    return Problem.at(where, wording.message).hint(hint);
  }

  /** Without the snippet of the file that the whole message carries. */
  private static String words(JsonProcessingException mistake) {
    return mistake instanceof MarkedYAMLException marked
        ? marked.getContext() + "\n" + marked.getProblem()
        : mistake.getOriginalMessage();
  }

  private static Where where(Path file, JsonProcessingException mistake, boolean opening) {
    if (mistake instanceof MarkedYAMLException marked) {
      Mark context = marked.getContextMark();
      Mark mark = opening && context != null ? context : marked.getProblemMark();
      if (mark != null) {
        return new Where(file.toString(), mark.getLine() + 1, mark.getColumn() + 1, null);
      }
    }
    JsonLocation location = mistake.getLocation();
    return location == null
        ? Where.file(file)
        : new Where(file.toString(), location.getLineNr(), location.getColumnNr(), null);
  }

  /** In {@code { url: ${NAME} }} the variable's braces are YAML's. */
  private static boolean holdsBareVariable(String text, int line) {
    return text.lines()
        .skip(Math.max(0, line - 1))
        .findFirst()
        .orElse("")
        .matches(".*[:,\\[{]\\s*\\$\\{.*");
  }

  private static String variableHint() {
    return "put quotes around \"${…}\"";
  }
}
