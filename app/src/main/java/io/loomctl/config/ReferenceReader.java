package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DisplayName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Virtual references: {@code event_xmlid: events.xmlid}, {@code "a, b": "parent(c, d)"}. */
final class ReferenceReader {

  private static final String COLUMNS_HINT = "write column, or several as in \"a, b\"";
  private static final String TARGET_HINT =
      "write table.column, or several columns as in \"table(a, b)\"";

  private record Target(ConfiguredTable table, List<Located<ColumnName>> columns) {}

  private ReferenceReader() {}

  static List<ReferenceConfig> references(Element element) {
    List<ReferenceConfig> references = new ArrayList<>();
    Map<List<ColumnName>, Element> seen = new HashMap<>();
    for (Element member : element.someMembers("references as in event_id: events.id")) {
      reference(member)
          .ifPresent(
              reference -> {
                List<ColumnName> columns =
                    reference.columns().stream().map(Located::value).toList();
                Element first = seen.putIfAbsent(columns, member);
                if (first != null) {
                  member.problemWithName(
                      "these columns are given twice, first " + Members.place(first.named()), null);
                }
                references.add(reference);
              });
    }
    return references;
  }

  private static Optional<ReferenceConfig> reference(Element element) {
    List<Located<ColumnName>> columns = columns(element.name(), element.whereNamed());
    if (columns.isEmpty()) {
      element.problemWithName(Quote.of(element.name()) + " names no columns", COLUMNS_HINT);
    }
    Optional<Target> target = target(element);
    if (columns.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    List<Located<ColumnName>> parentColumns = target.get().columns;
    if (columns.size() != parentColumns.size()) {
      element.problem(counted(columns) + " cannot point to " + counted(parentColumns), null);
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceConfig(columns, target.get().table, parentColumns, element.whereNamed()));
  }

  private static String counted(List<?> columns) {
    return columns.size() == 1 ? "1 column" : columns.size() + " columns";
  }

  private static Optional<Target> target(Element element) {
    Optional<Located<String>> text = element.text("a reference as in events.id");
    Optional<Target> target = text.flatMap(found -> target(found.value().strip(), found.where()));
    if (text.isPresent() && target.isEmpty()) {
      element.problem(Quote.of(text.get().value()) + " names no parent column", TARGET_HINT);
    }
    return target;
  }

  private static Optional<Target> target(String text, Where where) {
    int opening = outsideQuotes(text, '(', 0);
    if (opening < 0) {
      return DisplayName.parse(text)
          .filter(parts -> parts.size() == 2 || parts.size() == 3)
          .map(parts -> withLastAsColumn(parts, where));
    }
    if (!text.endsWith(")")) {
      return Optional.empty();
    }
    List<Located<ColumnName>> columns =
        columns(text.substring(opening + 1, text.length() - 1), where);
    return ConfiguredTable.parse(text.substring(0, opening).strip(), where)
        .filter(table -> !columns.isEmpty())
        .map(table -> new Target(table, columns));
  }

  private static Target withLastAsColumn(List<String> parts, Where where) {
    int last = parts.size() - 1;
    ColumnName column = new ColumnName(parts.get(last));
    return new Target(
        ConfiguredTable.ofParts(parts.subList(0, last), where),
        List.of(new Located<>(column, where)));
  }

  /** Empty when one of them is no column name. */
  private static List<Located<ColumnName>> columns(String text, Where where) {
    List<Located<ColumnName>> columns = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int comma = outsideQuotes(text, ',', from);
      int end = comma < 0 ? text.length() : comma;
      Optional<String> name = NameReader.single(text.substring(from, end).strip());
      if (name.isEmpty()) {
        return List.of();
      }
      columns.add(new Located<>(new ColumnName(name.get()), where));
      from = end + 1;
    }
    return columns;
  }

  private static int outsideQuotes(String text, char wanted, int from) {
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == wanted && !quoted) {
        return at;
      }
    }
    return -1;
  }
}
