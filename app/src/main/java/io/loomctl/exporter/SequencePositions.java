package io.loomctl.exporter;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statements that leave sequences where the next insert works. Where every table that a sequence
 * fills was taken whole, its exact position is restored; else it is moved past the rows of the
 * snapshot, so that rows which the scenario does not own leave no mark. A sequence is never
 * lowered.
 */
record SequencePositions(Session session, ScenarioPlan plan, List<SelectedTable> tables) {

  private record Position(long value, boolean called) {}

  List<Sql> statements() {
    Set<TableName> sequences = new TreeSet<>();
    for (SelectedTable table : tables) {
      if (!table.table().lookup()) {
        table.table().table().sequences().forEach(use -> sequences.add(use.sequence()));
      }
    }
    List<Sql> statements = new ArrayList<>();
    for (TableName sequence : sequences) {
      boolean ascending = usesOf(sequence).get(0).ascending();
      (isExact(sequence) ? exact(sequence) : pastRows(sequence, ascending))
          .ifPresent(position -> statements.add(set(sequence, position, ascending)));
    }
    return statements;
  }

  private List<SequenceUse> usesOf(TableName sequence) {
    return plan.schema().catalog().tables().values().stream()
        .flatMap(table -> table.sequences().stream())
        .filter(use -> use.sequence().equals(sequence))
        .toList();
  }

  private boolean isExact(TableName sequence) {
    return usesOf(sequence).stream().allMatch(SequenceUse::readable)
        && plan.schema().catalog().tables().values().stream()
            .filter(
                table ->
                    table.sequences().stream().anyMatch(use -> use.sequence().equals(sequence)))
            .map(Table::name)
            .allMatch(plan::takenWhole);
  }

  private Optional<Position> exact(TableName sequence) {
    return Optional.of(
        session.queryOne(
            Sql.of("SELECT last_value, is_called FROM {}", name(sequence)),
            row -> new Position(row.getLong(1), row.getBoolean(2))));
  }

  private Optional<Position> pastRows(TableName sequence, boolean ascending) {
    List<Position> reached = new ArrayList<>();
    for (SelectedTable table : tables) {
      for (SequenceUse use : table.table().table().sequences()) {
        Optional<Column> column = table.table().table().column(use.column());
        if (use.sequence().equals(sequence)
            && column.isPresent()
            && column.get().family() == Column.Family.INTEGER
            && table.table().carries(use.column())) {
          reached.addAll(furthest(table, use, ascending));
        }
      }
    }
    Comparator<Position> byValue = Comparator.comparingLong(Position::value);
    return reached.stream().max(ascending ? byValue : byValue.reversed());
  }

  private List<Position> furthest(SelectedTable table, SequenceUse use, boolean ascending) {
    Sql column = Sql.of("loomctl_row.{}", Sql.name(use.column().value()));
    Sql furthest = ascending ? Sql.of("max({})", column) : Sql.of("min({})", column);
    return session.query(
        Sql.of(
            "SELECT furthest FROM (SELECT {} AS furthest {}) AS f WHERE furthest IS NOT NULL",
            furthest,
            table.from()),
        row -> new Position(row.getLong(1), true));
  }

  private static Sql set(TableName sequence, Position position, boolean ascending) {
    Sql value = Sql.number(position.value);
    Sql called = position.called ? Sql.of("true") : Sql.of("false");
    Sql behind =
        ascending
            ? Sql.of("(last_value, is_called) < ({}, {})", value, called)
            : Sql.of("(- last_value, is_called) < (- ({}), {})", value, called);
    return Sql.of(
        "SELECT pg_catalog.setval({}, {}, {}) FROM {} WHERE {}",
        Sql.literal(name(sequence).text()),
        value,
        called,
        name(sequence),
        behind);
  }

  private static Sql name(TableName sequence) {
    return Sql.name(sequence.schema(), sequence.name());
  }
}
