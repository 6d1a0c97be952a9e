package io.loomctl.importer;

import io.loomctl.catalog.Trigger;
import io.loomctl.catalog.TriggerSwitch;
import io.loomctl.database.Session;
import io.loomctl.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;

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

  void off(ImportTable table) {
    List<Trigger> triggers = table.target().table().triggers();
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

  /** Puts each back into the mode that it had. */
  void on() {
    new TriggerSwitch(silenced).on().forEach(session::execute);
  }
}
