package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.format.Identities;
import io.loomctl.format.Unpacking;
import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.validation.Check.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the answers of whoever can import become findings. */
class CompatibilityFindingsTest {

  @TempDir Path folder;

  private List<Check> checks(Workshop workshop, Compatibility compatibility) {
    List<Database> opened = new ArrayList<>();
    try {
      DatabaseSource source =
          config -> {
            DatabaseAddress address =
                DatabaseAddress.parse(workshop.database().url(), Map.of(), Where.NOWHERE);
            opened.add(Database.connect("db", address, Where.NOWHERE, 1));
            return opened.get(0);
          };
      return new Validation(
              source,
              new Unpacking(Identities.none()),
              compatibility,
              ProgressListener.NONE,
              () -> false)
          .run(
              new Validation.Request(
                  workshop.cli().configFile(),
                  Map.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Set.of(Family.COMPATIBILITY),
                  false,
                  false,
                  false))
          .checks();
    } finally {
      opened.forEach(Database::close);
    }
  }

  @Test
  void theNewestSnapshotOfEachScenarioIsAskedFor() {
    Workshop workshop = new Workshop(folder);
    workshop.export();
    workshop.export();
    List<String> asked = new ArrayList<>();
    Compatibility fits =
        (header, plan, session) -> {
          asked.add(header.scenario() + " v" + header.version() + " " + plan.scenario());
          return List.of();
        };
    List<Check> checks = checks(workshop, fits);
    assertThat(asked).containsExactly("all v2 all");
    assertThat(checks).extracting(Check::status).containsExactly(Status.PASS);
  }

  @Test
  void eachThingInTheWayIsAnErrorThatNamesTheSnapshot() {
    Workshop workshop = new Workshop(folder);
    workshop.export();
    Compatibility refuses =
        (header, plan, session) ->
            header.tables().stream()
                .map(TableHeader::name)
                .filter(table -> table.name().startsWith("p"))
                .map(table -> Problem.of("the target has no table " + table).hint("migrate"))
                .toList();
    List<Check> checks = checks(workshop, refuses);
    assertThat(checks).hasSize(1);
    assertThat(checks.get(0).findings())
        .extracting(finding -> finding.severity() + " " + finding.problem().message())
        .containsExactly(
            "ERROR all v1: the target has no table public.person",
            "ERROR all v1: the target has no table public.project");
    assertThat(checks.get(0).findings())
        .extracting(finding -> String.valueOf(finding.problem().hint()))
        .containsOnly("migrate");
  }
}
