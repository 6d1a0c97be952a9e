package io.loomctl.config;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The section {@code tables}. */
final class TableReader {

  private final List<String> schemas;

  TableReader(List<String> schemas) {
    this.schemas = schemas;
  }

  List<TableConfig> tables(Element section) {
    return eachTable(section.members("tables by name"), schemas, this::table);
  }

  /** Reads what is said about each table; a table under two spellings is reported. */
  static <T> List<T> eachTable(
      List<Element> members, List<String> schemas, BiFunction<ConfiguredTable, Element, T> reader) {
    List<T> tables = new ArrayList<>();
    Map<List<TableName>, Element> seen = new HashMap<>();
    for (Element member : members) {
      NameReader.tableOfKey(member)
          .ifPresent(
              table -> {
                Element first = seen.putIfAbsent(table.candidates(schemas), member);
                if (first != null) {
                  member.problemWithName(
                      "the same table is given " + Members.place(first.named()), null);
                }
                tables.add(reader.apply(table, member));
              });
    }
    return tables;
  }

  private TableConfig table(ConfiguredTable name, Element element) {
    Fields fields =
        Fields.of(
            element,
            "key",
            "exclude",
            "updated",
            "lookup",
            "mask",
            "safe",
            "after",
            "references",
            "max_rows");
    TableConfig table =
        new TableConfig(
            name,
            fields.find("key").map(NameReader::columns).orElse(List.of()),
            fields.find("exclude").map(NameReader::columns).orElse(List.of()),
            fields.find("updated").flatMap(NameReader::column),
            fields.find("lookup").flatMap(Element::flag).orElse(false),
            fields.find("mask").map(MaskReader::masks).orElse(List.of()),
            fields.find("safe").map(MaskReader::safe).orElse(SafeColumns.NONE),
            fields.find("after").map(this::tablesBefore).orElse(List.of()),
            fields.find("references").map(ReferenceReader::references).orElse(List.of()),
            fields.find("max_rows").flatMap(Element::positive));
    checkExcludedKey(table, element.reading());
    MaskReader.check(table, element.reading());
    checkAfterItself(table, element.reading());
    return table;
  }

  private List<ConfiguredTable> tablesBefore(Element element) {
    return NameReader.tables(element, schemas);
  }

  private static void checkExcludedKey(TableConfig table, Reading reading) {
    List<ColumnName> key = table.key().stream().map(Located::value).toList();
    table.exclude().stream()
        .filter(column -> key.contains(column.value()))
        .forEach(
            column ->
                reading.problem(
                    column.where(),
                    "column " + Quote.of(column.value().value()) + " is part of the key",
                    "a snapshot cannot match rows by a column that it leaves out"));
  }

  private void checkAfterItself(TableConfig table, Reading reading) {
    List<TableName> itself = table.table().candidates(schemas);
    table.after().stream()
        .filter(before -> before.candidates(schemas).equals(itself))
        .forEach(
            before -> reading.problem(before.where(), "a table cannot load after itself", null));
  }
}
