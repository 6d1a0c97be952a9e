package io.loomctl.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text taken apart into statements, as psql and the server would with {@code
 * standard_conforming_strings} on: a semicolon inside a string, a quoted name, a dollar quote or a
 * comment ends nothing.
 */
final class StatementText {

  /**
   * One statement, without its semicolon.
   *
   * @param line the line that it starts on, counted from 0
   */
  record Statement(String text, int line) {}

  private final String text;
  private int at;

  private StatementText(String text) {
    this.text = text;
  }

  /**
   * The statements of a text in which every statement ends with a semicolon and a line end.
   *
   * @throws MalformedException for anything else, and for psql's own commands
   */
  static List<Statement> split(String text) throws MalformedException {
    return new StatementText(text).statements();
  }

  private List<Statement> statements() throws MalformedException {
    List<Statement> statements = new ArrayList<>();
    int start = 0;
    int line = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == ';') {
        if (at + 1 == text.length() || text.charAt(at + 1) != '\n') {
          throw new MalformedException("a statement does not end its line");
        }
        String statement = text.substring(start, at);
        statements.add(new Statement(statement, line));
        line += (int) statement.chars().filter(c -> c == '\n').count() + 1;
        at += 2;
        start = at;
      } else if (next == '\\') {
        throw new MalformedException("a backslash outside of quotes");
      } else {
        skip(next);
      }
    }
    if (start != text.length()) {
      throw new MalformedException("a statement does not end");
    }
    return statements;
  }

  private void skip(char next) throws MalformedException {
    if (next == '\'') {
      boolean escapes = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
      skipQuoted('\'', escapes && (at == 1 || !isNamePart(text.charAt(at - 2))));
    } else if (next == '"') {
      skipQuoted('"', false);
    } else if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      skipComment();
    } else if (next == '$' && (at == 0 || !isNamePart(text.charAt(at - 1)))) {
      skipDollarQuoted();
    } else {
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }

  private void skipQuoted(char quote, boolean escapes) throws MalformedException {
    at++;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\\' && escapes) {
        at++;
      } else if (next == quote) {
        return;
      }
    }
    throw new MalformedException("a quote does not end");
  }

  private void skipComment() throws MalformedException {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (at >= text.length()) {
        throw new MalformedException("a comment does not end");
      } else {
        at++;
      }
    } while (depth > 0);
  }

  private void skipDollarQuoted() throws MalformedException {
    int tagEnd = at + 1;
    while (tagEnd < text.length()
        && isNamePart(text.charAt(tagEnd))
        && text.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    boolean opens =
        tagEnd < text.length()
            && text.charAt(tagEnd) == '$'
            && !Character.isDigit(text.charAt(at + 1));
    if (!opens) {
      at++;
      return;
    }
    String tag = text.substring(at, tagEnd + 1);
    int end = text.indexOf(tag, tagEnd + 1);
    if (end < 0) {
      throw new MalformedException("a dollar quote does not end");
    }
    at = end + tag.length();
  }
}
