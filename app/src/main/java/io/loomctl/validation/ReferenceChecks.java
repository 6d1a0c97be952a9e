package io.loomctl.validation;

import io.loomctl.config.Severity;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreContent;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredScenario;
import io.loomctl.store.StoredSnapshot;
import io.loomctl.validation.Check.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Whether snapshots are complete: every reference finds its row inside. */
final class ReferenceChecks implements Checks {

  private final SnapshotStore store;
  private final Validation.Request request;
  private final Reading reading;
  private final int capacity;
  private final List<Finding> findings = new ArrayList<>();
  private long versions;
  private long rows;

  /**
   * Checks that have not run yet.
   *
   * @param capacity the most keys to hold in memory at a time
   */
  ReferenceChecks(SnapshotStore store, Validation.Request request, Reading reading, int capacity) {
    this.store = store;
    this.request = request;
    this.reading = reading;
    this.capacity = capacity;
  }

  @Override
  public void run(Consumer<Check> report) {
    StoreContent content = store.audit(request.scenario().map(ScenarioName::new)).content();
    if (!request.families().contains(Family.SNAPSHOTS)) {
      // Files that cannot be read are told of by that family, if it runs.
      content.problems().stream().map(Finding::error).forEach(findings::add);
    }
    for (StoredScenario scenario : content.scenarios().values()) {
      scenario.versions().forEach(snapshot -> check(scenario, snapshot));
    }
    report.accept(
        Check.of(
            Family.REFERENCES,
            "every reference finds its row",
            findings,
            new Figure(versions, "version"),
            new Figure(rows, "row")));
  }

  private void check(StoredScenario scenario, StoredSnapshot snapshot) {
    versions++;
    rows += snapshot.rows();
    try (SnapshotFile file = store.open(snapshot)) {
      boolean newest = scenario.latest().equals(Optional.of(snapshot));
      // Once for the parents, once for the children.
      LongConsumer progress = reading.of(snapshot.place(), 2 * snapshot.rows());
      check(file, newest, progress);
    } catch (SnapshotException e) {
      e.problems().stream().map(Finding::error).forEach(findings::add);
    } catch (IOException e) {
      throw StoreFailure.reading(e, store.pathOf(snapshot));
    }
  }

  /**
   * Checks one file.
   *
   * @param newest references that nobody enforces may lead nowhere, and in older versions there is
   *     no remedy for that
   */
  private void check(SnapshotFile file, boolean newest, LongConsumer progress) throws IOException {
    Map<TableName, TableHeader> tables = new TreeMap<>();
    file.header().tables().forEach(table -> tables.put(table.name(), table));
    List<ReferenceLookup> lookups = new ArrayList<>();
    for (TableHeader child : tables.values()) {
      for (Reference reference : child.references()) {
        Optional<TableHeader> parent = Optional.ofNullable(tables.get(reference.parent()));
        if (newest || reference.kind().enforced()) {
          ReferenceLookup.of(child, reference, parent).ifPresent(lookups::add);
        }
      }
    }
    ReferenceScan scan = new ReferenceScan(file, capacity, progress);
    scan.run(lookups);
    List<ReferenceLookup> missed = lookups.stream().filter(each -> each.misses() > 0).toList();
    for (ReferenceLookup lookup : missed) {
      ReferenceLookup missing = reallyMissed(scan, lookup);
      if (missing.misses() > 0) {
        TableHeader parent = tables.get(lookup.reference().parent());
        boolean inLookupTable = parent != null && parent.role() == Role.LOOKUP;
        findings.add(dangling(Where.file(file.place()), missing, inLookupTable));
      }
    }
  }

  /** Whatever a collation might hold to be the parent is taken for it: only the server can tell. */
  private static ReferenceLookup reallyMissed(ReferenceScan scan, ReferenceLookup lookup)
      throws IOException {
    if (!lookup.hasCollation()) {
      return lookup;
    }
    ReferenceLookup loose = lookup.loose();
    scan.run(List.of(loose));
    return loose;
  }

  private static Finding dangling(Where where, ReferenceLookup lookup, boolean inLookupTable) {
    Reference reference = lookup.reference();
    boolean error = reference.kind().enforced() && lookup.isCertain() && !inLookupTable;
    String hint;
    if (inLookupTable) {
      hint = "the database that it is imported into has to have these rows already";
    } else if (!reference.kind().enforced()) {
      hint = "the rows were not there when it was taken; the family data checks the database";
    } else {
      hint = "restore the file with git, or export again";
    }
    return new Finding(
        error ? Severity.ERROR : Severity.WARNING,
        Problem.at(where, reference + " leads out of the snapshot").hint(hint),
        lookup.rows());
  }
}
