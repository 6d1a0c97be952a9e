package io.loomctl.diagram;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema of 150 tables: one of them is referenced by 60 others, five make a cycle, some reference
 * themselves, 20 reference nothing, and the rest are in parts of 2 to 85 tables.
 */
public final class ManyTables {

  private static final List<String> AREAS =
      List.of("billing", "crm", "stock", "hr", "web", "mail", "audit", "legal", "project");

  private static final List<String> THINGS =
      List.of(
          "order",
          "order_line",
          "invoice",
          "note",
          "tag",
          "event",
          "address",
          "contract",
          "step",
          "attachment",
          "price",
          "discount",
          "visit",
          "message",
          "subscription_period",
          "log");

  private final Random random = new Random(20261121);
  private final List<List<String>> columns = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final StringBuilder keys = new StringBuilder();

  private ManyTables() {}

  /** The statements that make the tables; the same ones every time. */
  public static String sql() {
    return new ManyTables().make();
  }

  private String make() {
    int hub = table("account");
    List<Integer> main = new ArrayList<>(List.of(hub));
    for (int i = 0; i < 60; i++) {
      main.add(child(hub, main, i < 25 ? 0 : 2));
    }
    cycle(main);
    for (int i = 0; i < 19; i++) {
      int table = child(main.get(1 + random.nextInt(main.size() - 1)), List.of(), 0);
      main.add(table);
    }
    for (int size : new int[] {20, 10, 8, 5, 2}) {
      part(size);
    }
    for (int i = 0; i < 20; i++) {
      table("setting_" + i);
    }
    return text();
  }

  private int child(int parent, List<Integer> others, int more) {
    int table = table(null);
    reference(table, parent, random.nextInt(3) == 0);
    Set<Integer> further = new LinkedHashSet<>();
    for (int i = 0; i < random.nextInt(more + 1); i++) {
      further.add(others.get(random.nextInt(others.size())));
    }
    further.remove(parent);
    further.forEach(other -> reference(table, other, random.nextBoolean()));
    if (random.nextInt(12) == 0) {
      reference(table, table, true);
    }
    return table;
  }

  private void cycle(List<Integer> main) {
    List<Integer> five = new ArrayList<>();
    for (String name : List.of("person", "team", "office", "region", "manager")) {
      five.add(table(name));
    }
    for (int i = 0; i < 5; i++) {
      reference(five.get(i), five.get((i + 1) % 5), i == 4);
    }
    reference(five.get(0), main.get(0), false);
    reference(main.get(40), five.get(2), true);
    main.addAll(five);
  }

  private void part(int size) {
    List<Integer> part = new ArrayList<>(List.of(table(null)));
    while (part.size() < size) {
      part.add(child(part.get(random.nextInt(part.size())), part, 1));
    }
  }

  private int table(@Nullable String name) {
    String made =
        name != null
            ? name
            : AREAS.get(random.nextInt(AREAS.size()))
                + "_"
                + THINGS.get(random.nextInt(THINGS.size()));
    names.add(names.contains(made) ? made + "_" + names.size() : made);
    columns.add(new ArrayList<>(List.of("id int PRIMARY KEY")));
    return names.size() - 1;
  }

  private void reference(int child, int parent, boolean nullable) {
    String column = (child == parent ? "parent" : names.get(parent)) + "_id";
    columns.get(child).add(column + " int" + (nullable ? "" : " NOT NULL"));
    keys.append(
        "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s%s;\n"
            .formatted(
                names.get(child),
                column,
                names.get(parent),
                random.nextInt(10) == 0 ? " DEFERRABLE" : ""));
  }

  private String text() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      sql.append(
          "CREATE TABLE %s (%s);\n".formatted(names.get(i), String.join(", ", columns.get(i))));
    }
    return sql.append(keys).toString();
  }
}
