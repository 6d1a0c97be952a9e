package io.loomctl.proposal;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and values as the config's YAML takes them, and as comments may hold them. */
final class YamlText {

  private static final Pattern PLAIN =
      Pattern.compile("(?:\\.\\./)?[A-Za-z_][A-Za-z0-9_./-]*(?<![./-])");
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  /** What a part of a dotted name may hold without double quotes of its own. */
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_$-]+(?: [\\p{L}\\p{N}_$-]+)*");

  private YamlText() {}

  /** A text on one line, in quotes where it would not be read as that text. */
  static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  /** SQL and the like: in quotes; in those that need no escapes if there is the choice. */
  static String sql(String text) {
    boolean simple = text.chars().allMatch(each -> each >= ' ' && each < 0x7f);
    return simple && text.indexOf('"') >= 0 && text.indexOf('\'') < 0
        ? "'" + text + "'"
        : quoted(text);
  }

  /** In double quotes, which can hold everything. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(each -> append(out, each));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isSeen(character)) {
          out.appendCodePoint(character);
        } else {
          out.append((character > 0xffff ? "\\U%08x" : "\\u%04x").formatted(character));
        }
      }
    }
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  /** A name of one part, as the config writes it; the YAML's own quotes come on top. */
  static String part(String name) {
    return BARE.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  static String column(ColumnName column) {
    return scalar(part(column.value()));
  }

  static String columns(Collection<ColumnName> columns) {
    return columns.stream().map(YamlText::column).collect(Collectors.joining(", ", "[", "]"));
  }

  /** With its schema only where the name alone would mean another table or several. */
  static String table(TableName table, Survey survey) {
    return scalar(tableName(table, survey));
  }

  /** The same, for a place where more is to come before the YAML's quotes. */
  static String tableName(TableName table, Survey survey) {
    List<String> schemas = survey.schemas();
    long bearers =
        survey.catalog().tables().keySet().stream()
            .filter(each -> each.name().equals(table.name()) && schemas.contains(each.schema()))
            .count();
    boolean alone = bearers == 1 && schemas.contains(table.schema());
    return alone ? part(table.name()) : part(table.schema()) + "." + part(table.name());
  }

  /** A table's name for people, on one line whatever it holds. */
  static String comment(TableName table, Survey survey) {
    String name = tableName(table, survey);
    return name.codePoints().allMatch(YamlText::isSeen) ? name : quoted(name);
  }

  /** Text for people, on one line whatever it holds. */
  static String comment(String text) {
    return text.codePoints().allMatch(YamlText::isSeen) ? text : quoted(text);
  }
}
