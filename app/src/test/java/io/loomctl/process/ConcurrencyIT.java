package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.process.LoomctlProcess.Signal;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that run at the same time neither lose nor damage each other's versions. */
class ConcurrencyIT {

  private static final int PROCESSES = 8;

  /** In every state that a transaction leaves behind, the values of both tables add up to zero. */
  private static final String SQL =
      """
      CREATE TABLE gave (id integer PRIMARY KEY, amount integer NOT NULL);
      CREATE TABLE took (id integer PRIMARY KEY, amount integer NOT NULL);
      INSERT INTO gave SELECT i, 0 FROM generate_series(1, 1000) AS i;
      INSERT INTO took SELECT i, 0 FROM generate_series(1, 1000) AS i;
      """;

  private static final String YAML =
      "scenarios: { everything: {}, given: { tables: { gave: { where: 'id < 500' } } } }";

  private static final Pattern SAID =
      Pattern.compile("everything(?: v(\\d+): .*\\n.*|: nothing changed since v(\\d+))\\n");

  @TempDir Path folder;

  private Workplace place;

  @BeforeEach
  void setUp() {
    place = Workplace.in(folder, TestServer.main().database(SQL), YAML);
  }

  @Test
  void eightExportsOfUnchangedDataMakeOneVersion() {
    List<Run> runs = exports(PROCESSES, "export", "everything");
    assertThat(runs.stream().filter(run -> written(run) == 1)).hasSize(1);
    assertThat(runs.stream().filter(run -> unchangedSince(run) == 1)).hasSize(PROCESSES - 1);
    assertSound("everything", 1);
  }

  @Test
  void eightForcedExportsMakeEightVersions() {
    List<Run> runs = exports(PROCESSES, "export", "everything", "--force");
    assertThat(runs.stream().map(ConcurrencyIT::written))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, PROCESSES).boxed().toList());
    assertSound("everything", PROCESSES);
  }

  @Test
  void eightExportsWhileRowsChangeEachSeeOneStateOfTheData() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> writer =
        CompletableFuture.supplyAsync(() -> write(place.database(), enough));
    List<Run> runs;
    try {
      runs = exports(PROCESSES, "export", "everything");
    } finally {
      enough.set(true);
    }
    assertThat(writer.get()).as("transactions of the writer").isGreaterThan(PROCESSES);
    List<Integer> written =
        runs.stream().map(ConcurrencyIT::written).filter(version -> version > 0).sorted().toList();
    assertThat(written)
        .isEqualTo(IntStream.rangeClosed(1, written.size()).boxed().toList())
        .hasSizeGreaterThan(1);
    for (Run run : runs) {
      assertThat(Math.max(written(run), unchangedSince(run))).isBetween(1, written.size());
    }
    assertSound("everything", written.size());
    for (Path version : place.snapshots().versions("everything").values()) {
      assertThat(sum(version)).as("sum in " + version).isZero();
    }
  }

  @Test
  void exportsOfTwoScenariosDoNotGetInEachOthersWay() {
    List<LoomctlProcess> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES / 4; i++) {
      processes.add(place.loomctl().start("export", "everything", "--force", "-j", "2"));
      processes.add(place.loomctl().start("export", "given", "--force"));
    }
    awaitAll(processes);
    assertSound("everything", PROCESSES / 4);
    assertSound("given", PROCESSES / 4);
  }

  @Test
  void anExportThatTakesLongKeepsItsFileWhileAnotherCleansUp() throws SQLException, IOException {
    try (Connection other = place.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("/* test */ LOCK TABLE gave IN ACCESS EXCLUSIVE MODE");
      try (LoomctlProcess slow = place.loomctl().start("export", "everything")) {
        place.awaitSessionWaitingFor("relation");
        List<Path> files = place.snapshots().temporaryFiles();
        assertThat(files).isNotEmpty();
        place.snapshots().ageTemporaryFiles();
        String small = otherConfig("everything: {}", "everything: { tables: { took: {} } }");
        Run fast = place.loomctl().run("export", "everything", "--config", small).succeeded();
        assertThat(written(fast)).isEqualTo(1);
        assertThat(place.snapshots().temporaryFiles()).isEqualTo(files);
        other.rollback();
        assertThat(written(slow.await().succeeded())).isEqualTo(2);
      }
    }
    assertSound("everything", 2);
  }

  /** Its own threads, too, look for abandoned files when they start one. */
  @Test
  void aParallelExportThatTakesLongKeepsItsFilesWhileAnotherCleansUp()
      throws SQLException, IOException {
    place = Workplace.in(folder, Shop.shared(), Shop.YAML);
    String small = otherConfig("whole: {}", "whole: { tables: { customers: {} } }");
    try (Connection other = place.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("/* test */ LOCK TABLE lines IN ACCESS EXCLUSIVE MODE");
      try (LoomctlProcess slow = place.loomctl().start("export", "whole", "-j", "3")) {
        place.awaitSessionWaitingFor("relation");
        place.snapshots().ageTemporaryFiles();
        other.rollback();
        Workplace.await("rows in the files", () -> place.snapshots().temporaryBytes() > 1_000_000);
        slow.signal(Signal.STOP);
        place.snapshots().ageTemporaryFiles();
        List<Path> files = place.snapshots().temporaryFiles();
        place.loomctl().run("export", "whole", "--config", small).succeeded();
        assertThat(place.snapshots().temporaryFiles()).containsAll(files);
        slow.signal(Signal.CONT);
        assertThat(slow.await().succeeded().out()).startsWith("whole v2: 300,000 rows ");
      }
    }
    assertSound("whole", 2);
  }

  /** Another config for the same snapshots. */
  private String otherConfig(String scenario, String changed) throws IOException {
    Path file = folder.resolve("config/other.yaml");
    String yaml = Files.readString(folder.resolve("config/loomctl.yaml"));
    Files.writeString(file, yaml.replace(scenario, changed));
    return file.toString();
  }

  private List<Run> exports(int number, String... args) {
    return awaitAll(Stream.generate(() -> place.loomctl().start(args)).limit(number).toList());
  }

  private static List<Run> awaitAll(List<LoomctlProcess> processes) {
    try {
      return processes.stream().map(process -> process.await().succeeded()).toList();
    } finally {
      processes.forEach(LoomctlProcess::close);
    }
  }

  /** The version that a run says it wrote; 0 for none. */
  private static int written(Run run) {
    return said(run, 1);
  }

  private static int unchangedSince(Run run) {
    return said(run, 2);
  }

  private static int said(Run run, int group) {
    Matcher said = SAID.matcher(run.out());
    assertThat(said.matches()).as(run.toString()).isTrue();
    return said.group(group) == null ? 0 : Integer.parseInt(said.group(group));
  }

  private void assertSound(String scenario, int versions) {
    SnapshotFolder snapshots = place.snapshots();
    assertThat(snapshots.versions(scenario).keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, versions).boxed().toList());
    snapshots.assertWhole(scenario);
    snapshots.assertIndexed(scenario);
    assertThat(snapshots.temporaryFiles()).isEmpty();
    Run list = place.loomctl().run("list-exports", scenario).succeeded();
    assertThat(list.err()).isEmpty();
    assertThat(list.out().lines().count()).isEqualTo(versions + 1L);
  }

  /** Moves one from row to row until told to stop. */
  private static int write(TestDatabase database, AtomicBoolean enough) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int transactions = 0;
      while (!enough.get()) {
        int row = transactions++ % 1000 + 1;
        statement.execute("UPDATE gave SET amount = amount - 1 WHERE id = " + row);
        statement.execute("UPDATE took SET amount = amount + 1 WHERE id = " + row);
        connection.commit();
      }
      return transactions;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int sum(Path snapshot) throws IOException {
    try (Stream<String> lines = Files.lines(snapshot)) {
      List<String> rows = lines.filter(line -> line.matches("\\d+\t-?\\d+")).toList();
      assertThat(rows).hasSize(2000);
      return rows.stream()
          .mapToInt(row -> Integer.parseInt(row.substring(row.indexOf('\t') + 1)))
          .sum();
    }
  }
}
