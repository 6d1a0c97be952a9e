package io.loomctl.validation;

import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreContent;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredSnapshot;
import io.loomctl.validation.Check.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether the newest snapshot of each scenario would import into the database. Older ones are not
 * asked: a schema moves on.
 */
record CompatibilityChecks(
    SnapshotStore store,
    LiveDatabase live,
    List<ScenarioConfig> scenarios,
    Compatibility compatibility)
    implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    StoreContent content = store.content();
    List<Finding> findings = new ArrayList<>();
    long looked = 0;
    for (ScenarioConfig scenario : scenarios) {
      Optional<StoredSnapshot> newest = content.scenario(scenario.name()).latest();
      Optional<SnapshotHeader> header = newest.flatMap(this::header);
      if (header.isPresent()) {
        looked++;
        check(scenario, header.get()).stream()
            .map(problem -> of(newest.get(), problem))
            .forEach(findings::add);
      }
    }
    report.accept(
        Check.of(
            Family.COMPATIBILITY,
            "the newest snapshots would import into this database",
            findings,
            new Figure(looked, "snapshot")));
  }

  private List<Problem> check(ScenarioConfig scenario, SnapshotHeader header) {
    ConfiguredSchema schema = live.schema();
    return live.inTransaction(
        TransactionMode.READ_ONLY,
        session ->
            DataChecks.plan(session, schema, scenario)
                .map(plan -> compatibility.problems(header, plan, session))
                .orElse(List.of()));
  }

  private static Finding of(StoredSnapshot snapshot, Problem problem) {
    String name = snapshot.scenario() + " v" + snapshot.version() + ": ";
    return Finding.error(
        new Problem(problem.where(), name + problem.message(), problem.details(), problem.hint()));
  }

  /** A file that cannot be read is told of by the checks of the folder. */
  private Optional<SnapshotHeader> header(StoredSnapshot snapshot) {
    try (SnapshotFile file = store.open(snapshot)) {
      return Optional.of(file.header());
    } catch (SnapshotException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreFailure.reading(e, store.pathOf(snapshot));
    }
  }
}
