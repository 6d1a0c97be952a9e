package io.loomctl.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.config.Config;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.explanation.Explanation.LeftOut;
import io.loomctl.explanation.Explanation.Link;
import io.loomctl.explanation.Explanation.Selected;
import io.loomctl.explanation.ReadDatabase.ForeignKey;
import io.loomctl.explanation.ReadDatabase.Row;
import io.loomctl.failure.Where;
import io.loomctl.testing.Cli;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every step of a chain holds in the database, no chain could be shorter, and what is said to be
 * left out is in no export. What is expected comes from rows that the test reads by itself.
 */
class ChainsTest {

  private static final int ROWS = 200;
  private static final int LEFT_OUT = 30;
  private static final long SEED = Long.getLong("loomctl.test.seed", 20261121L);

  /** Each of them is loaded once. */
  private static final Map<String, Loaded> LOADED = new HashMap<>();

  private record Loaded(TestDatabase database, ReadDatabase read) {}

  @TempDir Path folder;

  private static Loaded load(String name) {
    TestDatabase database = TestServer.main().database(SharedDatabases.withData(name));
    return new Loaded(database, new ReadDatabase(database));
  }

  @ParameterizedTest
  @CsvSource({
    "crearis, projects, domaincode = 'augsburg', all, ",
    "crearis, projects, domaincode = 'augsburg', none, ",
    "loom, projects, id = 'proj-a-leaf', all, ",
    "loom, projects, id LIKE 'proj-%', all, agents",
    "pagila, customer, customer_id < 4, all, ",
    "chinook, customer, customer_id < 9, all, "
  })
  void everyStepHoldsAndNoChainCouldBeShorter(
      String name, String table, String where, String children, String stop)
      throws IOException, SQLException {
    Loaded loaded = LOADED.computeIfAbsent(name, ChainsTest::load);
    TestDatabase database = loaded.database;
    ReadDatabase read = loaded.read;
    Map<Row, Integer> owned = expectedOwned(read, database, table, where, children, stop);
    Map<Row, Integer> selected = read.selected(owned);
    Cli cli =
        new Cli(folder)
            .config(
                database,
                "scenarios:\n  s:\n    tables: { %s: { where: \"%s\" } }\n    children: %s\n"
                        .formatted(table, where, children)
                    + (stop == null ? "" : "    stop: [%s]\n".formatted(stop)));
    List<Row> sample = sample(read, selected);
    Set<List<String>> exported = exported(cli, read);
    assertThat(exported).hasSameSizeAs(selected.keySet());
    List<Explanation> explanations = explain(cli, database, read, sample);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < sample.size(); i++) {
        Row row = sample.get(i);
        Explanation explanation = explanations.get(i);
        assertThat(explanation.isSelected())
            .as("seed %d: %s %s", SEED, row, explanation)
            .isEqualTo(selected.containsKey(row))
            .isEqualTo(exported.contains(identity(read, row)));
        if (explanation instanceof Selected found) {
          assertThat(found.owned()).as("%s", found).isEqualTo(owned.containsKey(row));
          assertThat(found.chain())
              .as("%s", found)
              .hasSize(Objects.requireNonNull(selected.get(row)));
          assertHolds(statement, read, found, where, row);
        } else {
          assertThat(((LeftOut) explanation).reasons()).isNotEmpty();
        }
      }
    }
  }

  private static Map<Row, Integer> expectedOwned(
      ReadDatabase read,
      TestDatabase database,
      String table,
      String where,
      String children,
      String stop) {
    List<String> key = Objects.requireNonNull(read.primaryKeys.get(table));
    Set<String> named =
        new HashSet<>(
            database.query("SELECT %s FROM %s WHERE %s".formatted(key.get(0), table, where)));
    List<Row> rows =
        read.rows.stream()
            .filter(
                row -> row.table().equals(table) && named.contains(row.values().get(key.get(0))))
            .toList();
    Map<Row, Integer> owned = new HashMap<>();
    if (children.equals("none")) {
      rows.forEach(row -> owned.put(row, 0));
      return owned;
    }
    return read.owned(rows, stop == null ? Set.of() : Set.of(stop));
  }

  private static List<Row> sample(ReadDatabase read, Map<Row, Integer> selected) {
    List<Row> all = new ArrayList<>(read.rows);
    Collections.shuffle(all, new Random(SEED));
    List<Row> sample =
        all.stream().filter(selected::containsKey).limit(ROWS).collect(Collectors.toList());
    all.stream().filter(row -> !selected.containsKey(row)).limit(LEFT_OUT).forEach(sample::add);
    return sample;
  }

  private static List<String> identity(ReadDatabase read, Row row) {
    List<String> identity = new ArrayList<>(List.of(row.table()));
    Objects.requireNonNull(read.primaryKeys.get(row.table()))
        .forEach(column -> identity.add(row.values().get(column)));
    return identity;
  }

  private Set<List<String>> exported(Cli cli, ReadDatabase read) throws IOException {
    Set<List<String>> exported = new HashSet<>();
    JsonNode document = new JsonMapper().readTree(cli.export("s", "--as", "json").toFile());
    for (JsonNode group : document.get("tables")) {
      for (Map.Entry<String, JsonNode> table : group.properties()) {
        String name = table.getKey().substring("public.".length()).replace("\"", "");
        for (JsonNode row : table.getValue()) {
          List<String> identity = new ArrayList<>(List.of(name));
          Objects.requireNonNull(read.primaryKeys.get(name))
              .forEach(column -> identity.add(row.get(column).asText()));
          exported.add(identity);
        }
      }
    }
    return exported;
  }

  private static List<Explanation> explain(
      Cli cli, TestDatabase database, ReadDatabase read, List<Row> sample) throws IOException {
    Config config = Config.read(cli.configFile(), Map.of());
    List<Why.Sought> sought = sample.stream().map(row -> sought(read, row)).toList();
    DatabaseAddress address = DatabaseAddress.parse(database.url(), Map.of(), Where.NOWHERE);
    try (Database connected = Database.connect("db", address, Where.NOWHERE, 1)) {
      return new Why(connected)
          .run(new Why.Request(config, config.scenario("s"), Map.of(), sought));
    }
  }

  private static Why.Sought sought(ReadDatabase read, Row row) {
    String key =
        Objects.requireNonNull(read.primaryKeys.get(row.table())).stream()
            .map(column -> "\"" + row.values().get(column) + "\"")
            .collect(Collectors.joining(","));
    return new Why.Sought(row.table(), key);
  }

  private static void assertHolds(
      Statement statement, ReadDatabase read, Selected found, String where, Row row)
      throws SQLException {
    RowName at = found.first();
    assertThat(count(statement, at.table() + " AS r WHERE (" + where + ") AND " + is("r", at)))
        .as("%s", found)
        .isEqualTo(1);
    for (Link link : found.chain()) {
      RowName child = link.down() ? link.row() : at;
      RowName parent = link.down() ? at : link.row();
      List<ForeignKey> keys =
          read.keys.stream()
              .filter(key -> key.isOf(child.table().name(), parent.table().name()))
              .filter(key -> key.columns().toString().equals(link.reference().columns().toString()))
              .toList();
      assertThat(keys.stream().map(ForeignKey::name)).contains(link.reference().name());
      assertThat(
              count(
                  statement,
                  "%s AS c JOIN %s AS p ON %s WHERE %s AND %s"
                      .formatted(
                          child.table(),
                          parent.table(),
                          keys.stream()
                              .map(ChainsTest::join)
                              .collect(Collectors.joining(" OR ", "(", ")")),
                          is("c", child),
                          is("p", parent))))
          .as("%s in %s", link, found)
          .isEqualTo(1);
      at = link.row();
    }
    assertThat(at).isEqualTo(found.row());
    assertThat(identity(read, row).subList(1, identity(read, row).size()))
        .isEqualTo(at.values().stream().map(Optional::orElseThrow).toList());
  }

  private static String join(ForeignKey key) {
    List<String> equations = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      equations.add(
          "c.\"%s\" = p.\"%s\"".formatted(key.columns().get(i), key.parentColumns().get(i)));
    }
    return String.join(" AND ", equations)
        + " AND c.tableoid IN ("
        + key.leaves().stream().map(Object::toString).collect(Collectors.joining(", "))
        + ")";
  }

  private static String is(String alias, RowName row) {
    List<String> equations = new ArrayList<>();
    for (int i = 0; i < row.columns().size(); i++) {
      equations.add(
          "%s.%s = '%s'".formatted(alias, row.columns().get(i), row.values().get(i).orElseThrow()));
    }
    return String.join(" AND ", equations);
  }

  private static long count(Statement statement, String from) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
