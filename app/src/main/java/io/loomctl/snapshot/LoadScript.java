package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements around the rows in a snapshot's body. Tables whose rows cannot meet others are
 * copied straight in. The rest goes through temporary tables: a cycle, because foreign keys are
 * checked when a statement ends and one statement inserts all of its tables; tables with required
 * rows, because those may be in the target already.
 */
public final class LoadScript {

  private final List<TableHeader> tables;

  public LoadScript(List<TableHeader> tables) {
    this.tables = List.copyOf(tables);
  }

  /** Tables that are loaded together, in the header's order. */
  public List<List<TableHeader>> groups() {
    Map<String, List<TableHeader>> groups = new LinkedHashMap<>();
    for (TableHeader table : tables) {
      String group = table.cycle() > 0 ? "cycle " + table.cycle() : table.name().toString();
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(table);
    }
    return List.copyOf(groups.values());
  }

  /** Creates the temporary table that the rows of a staged table go through. */
  public Sql createStaging(TableHeader table) {
    return Sql.of(
        "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA",
        stagingName(table),
        columns(table),
        name(table.name()));
  }

  /** {@code COPY … FROM stdin}, into the table or into its temporary one. */
  public Sql copy(TableHeader table) {
    Sql into = table.staged() ? Sql.of("pg_temp.{}", stagingName(table)) : name(table.name());
    return table.columns().isEmpty()
        ? Sql.of("COPY {} FROM stdin", into)
        : Sql.of("COPY {} ({}) FROM stdin", into, columns(table));
  }

  /** One statement that inserts the staged rows of all tables of a group. */
  public Sql insertStaged(List<TableHeader> group) {
    List<Sql> inserts = group.stream().map(this::insert).toList();
    Sql last = inserts.get(inserts.size() - 1);
    if (inserts.size() == 1) {
      return last;
    }
    List<Sql> queries = new ArrayList<>();
    for (int i = 0; i < inserts.size() - 1; i++) {
      queries.add(Sql.of("{} AS ({})", Sql.name("inserted_" + (i + 1)), inserts.get(i)));
    }
    return Sql.of("WITH {}\n{}", Sql.join(",\n", queries), last);
  }

  private Sql insert(TableHeader table) {
    Sql into =
        table.columns().isEmpty()
            ? name(table.name())
            : Sql.of("{} ({}) OVERRIDING SYSTEM VALUE", name(table.name()), columns(table));
    Sql insert =
        Sql.of(
            "INSERT INTO {} SELECT {} FROM pg_temp.{} AS s",
            into,
            columns(table),
            stagingName(table));
    if (!table.mayMeetExistingRows()) {
      return insert;
    }
    return table.deferrableKeys()
        ? Sql.of(
            "{} WHERE NOT EXISTS (SELECT FROM {} AS t WHERE {})",
            insert,
            name(table.name()),
            sameKey(table))
        : Sql.of("{} ON CONFLICT DO NOTHING", insert);
  }

  private static Sql sameKey(TableHeader table) {
    List<ColumnName> key =
        table.primaryKey().isEmpty() ? table.key().columns() : table.primaryKey();
    return key.isEmpty()
        ? Sql.of("false")
        : key.stream()
            .map(column -> Sql.name(column.value()))
            .map(column -> Sql.of("t.{} IS NOT DISTINCT FROM s.{}", column, column))
            .collect(Sql.joining(" AND "));
  }

  private Sql stagingName(TableHeader table) {
    return Sql.name("loomctl_" + (tables.indexOf(table) + 1));
  }

  private static Sql columns(TableHeader table) {
    return table.columns().stream()
        .map(column -> Sql.name(column.name().value()))
        .collect(Sql.joining(", "));
  }

  private static Sql name(TableName table) {
    return Sql.name(table.schema(), table.name());
  }
}
