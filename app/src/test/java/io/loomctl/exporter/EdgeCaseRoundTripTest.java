package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Replay;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column kind, name, key, reference, table and sequence that has broken other tools. */
class EdgeCaseRoundTripTest {

  @TempDir Path folder;

  @Test
  void everyEdgeCaseSurvivesOnTheNewestServer() {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    TestDatabase empty = TestServer.main().database(Schemas.empty(18));
    Path snapshot = RoundTrip.check(folder, full, empty, Schemas.yaml(full));
    assertThat(empty.sequences()).isEqualTo(full.sequences());
    Replay.into(empty, snapshot);
    empty.assertSameContents(full);
  }

  @Test
  void everyEdgeCaseSurvivesOnTheOldestServerAndGivesTheSameBytesThere() {
    TestDatabase old = TestServer.oldest().database(Schemas.withData(14));
    TestDatabase empty = TestServer.oldest().database(Schemas.empty(14));
    Path oldest = RoundTrip.check(folder.resolve("old"), old, empty, Schemas.yaml(old));
    TestDatabase young = TestServer.main().database(Schemas.withData(14));
    TestDatabase emptyYoung = TestServer.main().database(Schemas.empty(14));
    Path newest = RoundTrip.check(folder.resolve("new"), young, emptyYoung, Schemas.yaml(young));
    assertThat(Cli.body(newest)).isEqualTo(Cli.body(oldest));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17})
  void everyEdgeCaseSurvivesOnTheServersInBetweenAndGivesTheSameBytesThere(int version) {
    assumeTrue(
        Boolean.getBoolean("loomctl.test.servers"),
        "skipped: run Maven with -Pservers to have these servers");
    TestServer server = TestServer.ofVersion(version);
    TestDatabase full = server.database(Schemas.withData(version));
    TestDatabase empty = server.database(Schemas.empty(version));
    Path there = RoundTrip.check(folder.resolve("there"), full, empty, Schemas.yaml(full));
    TestDatabase young = TestServer.main().database(Schemas.withData(version));
    TestDatabase emptyYoung = TestServer.main().database(Schemas.empty(version));
    Path newest = RoundTrip.check(folder.resolve("new"), young, emptyYoung, Schemas.yaml(young));
    assertThat(Cli.body(newest)).isEqualTo(Cli.body(there));
    assertThat(full.query("SHOW server_version").get(0)).startsWith(version + ".");
  }

  @Test
  void aSnapshotOfTheOldestServerReplaysOnTheNewest() {
    TestDatabase old = TestServer.oldest().database(Schemas.withData(14));
    TestDatabase empty = TestServer.main().database(Schemas.empty(14));
    Path snapshot =
        new Cli(folder)
            .config(old, Schemas.yaml(old) + "\nscenarios: { everything: {} }\n")
            .export("everything");
    Replay.into(empty, snapshot);
    empty.assertSameContents(old);
  }

  @Test
  void severalJobsWriteTheSameBytesAsOne() {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    Cli cli =
        new Cli(folder).config(full, Schemas.yaml(full) + "\nscenarios: { everything: {} }\n");
    String one = Cli.body(cli.export("everything"));
    assertThat(Cli.body(cli.export("everything", "--jobs", "2"))).isEqualTo(one);
    assertThat(Cli.body(cli.export("everything", "--jobs", "5"))).isEqualTo(one);
  }
}
