package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.LoadScript.Layout;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LoadScriptTest {

  private static final List<ColumnName> NONE = List.of();

  /** Every way in which rows can be told apart. */
  private static final Map<String, TableHeader> KEYS = keys();

  @Test
  void theStatementsOfEveryLayoutRoleAndKey() {
    StringBuilder text = new StringBuilder();
    for (Layout layout : Layout.values()) {
      for (Role role : Role.values()) {
        KEYS.forEach(
            (title, table) -> {
              TableHeader withRole = changed(table, table.name().name(), role, 0);
              text.append("# ").append(layout).append(' ').append(role).append(", ").append(title);
              text.append('\n').append(statements(layout, List.of(withRole))).append('\n');
            });
      }
    }
    assertThat(text.toString()).isEqualTo(SampleSnapshots.golden("load-script.txt"));
  }

  @Test
  void theTablesOfACycleAreWrittenByOneStatement() {
    StringBuilder text = new StringBuilder();
    TableHeader primary = Objects.requireNonNull(KEYS.get("primary key"));
    TableHeader whole = Objects.requireNonNull(KEYS.get("whole row"));
    List<TableHeader> cycle =
        List.of(
            changed(primary, "a", Role.OWNED, 2),
            changed(primary, "b", Role.REQUIRED, 2),
            changed(whole, "c", Role.MIXED, 2));
    for (Layout layout : Layout.values()) {
      text.append("# ").append(layout).append('\n').append(statements(layout, cycle)).append('\n');
    }
    assertThat(text.toString()).isEqualTo(SampleSnapshots.golden("load-script-cycle.txt"));
  }

  @Test
  void tablesAreGroupedByCycleInTheHeadersOrder() {
    TableHeader table = Objects.requireNonNull(KEYS.get("primary key"));
    List<TableHeader> tables =
        List.of(
            changed(table, "z", Role.OWNED, 0),
            changed(table, "c1", Role.OWNED, 1),
            changed(table, "c2", Role.OWNED, 1),
            changed(table, "a", Role.OWNED, 0),
            changed(table, "d1", Role.OWNED, 2),
            changed(table, "d2", Role.OWNED, 2));
    assertThat(new LoadScript(Layout.DIRECT, tables).groups())
        .isEqualTo(
            List.of(
                tables.subList(0, 1),
                tables.subList(1, 3),
                tables.subList(3, 4),
                tables.subList(4, 6)));
  }

  @Test
  void everyTableHasATemporaryTableOfItsOwn() {
    TableHeader table = Objects.requireNonNull(KEYS.get("primary key"));
    List<TableHeader> tables =
        List.of(changed(table, "a", Role.OWNED, 0), changed(table, "b", Role.OWNED, 0));
    LoadScript script = new LoadScript(Layout.STAGED, tables);
    assertThat(tables.stream().map(script::copy).map(Sql::text))
        .containsExactly(
            "COPY pg_temp.\"loomctl_1\" (\"id\", \"name\") FROM stdin",
            "COPY pg_temp.\"loomctl_2\" (\"id\", \"name\") FROM stdin");
  }

  private static String statements(Layout layout, List<TableHeader> group) {
    LoadScript script = new LoadScript(layout, group);
    List<Sql> statements = new ArrayList<>();
    for (TableHeader table : group) {
      if (script.isStaged(table)) {
        statements.add(script.createStaging(table));
      }
      statements.add(script.copy(table));
      script
          .stays(table, Sql.of("r"))
          .ifPresent(stays -> statements.add(Sql.of("-- stays: {}", stays)));
    }
    if (script.isStaged(group.get(0))) {
      statements.add(script.write(group));
    }
    return statements.stream().map(Sql::text).collect(Collectors.joining("\n")) + "\n";
  }

  private static Map<String, TableHeader> keys() {
    ColumnHeader id = column("id", true, false);
    ColumnHeader identity = column("id", true, true);
    ColumnHeader name = column("name", false, false);
    ColumnHeader counter = column("counter", true, true);
    MatchKey whole = new MatchKey(MatchKey.Kind.WHOLE_ROW, NONE);
    MatchKey natural = new MatchKey(MatchKey.Kind.NATURAL, names(name));
    Map<String, TableHeader> keys = new TreeMap<>();
    keys.put("primary key", table(List.of(id, name), names(id), primary(id)));
    keys.put("identity", table(List.of(identity, name), names(identity), primary(identity)));
    keys.put("only the key", table(List.of(id), names(id), primary(id)));
    keys.put("composite", table(List.of(id, name, counter), names(id, counter), primary(id)));
    keys.put("natural key beside a primary key", table(List.of(id, name), names(id), natural));
    keys.put("natural key without the primary key", table(List.of(name), names(id), natural));
    keys.put(
        "unique key that may be NULL",
        table(List.of(name, counter), NONE, new MatchKey(MatchKey.Kind.UNIQUE, names(name))));
    keys.put("whole row", table(List.of(id, name), NONE, whole));
    keys.put("no columns", table(List.of(), NONE, whole));
    TableHeader partitioned = table(List.of(id, name), names(id), primary(id));
    keys.put(
        "partitioned",
        new TableHeader(
            new TableName("My \"Schema\"", "order"),
            partitioned.role(),
            0,
            true,
            partitioned.columns(),
            partitioned.primaryKey(),
            partitioned.key(),
            List.of(),
            List.of()));
    return keys;
  }

  private static ColumnHeader column(String name, boolean notNull, boolean identity) {
    return new ColumnHeader(new ColumnName(name), "text", notNull, identity);
  }

  private static List<ColumnName> names(ColumnHeader... columns) {
    return List.of(columns).stream().map(ColumnHeader::name).toList();
  }

  private static MatchKey primary(ColumnHeader column) {
    return new MatchKey(MatchKey.Kind.PRIMARY, names(column));
  }

  private static TableHeader table(
      List<ColumnHeader> columns, List<ColumnName> primaryKey, MatchKey key) {
    return new TableHeader(
        new TableName("public", "t"),
        Role.OWNED,
        0,
        false,
        columns,
        primaryKey,
        key,
        List.of(),
        List.of());
  }

  private static TableHeader changed(TableHeader table, String name, Role role, int cycle) {
    return new TableHeader(
        new TableName(table.name().schema(), name),
        role,
        cycle,
        table.partitioned(),
        table.columns(),
        table.primaryKey(),
        table.key(),
        table.sort(),
        table.references());
  }
}
