package io.loomctl.validation;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotVerification;
import io.loomctl.store.FolderAudit;
import io.loomctl.store.LatestPointer;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredScenario;
import io.loomctl.store.StoredSnapshot;
import io.loomctl.validation.Check.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The snapshot folder: its files against their checksums, its indexes against its files. */
record SnapshotChecks(
    SnapshotStore store, Validation.Request request, Config config, Reading reading)
    implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    List<Finding> unrepaired = new ArrayList<>();
    List<Path> repaired = request.repair() ? repair(unrepaired) : List.of();
    FolderAudit.Result audit = store.audit(request.scenario().map(ScenarioName::new));
    report.accept(files(audit));
    report.accept(
        Check.of(
            Family.SNAPSHOTS, "every version number is used once", errors(audit.sameVersion())));
    unrepaired.addAll(errors(audit.manifest()));
    report.accept(
        Check.of(Family.SNAPSHOTS, "the manifest agrees with the files", unrepaired)
            .withChanges(rebuilt(repaired, false)));
    report.accept(
        Check.of(
                Family.SNAPSHOTS,
                "the pointer leads to the newest version",
                errors(audit.pointers()))
            .withChanges(rebuilt(repaired, true)));
    List<Finding> strays = new ArrayList<>(withoutScenario(audit));
    audit.strays().stream().map(Finding::warning).forEach(strays::add);
    report.accept(
        Check.of(Family.SNAPSHOTS, "everything in the snapshot folder belongs there", strays));
  }

  private static List<Finding> errors(List<Problem> problems) {
    return problems.stream().map(Finding::error).toList();
  }

  private List<Path> repair(List<Finding> unrepaired) {
    try {
      return store.repair();
    } catch (SnapshotException e) {
      unrepaired.addAll(errors(e.problems()));
      return List.of();
    }
  }

  private static List<String> rebuilt(List<Path> repaired, boolean pointers) {
    return repaired.stream()
        .filter(path -> LatestPointer.isNamedLikeOne(path) == pointers)
        .map(path -> "rebuilt " + path.toString().replace('\\', '/'))
        .toList();
  }

  private Check files(FolderAudit.Result audit) {
    List<Finding> findings = new ArrayList<>(errors(audit.content().problems()));
    List<StoredSnapshot> snapshots =
        audit.content().scenarios().values().stream()
            .flatMap(scenario -> scenario.versions().stream())
            .toList();
    for (StoredSnapshot snapshot : snapshots) {
      findings.addAll(errors(verify(snapshot)));
    }
    return Check.of(
        Family.SNAPSHOTS,
        "every snapshot is as it was written",
        findings,
        new Figure(snapshots.size(), "version"),
        new Figure(snapshots.stream().mapToLong(StoredSnapshot::bytes).sum(), "byte"));
  }

  private List<Problem> verify(StoredSnapshot snapshot) {
    try (SnapshotFile file = store.open(snapshot)) {
      LongConsumer rows = reading.of(snapshot.place(), snapshot.rows());
      double rowsPerByte = (double) snapshot.rows() / Math.max(1, file.bytes());
      return SnapshotVerification.verify(file, bytes -> rows.accept((long) (bytes * rowsPerByte)));
    } catch (SnapshotException e) {
      return e.problems();
    } catch (IOException e) {
      return StoreFailure.reading(e, store.pathOf(snapshot)).problems();
    }
  }

  private List<Finding> withoutScenario(FolderAudit.Result audit) {
    List<String> known =
        config.scenarios().stream().map(ScenarioConfig::name).map(ScenarioName::value).toList();
    return audit.content().scenarios().values().stream()
        .filter(stored -> !stored.versions().isEmpty())
        .map(StoredScenario::scenario)
        .filter(scenario -> !known.contains(scenario.value()))
        .map(
            scenario ->
                Problem.at(
                        Where.file(store.root().resolve(scenario.value())),
                        "\"" + scenario + "\" is no scenario of the config")
                    .hint("delete its versions, or put the scenario back"))
        .map(Finding::warning)
        .toList();
  }
}
