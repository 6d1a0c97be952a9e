package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Filling;
import io.loomctl.importer.AnySchema.Partition;
import io.loomctl.importer.AnySchema.Partitioning;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.AnySchema.Unique;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table that grows. */
final class RandomTable {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "r",
          "t",
          "s",
          "d",
          "c",
          "p",
          "k",
          "m",
          "i",
          "tuple",
          "relation",
          "number",
          "content",
          "step",
          "shown",
          "Select",
          "a b",
          "quo\"te",
          "new\nline",
          "ta\tb",
          "b\\n",
          "ü",
          "name",
          "value",
          "loomctl_row",
          "x.y",
          "excluded",
          "NULL",
          "oid");

  private static final List<String> ACTIONS =
      List.of("", "", "ON DELETE NO ACTION", "ON DELETE RESTRICT", "ON DELETE CASCADE");

  private static final List<String> MODES =
      List.of("", "", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED");

  private final Dice dice;
  private final List<Table> earlier;
  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<Unique> keys = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<String> natural = new ArrayList<>();
  private final Deque<String> columnNames;

  /**
   * A table without columns.
   *
   * @param earlier the tables that its keys may reference
   */
  RandomTable(Dice dice, List<Table> earlier, String name) {
    this.dice = dice;
    this.earlier = earlier;
    this.name = name;
    this.columnNames = new ArrayDeque<>(dice.shuffled(COLUMNS));
  }

  /** A table that is there already. */
  RandomTable(Dice dice, Table table) {
    this(dice, List.of(), table.name());
    this.columns.addAll(table.columns());
    this.keys.addAll(table.keys());
    this.references.addAll(table.references());
    Set<String> used = new HashSet<>();
    columns.forEach(column -> used.add(column.name()));
    columnNames.removeIf(used::contains);
  }

  /** The table with what was added to it. */
  Table grown(Table table) {
    return table.with(columns, keys, references);
  }

  Table table() {
    mainKey(dice.random().nextInt(100));
    @Nullable Partitioning partitioning = dice.chance(25) ? partitioning() : null;
    for (int i = dice.random().nextInt(3); i > 0; i--) {
      otherKey(partitioning);
    }
    for (int i = dice.random().nextInt(5); i > 0; i--) {
      columns.add(Column.of(columnName(), AnyType.any(dice.random()), dice.chance(30)));
    }
    if (dice.chance(25) && !columns.isEmpty()) {
      Column from = dice.any(columns);
      boolean virtual = dice.chance(30) && !from.type().isOwn();
      compute(from, virtual ? Filling.VIRTUAL : Filling.STORED);
    }
    return new Table(
        dice.chance(75) ? "any" : "Odd \"schema\"",
        name,
        dice.shuffled(columns),
        keys,
        references,
        partitioning,
        List.copyOf(natural));
  }

  private String columnName() {
    return columnNames.isEmpty() ? dice.name("column ") : columnNames.pop();
  }

  private void mainKey(int kind) {
    if (kind < 35) {
      Filling filling = dice.any(List.of(Filling.values()).subList(0, 4));
      AnyType type =
          filling == Filling.GIVEN || filling == Filling.SERIAL
              ? AnyType.INTEGERS.get(0)
              : AnyType.INTEGERS.get(dice.random().nextInt(3));
      boolean odd = filling == Filling.GIVEN && dice.chance(30);
      columns.add(
          new Column(columnName(), odd ? AnyType.anyId(dice.random()) : type, true, filling, null));
      key(names(columns), true, false);
      if (dice.chance(50)) {
        naturalKey();
      }
    } else if (kind < 60) {
      for (int i = kind < 45 ? 1 : 2 + dice.random().nextInt(2); i > 0; i--) {
        columns.add(Column.of(columnName(), AnyType.anyKey(dice.random()), true));
      }
      key(dice.shuffled(names(columns)), true, dice.chance(10));
    } else if (kind < 75) {
      referringKey();
    } else if (kind < 90) {
      columns.add(Column.of(columnName(), AnyType.anyKey(dice.random()), kind < 82));
      key(names(columns), false, dice.chance(20));
    }
  }

  /** A key for the config, beside the surrogate one. */
  private void naturalKey() {
    if (dice.chance(30)) {
      referToEarlier();
    }
    if (columns.size() == 1 || dice.chance(30)) {
      columns.add(Column.of(columnName(), AnyType.anyKey(dice.random()), dice.chance(80)));
    }
    natural.addAll(dice.shuffled(names(columns.subList(1, columns.size()))));
    if (dice.chance(70)) {
      keys.add(new Unique(dice.name("key "), List.copyOf(natural), false, dice.chance(20), false));
    }
  }

  /** A key that is a reference, or contains one. */
  private void referringKey() {
    for (int i = 1 + dice.random().nextInt(2); i > 0; i--) {
      referToEarlier();
    }
    if (columns.isEmpty() || dice.chance(40)) {
      columns.add(Column.of(columnName(), AnyType.anyKey(dice.random()), true));
    }
    key(dice.shuffled(names(columns)), true, dice.chance(10));
  }

  private void referToEarlier() {
    List<Table> parents =
        earlier.stream()
            .filter(table -> table.targets().stream().anyMatch(key -> table.notNull(key.columns())))
            .toList();
    if (!parents.isEmpty()) {
      Table parent = dice.any(parents);
      Unique target =
          dice.any(parent.targets().stream().filter(key -> parent.notNull(key.columns())).toList());
      refer(parent, target, true, null);
    }
  }

  private void otherKey(@Nullable Partitioning partitioning) {
    List<String> of = new ArrayList<>();
    if (partitioning != null) {
      of.add(partitioning.column());
    } else if (dice.chance(30) && !columns.isEmpty()) {
      of.add(dice.any(columns).name());
    }
    AnyType type = AnyType.anyKey(dice.random());
    columns.add(Column.of(columnName(), type, dice.chance(50)));
    of.add(columns.get(columns.size() - 1).name());
    if (dice.chance(15) && partitioning == null && type.isInteger()) {
      of.set(of.size() - 1, compute(columns.get(columns.size() - 1), Filling.STORED).name());
    }
    key(dice.shuffled(of), false, dice.chance(20));
  }

  private Column compute(Column from, Filling filling) {
    AnyType type =
        from.type().isInteger() && !from.filling().computed() ? from.type() : AnyType.BOOLEAN;
    Column computed =
        new Column(
            columnName(),
            type,
            from.notNull(),
            filling,
            from.filling().computed() ? from.from() : from.name());
    columns.add(computed);
    return computed;
  }

  private void key(List<String> of, boolean primary, boolean deferrable) {
    boolean nulls = !primary && !deferrable && dice.chance(15);
    keys.add(new Unique(dice.name("key "), List.copyOf(of), primary, deferrable, nulls));
  }

  void refer(Table parent, Unique key, boolean notNull, @Nullable String partition) {
    List<String> parentColumns = dice.shuffled(key.columns());
    List<String> own = new ArrayList<>();
    for (String column : parentColumns) {
      own.add(columnName());
      columns.add(Column.of(own.get(own.size() - 1), parent.column(column).type(), notNull));
    }
    String full = own.size() > 1 && dice.chance(20) ? "MATCH FULL " : "";
    references.add(
        new Reference(
            dice.name("reference "),
            own,
            parent.name(),
            parentColumns,
            full + dice.any(ACTIONS) + " " + dice.any(MODES),
            partition));
  }

  private @Nullable Partitioning partitioning() {
    if (columns.isEmpty()) {
      columns.add(Column.of(columnName(), AnyType.INTEGERS.get(0), dice.chance(50)));
    }
    Column by =
        keys.isEmpty()
            ? dice.any(columns)
            : columns.stream()
                .filter(column -> column.name().equals(keys.get(0).columns().get(0)))
                .findFirst()
                .orElseThrow();
    boolean everyKeyHasIt = keys.stream().allMatch(key -> key.columns().contains(by.name()));
    if (!everyKeyHasIt || keys.stream().anyMatch(Unique::nullsNotDistinct)) {
      return null;
    }
    return new Partitioning(by.name(), by.type().isInteger() ? "RANGE" : "HASH", parts(by));
  }

  private List<Partition> parts(Column by) {
    String first = dice.name("part ");
    String second = dice.name("part ");
    if (!by.type().isInteger()) {
      return List.of(
          new Partition(first, null, "FOR VALUES WITH (MODULUS 2, REMAINDER 0)", true),
          new Partition(second, null, "FOR VALUES WITH (MODULUS 2, REMAINDER 1)", true));
    }
    boolean deep = dice.chance(30);
    List<Partition> parts = new ArrayList<>();
    parts.add(new Partition(first, null, "FOR VALUES FROM (5) TO (20)", true));
    if (!deep) {
      parts.add(new Partition(second, null, "DEFAULT", true));
      return parts;
    }
    String hash = "DEFAULT PARTITION BY HASH (" + AnySchema.quoted(by.name()) + ")";
    parts.add(new Partition(second, null, hash, false));
    for (int i = 0; i < 2; i++) {
      String bounds = "FOR VALUES WITH (MODULUS 2, REMAINDER %d)".formatted(i);
      parts.add(new Partition(dice.name("part "), second, bounds, true));
    }
    return parts;
  }

  private List<String> names(List<Column> of) {
    return of.stream().map(Column::name).toList();
  }
}
