package io.loomctl.validation;

import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.SnapshotHeader;
import java.util.List;

/** Says whether a snapshot would import into a database; an import begins with the same. */
@FunctionalInterface
public interface Compatibility {

  /**
   * Everything that stands in the way, each with its remedy; nothing when it would.
   *
   * @param plan of the snapshot's scenario, with NULL for parameters that have no default
   * @param session in a read-only transaction
   */
  List<Problem> problems(SnapshotHeader header, ScenarioPlan plan, Session session);
}
