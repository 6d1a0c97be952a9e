package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DisplayName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Names of columns, tables and schemas, and lists of them. */
final class NameReader {

  static final String TABLE_HINT = "write table or schema.table, odd names in double quotes";
  static final String SINGLE_HINT = "put double quotes around a name that holds a dot";

  private NameReader() {}

  static List<Located<ColumnName>> columns(Element element) {
    return list(element, "a list of column names", NameReader::column, Located::value);
  }

  static Optional<Located<ColumnName>> column(Element element) {
    return single(element, "a column name")
        .map(name -> new Located<>(new ColumnName(name), element.where()));
  }

  static List<String> schemas(Element element) {
    return list(
        element, "a list of schema names", item -> single(item, "a schema name"), name -> name);
  }

  static List<ConfiguredTable> tables(Element element, List<String> schemas) {
    return list(
        element, "a list of table names", NameReader::table, table -> table.candidates(schemas));
  }

  /** The table that an element's key names. */
  static Optional<ConfiguredTable> tableOfKey(Element element) {
    Optional<ConfiguredTable> table = ConfiguredTable.parse(element.name(), element.whereNamed());
    if (table.isEmpty()) {
      element.problemWithName(notATable(element.name()), TABLE_HINT);
    }
    return table;
  }

  private static Optional<ConfiguredTable> table(Element element) {
    return parsed(element, "a table name", TABLE_HINT, ConfiguredTable::parse);
  }

  static List<NamePattern> patterns(Element element) {
    return list(
        element,
        "a list of table names or patterns",
        item -> parsed(item, "a table name or pattern", TABLE_HINT, NamePattern::parse),
        NamePattern::text);
  }

  static List<Located<String>> texts(Element element, String expected) {
    return list(element, expected, item -> item.text("text"), Located::value);
  }

  static String notATable(String text) {
    return Quote.of(text) + " is not a table name";
  }

  /** A name of one part. */
  static Optional<String> single(String text) {
    return DisplayName.parse(text).filter(parts -> parts.size() == 1).map(parts -> parts.get(0));
  }

  private static Optional<String> single(Element element, String expected) {
    return parsed(element, expected, SINGLE_HINT, (text, where) -> single(text));
  }

  private interface Parser<T> {
    Optional<T> parse(String text, Where where);
  }

  private static <T> Optional<T> parsed(
      Element element, String expected, String hint, Parser<T> parser) {
    Optional<Located<String>> text = element.text(expected);
    Optional<T> name = text.flatMap(found -> parser.parse(found.value(), found.where()));
    if (text.isPresent() && name.isEmpty()) {
      element.problem(Quote.of(text.get().value()) + " is not " + expected, hint);
    }
    return name;
  }

  /** Reads every item; one that was there before is reported. */
  private static <T> List<T> list(
      Element element,
      String expected,
      Function<Element, Optional<T>> reader,
      Function<T, Object> identity) {
    List<T> values = new ArrayList<>();
    Map<Object, Element> seen = new HashMap<>();
    for (Element item : element.items(expected)) {
      Optional<T> value = reader.apply(item);
      value.ifPresent(
          read -> {
            Element first = seen.putIfAbsent(identity.apply(read), item);
            if (first == null) {
              values.add(read);
            } else {
              item.problem("is listed twice, first " + Members.place(first.node().mark()), null);
            }
          });
    }
    return values;
  }
}
