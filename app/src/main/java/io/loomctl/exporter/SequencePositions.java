package io.loomctl.exporter;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Sequence;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.masking.MaskedRows;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.SequenceStatement;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Statements that leave sequences where the next insert works. Where every table that a sequence
 * fills was taken whole, its exact position is restored; else it is moved past the rows of the
 * snapshot, so that rows which the scenario does not own leave no mark. A sequence that fills no
 * column as far as the catalog knows (it may be called by a function) is restored when all tables
 * were taken whole. No sequence is ever lowered. One that fills a masked column is left alone.
 */
record SequencePositions(
    Session session, ScenarioPlan plan, MaskedRows masks, List<SelectedTable> tables) {

  List<Sql> statements() {
    List<Sql> statements = new ArrayList<>();
    for (Sequence sequence : plan.schema().catalog().sequences()) {
      if (!fillsMasked(sequence)) {
        position(sequence).ifPresent(position -> statements.add(position.sql()));
      }
    }
    return statements;
  }

  /** Its position would be one of the values that are masked. */
  private boolean fillsMasked(Sequence sequence) {
    return plan.schema().catalog().tables().values().stream()
        .anyMatch(
            table ->
                table.sequences().stream()
                    .filter(use -> use.sequence().equals(sequence))
                    .anyMatch(use -> masks.columns(table.name()).contains(use.column())));
  }

  private Optional<SequenceStatement> position(Sequence sequence) {
    Predicate<Table> filled =
        table -> table.sequences().stream().anyMatch(use -> use.sequence().equals(sequence));
    List<TableName> users =
        plan.schema().catalog().tables().values().stream().filter(filled).map(Table::name).toList();
    boolean exact =
        users.isEmpty()
            ? isOfSchemas(sequence) && plan.schema().inScope().stream().allMatch(plan::takenWhole)
            : users.stream().allMatch(this::isReplaced);
    return exact && sequence.readable() ? exact(sequence) : pastRows(sequence);
  }

  private boolean isOfSchemas(Sequence sequence) {
    return plan.schema().config().schemas().contains(sequence.name().schema());
  }

  private boolean isReplaced(TableName table) {
    return plan.takenWhole(table) && !plan.schema().table(table).lookup();
  }

  private Optional<SequenceStatement> exact(Sequence sequence) {
    return Optional.of(
        session.queryOne(
            Sql.of("SELECT last_value, is_called FROM {}", name(sequence)),
            row ->
                new SequenceStatement(
                    sequence.name(), row.getLong(1), row.getBoolean(2), sequence.ascending())));
  }

  private Optional<SequenceStatement> pastRows(Sequence sequence) {
    List<SequenceStatement> reached = new ArrayList<>();
    for (SelectedTable table : tables) {
      for (SequenceUse use : table.table().table().sequences()) {
        Optional<Column> column = table.table().table().column(use.column());
        if (use.sequence().equals(sequence)
            && !table.table().lookup()
            && column.isPresent()
            && column.get().family() == Column.Family.INTEGER
            && table.table().carries(use.column())) {
          reached.addAll(furthest(table, use));
        }
      }
    }
    Comparator<SequenceStatement> byValue = Comparator.comparingLong(SequenceStatement::value);
    return reached.stream().max(sequence.ascending() ? byValue : byValue.reversed());
  }

  private List<SequenceStatement> furthest(SelectedTable table, SequenceUse use) {
    Sql column = Sql.of("loomctl_row.{}", Sql.name(use.column().value()));
    return session.query(
        Sql.of(
            "SELECT furthest FROM (SELECT {}({}) AS furthest {}) AS f WHERE furthest IS NOT NULL",
            use.sequence().ascending() ? Sql.of("max") : Sql.of("min"),
            column,
            table.from()),
        row ->
            new SequenceStatement(
                use.sequence().name(), row.getLong(1), true, use.sequence().ascending()));
  }

  private static Sql name(Sequence sequence) {
    return Sql.name(sequence.name().schema(), sequence.name().name());
  }
}
