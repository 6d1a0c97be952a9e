package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Sequence;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.snapshot.SequenceStatement;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings sequences past the highest value present and to where the snapshot says they were. None is
 * ever lowered. Run last of all, because a rollback does not take back the position of a sequence.
 */
record SequenceRaise(Session session, ConfiguredSchema schema, Collection<ImportTable> written) {

  /**
   * Raises what is behind.
   *
   * @param positions those of the snapshot
   */
  void run(List<SequenceStatement> positions) {
    for (Sequence sequence : schema.catalog().sequences()) {
      List<SequenceStatement> reached = new ArrayList<>();
      positions.stream()
          .filter(position -> position.name().equals(sequence.name()))
          .filter(position -> mayBeSet(sequence))
          .forEach(reached::add);
      for (ImportTable table : written) {
        for (SequenceUse use : table.target().table().sequences()) {
          if (use.sequence().equals(sequence)) {
            furthest(table, use).ifPresent(reached::add);
          }
        }
      }
      for (SequenceStatement position : reached) {
        session.query(position.sql(), row -> row.getLong(1));
      }
    }
  }

  /** A snapshot moves sequences that fill the tables it is written to, or that fill none at all. */
  private boolean mayBeSet(Sequence sequence) {
    Set<TableName> users = new HashSet<>();
    schema
        .catalog()
        .tables()
        .forEach(
            (name, table) -> {
              if (table.sequences().stream().anyMatch(use -> use.sequence().equals(sequence))) {
                users.add(name);
              }
            });
    return users.isEmpty()
        ? schema.config().schemas().contains(sequence.name().schema())
        : written.stream().map(ImportTable::name).anyMatch(users::contains);
  }

  private Optional<SequenceStatement> furthest(ImportTable table, SequenceUse use) {
    Optional<Column> column = table.target().table().column(use.column());
    if (column.isEmpty() || column.get().family() != Column.Family.INTEGER) {
      return Optional.empty();
    }
    return session
        .query(
            Sql.of(
                "SELECT furthest FROM (SELECT {}({}) AS furthest FROM {}) AS f WHERE furthest IS"
                    + " NOT NULL",
                use.sequence().ascending() ? Sql.of("max") : Sql.of("min"),
                Sql.name(use.column().value()),
                table.target().from()),
            row ->
                new SequenceStatement(
                    use.sequence().name(), row.getLong(1), true, use.sequence().ascending()))
        .stream()
        .findFirst();
  }
}
