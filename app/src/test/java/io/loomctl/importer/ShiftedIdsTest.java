package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Databases imported into copies of themselves in which every id is another one. Rows are matched
 * by natural keys; afterwards every reference, followed by natural key, is the same on both sides.
 *
 * <p>Tables of which no columns tell rows apart (copies of a film in an inventory, playlists of the
 * same name) are matched by their id, the only thing that can be. So their ids mean something, and
 * merge is right only where both sides share them; replace makes them those of the snapshot.
 */
class ShiftedIdsTest {

  private static final String CREARIS_VIRTUAL =
      "event_instructors.event_id=events.id event_instructors.instructor_id=instructors.id"
          + " images.root_id=images.id images.status_id=status.id";

  /** One partition has no foreign keys, so its rows reference nothing unless the config says so. */
  private static final String PAGILA_VIRTUAL =
      "payment.customer_id=customer.customer_id payment.staff_id=staff.staff_id"
          + " payment.rental_id=rental.rental_id";

  @TempDir Path folder;

  /** Parents first. */
  private static String keys(String database) {
    return switch (database) {
      case "chinook" ->
          "artist=name genre=name media_type=name album=title,artist_id employee=email"
              + " customer=email invoice=customer_id,invoice_date"
              + " track=name,album_id,composer,milliseconds invoice_line=invoice_id,track_id";
      case "crearis" ->
          "status=name,table tags=name sysdomains=tld,domain,subdomain users=sysmail"
              + " projects=domaincode domains=sysdomain_id,textdomain i18n_codes=name,variation,type"
              + " images=url instructors=xmlid locations=xmlid events=xmlid posts=xmlid"
              + " participants=xmlid";
      case "loom" ->
          "users=username notification_preferences=user_id workflows=name"
              + " workflow_nodes=workflow_id,node_key workflow_executions=bead_id";
      default ->
          "country=country city=city,country_id address=address,city_id language=name category=name"
              + " film=title staff=email store=manager_staff_id customer=email"
              + " rental=rental_date,inventory_id,customer_id";
    };
  }

  private static String virtual(String database) {
    return switch (database) {
      case "crearis" -> CREARIS_VIRTUAL;
      case "loom" -> "workflow_edges.workflow_id=workflows.id";
      case "pagila" -> PAGILA_VIRTUAL;
      default -> "";
    };
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      List.of(text.split(" "))
          .forEach(pair -> pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    }
    return pairs;
  }

  private static String yaml(Map<String, List<String>> keys, Map<String, String> virtual) {
    Map<String, String> tables = new TreeMap<>();
    keys.forEach((table, key) -> tables.merge(table, "key: " + key, (a, b) -> a + ", " + b));
    Map<String, String> references = new TreeMap<>();
    virtual.forEach(
        (child, parent) ->
            references.merge(
                child.split("\\.", 2)[0],
                child.split("\\.", 2)[1] + ": " + parent,
                (a, b) -> a + ", " + b));
    references.forEach(
        (table, list) ->
            tables.merge(table, "references: { " + list + " }", (a, b) -> a + ", " + b));
    return tables.entrySet().stream()
        .map(table -> "  " + table.getKey() + ": { " + table.getValue() + " }\n")
        .collect(Collectors.joining("", "tables:\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void mergeFollowsEveryReferenceByNaturalKey(String name) {
    check(name, "merge", keyed(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void replaceFollowsThemAlsoWhereIdsAreAllThereIs(String name) {
    TestDatabase any = TestServer.main().database(SharedDatabases.withData(name));
    Set<String> all =
        new TreeSet<>(any.query("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"));
    check(name, "replace", all);
  }

  private static Set<String> keyed(String name) {
    return pairs(keys(name)).keySet();
  }

  private void check(String name, String strategy, Set<String> shifted) {
    LinkedHashMap<String, List<String>> keys = new LinkedHashMap<>();
    pairs(keys(name)).forEach((table, key) -> keys.put(table, List.of(key.split(","))));
    Map<String, String> virtual = pairs(virtual(name));
    TestDatabase source = TestServer.main().database(SharedDatabases.withData(name));
    TestDatabase target = TestServer.main().database(SharedDatabases.withData(name));
    ShiftedCopy copy = new ShiftedCopy(target, keys, virtual);
    copy.shift(shifted);
    Map<String, List<String>> meaning = new ShiftedCopy(source, keys, virtual).meaning();
    if (strategy.equals("merge")) {
      assertThat(copy.meaning()).isEqualTo(meaning);
    }
    copy.mutate();
    Transfer transfer = Transfer.of(folder, source, target, yaml(keys, virtual));
    assertThat(transfer.total("--strategy", strategy).written()).isPositive();
    Map<String, List<String>> after = copy.meaning();
    meaning.forEach((table, rows) -> assertThat(after.get(table)).as(table).isEqualTo(rows));
    assertThat(transfer.total("--strategy", strategy).written()).isZero();
  }
}
