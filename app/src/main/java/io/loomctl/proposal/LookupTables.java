package io.loomctl.proposal;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.Table;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which tables look like lists that others choose from: small, referenced, referencing none. */
record LookupTables(Catalog catalog, Map<TableName, Long> rows) {

  private static final long SMALL = 300;
  private static final int NARROW = 10;
  private static final int MANY = 3;
  private static final Pattern LIST =
      Pattern.compile(
          "(?i).*(status|statuse|state|type|kind|categor(y|ie)|genre|language|locale|countr(y|ie)"
              + "|currenc(y|ie)|role|permission|tag|level|priorit(y|ie)|unit|region|reason)s?");

  /** Referenced by a single table, it is a list if that one has so many times its rows. */
  private static final long FEW_IN_MANY = 20;

  Optional<String> reason(Table table) {
    long own = count(table.name());
    List<TableName> children =
        catalog.foreignKeys().stream()
            .filter(reference -> reference.parent().equals(table.name()))
            .map(Reference::child)
            .filter(child -> !child.equals(table.name()))
            .distinct()
            .toList();
    long most = children.stream().mapToLong(this::count).max().orElse(0);
    boolean small = own > 1 && own <= SMALL && table.columns().size() <= NARROW && isList(table);
    boolean chosenFrom =
        children.size() >= MANY
            || (children.size() > 1 && most > own)
            || (children.size() == 1 && most >= FEW_IN_MANY * own)
            || (!children.isEmpty() && isCalledList(table));
    return small && chosenFrom && !refers(table.name())
        ? Optional.of(
            "%s, referenced by %s, references none"
                .formatted(
                    TableSection.counted(own, "row"),
                    TableSection.counted(children.size(), "table")))
        : Optional.empty();
  }

  /** Rows that are made one by one mostly say when. */
  private static boolean isList(Table table) {
    long times =
        table.columns().stream().filter(column -> column.type().startsWith("timestamp")).count();
    return times == 0 || (times == 1 && UpdatedColumn.of(table).isPresent()) || isCalledList(table);
  }

  private static boolean isCalledList(Table table) {
    return LIST.matcher(table.name().name()).matches();
  }

  private boolean refers(TableName table) {
    return catalog.foreignKeys().stream()
        .anyMatch(reference -> reference.child().equals(table) && !reference.isSelfReference());
  }

  private long count(TableName table) {
    return rows.getOrDefault(table, 0L);
  }
}
