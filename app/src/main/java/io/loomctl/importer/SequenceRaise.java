package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Sequence;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
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
record SequenceRaise(
    Session session,
    ConfiguredSchema schema,
    Collection<ImportTable> written,
    ProgressListener progress) {

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
          .filter(position -> isWithin(sequence, position.value()))
          .filter(position -> mayBeSet(sequence))
          .forEach(reached::add);
      for (ImportTable table : written) {
        for (SequenceUse use : table.target().table().sequences()) {
          if (use.sequence().equals(sequence)) {
            furthest(table, use).ifPresent(reached::add);
          }
        }
      }
      if (sequence.readable()) {
        reached.forEach(position -> session.query(position.sql(), row -> row.getLong(1)));
      } else if (!reached.isEmpty()) {
        progress.note(
            "sequence " + sequence.name() + " stays where it is: the role may not read it");
      }
    }
  }

  private static boolean isWithin(Sequence sequence, long value) {
    return sequence.lowest() <= value && value <= sequence.highest();
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

  /** The value nearest to the sequence's end, of those that it could give out itself. */
  private Optional<SequenceStatement> furthest(ImportTable table, SequenceUse use) {
    Optional<Column> column = table.target().table().column(use.column());
    if (column.isEmpty() || column.get().family() != Column.Family.INTEGER) {
      return Optional.empty();
    }
    Sequence sequence = use.sequence();
    Sql name = Sql.name(use.column().value());
    return session
        .query(
            Sql.of(
                "SELECT furthest FROM (SELECT {}({}) AS furthest FROM {} WHERE {} BETWEEN {} AND {})"
                    + " AS f WHERE furthest IS NOT NULL",
                sequence.ascending() ? Sql.of("max") : Sql.of("min"),
                name,
                table.target().from(),
                name,
                Sql.number(sequence.lowest()),
                Sql.number(sequence.highest())),
            row ->
                new SequenceStatement(sequence.name(), row.getLong(1), true, sequence.ascending()))
        .stream()
        .findFirst();
  }
}
