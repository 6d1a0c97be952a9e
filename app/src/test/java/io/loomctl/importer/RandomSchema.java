package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.AnySchema.Unique;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes up schemas. Columns of keys reference only tables that were made before, so that keys can
 * be filled table by table; all other references lead anywhere, also in circles.
 */
final class RandomSchema {

  private static final List<String> TABLES =
      List.of(
          "t",
          "r",
          "Order",
          "table",
          "a\"b",
          "line\nbreak",
          "back\\slash",
          "été",
          "with space",
          "user",
          "x.y",
          "$$",
          "--",
          "keys",
          "d",
          "content",
          "a-name-of-sixty-three-bytes-" + "which-is-as-long-as-a-name-can-get-");

  private final Dice dice;
  private final List<Table> tables = new ArrayList<>();

  private RandomSchema(Dice dice) {
    this.dice = dice;
  }

  static AnySchema of(Random random, int size) {
    RandomSchema schema = new RandomSchema(new Dice(random));
    Deque<String> names = new ArrayDeque<>(schema.dice.shuffled(TABLES));
    for (int i = 0; i < size; i++) {
      schema.tables.add(new RandomTable(schema.dice, schema.tables, names.pop()).table());
    }
    int references = random.nextInt(2 * size + 1);
    for (int i = 0; i < references; i++) {
      schema.refer();
    }
    return new AnySchema(List.copyOf(schema.tables));
  }

  /** A reference outside of keys, from any table to any, itself included. */
  private void refer() {
    int at = dice.random().nextInt(tables.size());
    Table child = tables.get(at);
    List<Table> parents = tables.stream().filter(table -> !table.targets().isEmpty()).toList();
    if (parents.isEmpty()) {
      return;
    }
    Table parent = dice.any(parents);
    Unique key = dice.any(parent.targets());
    boolean notNull = dice.chance(40) && parent.notNull(key.columns());
    RandomTable grown = new RandomTable(dice, child);
    grown.refer(parent, key, notNull, partition(child));
    tables.set(at, grown.grown(child));
  }

  private @Nullable String partition(Table child) {
    return child.partitioning() == null || dice.chance(60)
        ? null
        : dice.any(child.partitioning().partitions()).name();
  }
}
