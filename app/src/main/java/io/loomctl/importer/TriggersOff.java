package io.loomctl.importer;

import io.loomctl.catalog.Trigger;
import io.loomctl.catalog.TriggerSwitch;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps user triggers and rules silent for tables that are written, where the role may do that. */
final class TriggersOff {

  private final Session session;
  private final boolean fire;
  private final ProgressListener progress;
  private final List<Trigger> silenced = new ArrayList<>();

  /**
   * Nothing is silenced yet.
   *
   * @param fire whether they are meant to fire, so that nothing is to be done
   */
  TriggersOff(Session session, boolean fire, ProgressListener progress) {
    this.session = session;
    this.fire = fire;
    this.progress = progress;
  }

  /**
   * Silences those of a table.
   *
   * @throws RefusedException when a rule would fire: rows are written by statements that rules
   *     cannot rewrite
   */
  void off(ImportTable table) {
    List<Trigger> triggers = table.target().table().triggers();
    if (fire || !table.target().table().owned()) {
      refuseRules(table, triggers);
    }
    if (fire || triggers.stream().noneMatch(trigger -> trigger.mode().fires())) {
      return;
    }
    if (!table.target().table().owned()) {
      progress.note(
          "triggers of " + table.name() + " fire: only the table's owner can disable them");
      return;
    }
    new TriggerSwitch(triggers).off().forEach(session::execute);
    silenced.addAll(triggers);
  }

  private void refuseRules(ImportTable table, List<Trigger> triggers) {
    for (Trigger trigger : triggers) {
      if (trigger.kind() == Trigger.Kind.RULE && trigger.mode().fires()) {
        throw new RefusedException(
            Problem.of(
                    "rule \""
                        + trigger.name()
                        + "\" of "
                        + table.name()
                        + " would fire, and an import cannot write through rules")
                .hint(
                    fire
                        ? "disable the rule, or import without \"--triggers on\""
                        : "disable the rule, or import as the table's owner"));
      }
    }
  }

  /** Fewer rows were written than there are. */
  static DatabaseException keptBack(long written, long expected) {
    return new DatabaseException(
        Problem.of(
                String.format(
                    Locale.ROOT,
                    "a trigger or rule of the database kept rows from being written: %,d instead of"
                        + " %,d",
                    written,
                    expected))
            .hint("import without \"--triggers on\", as the tables' owner"));
  }

  /** Puts each back into the mode that it had. */
  void on() {
    new TriggerSwitch(silenced).on().forEach(session::execute);
  }
}
