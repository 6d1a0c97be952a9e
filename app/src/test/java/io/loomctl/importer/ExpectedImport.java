package io.loomctl.importer;

import io.loomctl.graph.TableName;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.Contents.Row;
import io.loomctl.importer.Transfer.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an import is to make of a database, worked out row by row from what the strategies mean. */
final class ExpectedImport {

  private final Strategy strategy;
  private final Predicate<Row> owned;
  private final Map<String, List<Row>> result = new TreeMap<>();
  private final Contents contents;
  private final boolean madeUp;
  private final Map<String, Figures> figures = new TreeMap<>();
  private long inserted;
  private long updated;
  private long deleted;
  private long skipped;
  private long unchanged;

  /**
   * Works it out.
   *
   * @param owned tells the rows of the database that the scenario owns
   */
  ExpectedImport(Strategy strategy, Contents snapshot, Contents database, Predicate<Row> owned) {
    this.strategy = strategy;
    this.owned = strategy == Strategy.REPLACE ? owned : row -> false;
    TranslatedIds ids = new TranslatedIds(snapshot, database, this.owned);
    Contents translated = ids.contents();
    this.madeUp = !ids.impossible();
    for (Table table : snapshot.schema().tables()) {
      inserted = updated = deleted = skipped = unchanged = 0;
      result.put(table.name(), table(table, translated.of(table), database.of(table)));
      figures.put(
          new TableName(table.schema(), table.name()).toString(),
          new Figures(inserted, updated, deleted, skipped, unchanged));
    }
    this.contents = new Contents(snapshot.schema(), result);
  }

  Contents contents() {
    return contents;
  }

  /** Whether the import can be done at all. */
  boolean possible() {
    return madeUp
        && contents.isValid()
        && (strategy != Strategy.FAIL_ON_CONFLICT
            || figures.values().stream().allMatch(it -> it.skipped() + it.unchanged() == 0));
  }

  /**
   * What is to be reported, by the names of the tables; of all tables, also where there is nothing
   * to do.
   */
  Map<String, Figures> figures() {
    return figures;
  }

  boolean writesNothing() {
    return figures.values().stream().allMatch(it -> it.written() == 0);
  }

  private List<Row> table(Table table, List<Row> snapshot, List<Row> database) {
    List<String> key = Contents.matchKey(table);
    return key.isEmpty() ? byContent(snapshot, database) : byKey(key, snapshot, database);
  }

  private List<Row> byKey(List<String> key, List<Row> snapshot, List<Row> database) {
    Map<String, Row> there = new HashMap<>();
    database.forEach(row -> there.put(row.matchKey(key), row));
    List<Row> rows = new ArrayList<>();
    for (Row row : snapshot) {
      rows.add(row(row, there.remove(row.matchKey(key))));
    }
    there.values().stream().filter(row -> !goes(row)).forEach(rows::add);
    return rows;
  }

  private Row row(Row row, @Nullable Row other) {
    if (other == null) {
      inserted++;
    } else if (other.data().equals(row.data())) {
      unchanged++;
    } else if (strategy.updates()) {
      updated++;
    } else {
      skipped++;
      return other;
    }
    return row;
  }

  /** Rows without a key are paired off by all they hold, owned ones first. */
  private List<Row> byContent(List<Row> snapshot, List<Row> database) {
    Map<String, List<Row>> there = new HashMap<>();
    database.stream()
        .sorted((a, b) -> Boolean.compare(owned.test(b), owned.test(a)))
        .forEach(row -> there.computeIfAbsent(row.data(), data -> new ArrayList<>()).add(row));
    List<Row> rows = new ArrayList<>();
    for (Row row : snapshot) {
      List<Row> equal = there.getOrDefault(row.data(), List.of());
      if (equal.isEmpty()) {
        inserted++;
      } else {
        unchanged++;
        equal.remove(0);
      }
      rows.add(row);
    }
    there.values().forEach(left -> left.stream().filter(row -> !goes(row)).forEach(rows::add));
    return rows;
  }

  private boolean goes(Row row) {
    boolean goes = owned.test(row);
    deleted += goes ? 1 : 0;
    return goes;
  }
}
