package io.loomctl.importer;

import static io.loomctl.importer.AnySchema.quoted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scenario that takes some rows of some tables.
 *
 * @param tables those that it names
 * @param children the tables that ownership may go down into
 */
record AnyScenario(Map<String, Rule> tables, List<String> children) {

  /**
   * Which rows of a table are owned.
   *
   * @param column a row is owned depending on its value in this column; null for all rows
   * @param via the name of a reference to an owned table; null for none
   */
  record Rule(@Nullable String column, @Nullable String via) {}

  static AnyScenario of(AnySchema schema, Random random) {
    Map<String, Rule> rules = new TreeMap<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Table table = any(schema.tables(), random);
      boolean all = table.columns().isEmpty() || random.nextInt(4) == 0;
      rules.put(table.name(), new Rule(all ? null : any(table.columns(), random).name(), null));
    }
    for (Table table : schema.tables()) {
      for (Reference key : table.references()) {
        if (!rules.containsKey(table.name())
            && rules.containsKey(key.parent())
            && random.nextInt(3) == 0) {
          Column where = any(table.columns(), random);
          rules.put(table.name(), new Rule(random.nextBoolean() ? null : where.name(), key.name()));
        }
      }
    }
    List<String> children = new ArrayList<>();
    int share = random.nextInt(3);
    for (Table table : schema.tables()) {
      if (random.nextInt(2) < share) {
        children.add(table.name());
      }
    }
    return new AnyScenario(rules, children);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** What is left of it in a smaller schema. */
  AnyScenario within(AnySchema schema) {
    Map<String, Rule> rules = new TreeMap<>();
    tables.forEach(
        (name, rule) -> {
          if (schema.has(name)) {
            rules.put(name, within(schema, schema.table(name), rule));
          }
        });
    if (rules.isEmpty()) {
      rules.put(schema.tables().get(0).name(), new Rule(null, null));
    }
    return new AnyScenario(rules, children.stream().filter(schema::has).toList());
  }

  private Rule within(AnySchema schema, Table table, Rule rule) {
    boolean column = table.columns().stream().anyMatch(it -> it.name().equals(rule.column));
    boolean via =
        table.references().stream()
            .anyMatch(
                key ->
                    key.name().equals(rule.via)
                        && schema.has(key.parent())
                        && tables.containsKey(key.parent()));
    return new Rule(column ? rule.column : null, via ? rule.via : null);
  }

  /** The SQL condition on a table's rows; true when there is none. */
  String condition(Table table) {
    Rule rule = tables.get(table.name());
    return rule == null || rule.column == null
        ? "true"
        : "pg_catalog.md5(coalesce(%s::text, '')) < '9'".formatted(quoted(rule.column));
  }

  /** The references of a table by which its rows are owned. */
  static List<Reference> via(Table table, Rule rule) {
    return table.references().stream()
        .filter(
            key ->
                table.references().stream()
                    .anyMatch(
                        named ->
                            named.name().equals(rule.via) && named.columns().equals(key.columns())))
        .toList();
  }

  /** The config without its databases, with this scenario as "part", and everything as "whole". */
  String yaml(AnySchema schema) {
    String rules =
        tables.entrySet().stream()
            .map(entry -> yaml(schema.table(entry.getKey()), entry.getValue()))
            .collect(Collectors.joining("\n"));
    return """
        schemas: %s
        %sscenarios:
          whole: {}
          part:
            tables:
        %s
            children: %s
        """
        .formatted(
            texts(schema.schemas().map(AnySchema::quoted).toList()),
            keys(schema),
            rules,
            children.isEmpty()
                ? "none"
                : texts(children.stream().map(name -> schema.table(name).sqlName()).toList()));
  }

  private static String keys(AnySchema schema) {
    String keys =
        schema.tables().stream()
            .filter(table -> !table.natural().isEmpty())
            .map(
                table ->
                    "  %s: { key: %s }\n"
                        .formatted(
                            text(table.sqlName()),
                            texts(table.natural().stream().map(AnySchema::quoted).toList())))
            .collect(Collectors.joining());
    return keys.isEmpty() ? "" : "tables:\n" + keys;
  }

  private String yaml(Table table, Rule rule) {
    List<String> parts = new ArrayList<>();
    if (rule.column != null) {
      parts.add("where: " + text(condition(table)));
    }
    if (rule.via != null) {
      parts.add("via: " + text(String.join(",", via(table, rule).get(0).columns())));
    }
    return "      %s: { %s }".formatted(text(table.sqlName()), String.join(", ", parts));
  }

  private static String texts(Collection<String> values) {
    return values.stream().map(AnyScenario::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** JSON is YAML, and has a way to write every name. */
  private static String text(String value) {
    try {
      return new JsonMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
