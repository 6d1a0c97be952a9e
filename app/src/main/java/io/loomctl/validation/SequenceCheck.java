package io.loomctl.validation;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Sequence;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the next value of each sequence lies beyond all values in the columns that it fills. */
record SequenceCheck(Session session, ConfiguredSchema schema, Set<TableName> tables) {

  /** A column that a sequence fills, and the furthest value in it. */
  private record Reached(TableName table, SequenceUse use, long value) {}

  Check run() {
    List<Finding> findings = new ArrayList<>();
    long looked = 0;
    for (Sequence sequence : schema.catalog().sequences()) {
      List<Table> users = users(sequence);
      if (!users.isEmpty()) {
        looked++;
        look(sequence, users).ifPresent(findings::add);
      }
    }
    return Check.of(
        Family.DATA,
        "every sequence is ahead of its columns",
        findings,
        new Figure(looked, "sequence"));
  }

  private Optional<Finding> look(Sequence sequence, List<Table> users) {
    Optional<Table> unread = users.stream().filter(table -> !query(table).mayRead()).findFirst();
    if (unread.isPresent()) {
      return Optional.of(query(unread.get()).notRead());
    }
    return sequence.readable()
        ? behind(sequence, users)
        : Optional.of(TableQuery.notRead(sequence.name()));
  }

  private List<Table> users(Sequence sequence) {
    return tables.stream()
        .map(name -> schema.table(name).table())
        .filter(table -> !uses(table, sequence).isEmpty())
        .toList();
  }

  private TableQuery query(Table table) {
    return new TableQuery(schema.table(table.name()));
  }

  /** A sequence may also own a column that it no longer fills. */
  private static List<SequenceUse> uses(Table table, Sequence sequence) {
    return table.sequences().stream()
        .filter(use -> use.sequence().equals(sequence))
        .filter(
            use ->
                table
                    .column(use.column())
                    .filter(column -> column.hasDefault() || column.identity())
                    .map(column -> column.family() == Column.Family.INTEGER)
                    .orElse(false))
        .toList();
  }

  private Optional<Finding> behind(Sequence sequence, List<Table> users) {
    List<Reached> reached = new ArrayList<>();
    for (Table table : users) {
      for (SequenceUse use : uses(table, sequence)) {
        furthest(table, use).ifPresent(reached::add);
      }
    }
    long next = next(sequence);
    return reached.stream()
        .filter(column -> sequence.ascending() ? column.value >= next : column.value <= next)
        .max(
            (a, b) ->
                sequence.ascending()
                    ? Long.compare(a.value, b.value)
                    : Long.compare(b.value, a.value))
        .map(furthest -> behind(sequence, next, furthest));
  }

  private static Finding behind(Sequence sequence, long next, Reached furthest) {
    return Finding.error(
        Problem.of(
                "sequence "
                    + sequence.name()
                    + " gives "
                    + next
                    + " next, but "
                    + furthest.table
                    + "."
                    + furthest.use.column()
                    + " reaches "
                    + furthest.value)
            .hint(
                Sql.of(
                        "SELECT setval({}, {})",
                        Sql.literal(sequence.name().toString()),
                        Sql.number(furthest.value))
                    .text()));
  }

  private Optional<Reached> furthest(Table table, SequenceUse use) {
    return session
        .query(
            Sql.of(
                "SELECT {}({}) {}",
                use.sequence().ascending() ? Sql.of("max") : Sql.of("min"),
                Sql.name(use.column().value()),
                query(table).from()),
            row -> {
              long value = row.getLong(1);
              return row.wasNull()
                  ? Optional.<Reached>empty()
                  : Optional.of(new Reached(table.name(), use, value));
            })
        .get(0);
  }

  private long next(Sequence sequence) {
    return session.queryOne(
        Sql.of(
            "SELECT s.last_value, s.is_called, d.seqincrement FROM {} AS s, pg_sequence AS d WHERE"
                + " d.seqrelid = {}::regclass",
            name(sequence),
            Sql.literal(name(sequence).text())),
        row -> row.getBoolean(2) ? after(row.getLong(1), row.getLong(3)) : row.getLong(1));
  }

  /** At the end of its range a sequence gives nothing more. */
  private static long after(long value, long increment) {
    boolean overflows =
        increment > 0 ? value > Long.MAX_VALUE - increment : value < Long.MIN_VALUE - increment;
    return overflows ? value : value + increment;
  }

  private static Sql name(Sequence sequence) {
    return Sql.name(sequence.name().schema(), sequence.name().name());
  }
}
