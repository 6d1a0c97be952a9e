package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.process.LoomctlProcess.Signal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An export that is stopped in the middle leaves everything as it was. */
class KillIT {

  private static final int KILLS = 10;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"whole, 1", "some, 1"})
  void anExportKilledAtAnyMomentLeavesAFolderThatWorks(String scenario, String jobs)
      throws InterruptedException {
    Workplace shop = Workplace.in(folder, Shop.shared(), Shop.YAML);
    shop.loomctl().run("export", scenario).succeeded();
    long start = System.nanoTime();
    shop.loomctl().run("export", scenario, "--force", "-j", jobs).succeeded();
    long full = System.nanoTime() - start;
    Random random = new Random(20_261_120);
    // The full count for one way of reading; the other ways go through the same moments more
    // coarsely.
    int kills = jobs.equals("1") ? KILLS : KILLS / 2;
    for (int i = 0; i < kills; i++) {
      SortedMap<String, String> before = shop.snapshots().contents(scenario);
      try (LoomctlProcess export =
          shop.loomctl().start("export", scenario, "--force", "-j", jobs)) {
        TimeUnit.NANOSECONDS.sleep((long) (full * (i + random.nextDouble()) / kills));
        export.kill();
        export.await();
      }
      assertFolderWorks(shop, scenario, before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anExportKilledAsSoonAsItsVersionAppearsLeavesAFolderThatWorks(int version) {
    Workplace shop =
        Workplace.in(folder, Shop.shared(), "scenarios: { small: { tables: { customers: {} } } }");
    for (int i = 1; i < version; i++) {
      shop.loomctl().run("export", "small", "--force").succeeded();
    }
    SortedMap<String, String> before = shop.snapshots().contents("small");
    try (LoomctlProcess export = shop.loomctl().start("export", "small", "--force")) {
      Workplace.await(
          "the new version",
          () -> shop.snapshots().versions("small").containsKey(version) || !export.isAlive());
      export.kill();
      export.await();
    }
    assertThat(shop.snapshots().versions("small")).containsKey(version);
    assertFolderWorks(shop, "small", before);
    shop.loomctl().run("export", "small", "--force").succeeded();
    assertThat(shop.snapshots().versions("small")).hasSize(version + 1);
    shop.snapshots().assertIndexed("small");
  }

  private static void assertFolderWorks(
      Workplace shop, String scenario, Map<String, String> before) {
    SnapshotFolder snapshots = shop.snapshots();
    Run next;
    snapshots.assertWhole(scenario);
    assertThat(snapshots.contents(scenario)).containsAllEntriesOf(before);
    assertThat(snapshots.manifest().isObject()).as("the manifest is readable").isTrue();
    snapshots.ageTemporaryFiles();
    try (LoomctlProcess export = shop.loomctl().start("export", scenario)) {
      Run list = shop.loomctl().run("list-exports", scenario).succeeded();
      assertThat(list.err()).isEmpty();
      assertThat(list.out().lines()).hasSize(snapshots.versions(scenario).size() + 1);
      next = export.await().succeeded();
    }
    assertThat(next.out())
        .isEqualTo(
            scenario + ": nothing changed since v" + snapshots.versions(scenario).lastKey() + "\n");
    assertThat(snapshots.temporaryFiles()).isEmpty();
    snapshots.assertIndexed(scenario);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 1", "INT, 1", "TERM, 3", "INT, 3"})
  void anExportInterruptedWhileRowsStreamLeavesNothingBehind(Signal signal, String jobs) {
    signal.assumeDelivered();
    Workplace shop = Workplace.in(folder, Shop.shared(), Shop.YAML);
    try (LoomctlProcess export = shop.loomctl().start("export", "whole", "-j", jobs)) {
      Workplace.await("rows in the file", () -> shop.snapshots().temporaryBytes() > 1_000_000);
      export.signal(signal);
      assertInterrupted(shop, signal, export.await());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TERM", "INT"})
  void anExportInterruptedWhileTheServerSearchesLeavesNothingBehind(Signal signal) {
    signal.assumeDelivered();
    Workplace shop = Workplace.in(folder, Shop.shared(), Shop.YAML);
    try (LoomctlProcess export = shop.loomctl().start("export", "asleep")) {
      shop.awaitSessionWaitingFor("PgSleep");
      export.signal(signal);
      assertInterrupted(shop, signal, export.await());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TERM", "INT"})
  void anExportInterruptedWhileItWaitsForALockLeavesNothingBehind(Signal signal)
      throws SQLException {
    signal.assumeDelivered();
    Workplace shop = Workplace.in(folder, Shop.shared(), Shop.YAML);
    try (Connection other = shop.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("/* test */ LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      try (LoomctlProcess export = shop.loomctl().start("export", "whole")) {
        shop.awaitSessionWaitingFor("relation");
        export.signal(signal);
        assertInterrupted(shop, signal, export.await());
      }
    }
  }

  private static void assertInterrupted(Workplace shop, Signal signal, Run run) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(signal.exit());
    assertThat(run.err()).endsWith("error: interrupted\nNo snapshot was written.\n");
    assertThat(run.out()).isEmpty();
    assertThat(shop.snapshots().temporaryFiles()).isEmpty();
    assertThat(shop.snapshots().versions("whole")).isEmpty();
    shop.awaitNoSession();
  }
}
