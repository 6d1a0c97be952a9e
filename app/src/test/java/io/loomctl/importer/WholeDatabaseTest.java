package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Owner;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything goes out of a database and into an empty one, whose tables the role merely owns. */
class WholeDatabaseTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void aDatabaseSurvives(String name) {
    TestDatabase full = TestServer.main().database(SharedDatabases.withData(name));
    TestDatabase empty = TestServer.main().database(SharedDatabases.empty(name));
    survives(full, empty, "");
  }

  @Test
  void everyEdgeCaseSurvivesOnTheNewestServer() {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    TestDatabase empty = TestServer.main().database(Schemas.empty(18));
    survives(full, empty, Schemas.yaml(full));
  }

  @Test
  void everyEdgeCaseSurvivesOnTheOldestServer() {
    TestDatabase full = TestServer.oldest().database(Schemas.withData(14));
    TestDatabase empty = TestServer.oldest().database(Schemas.empty(14));
    survives(full, empty, Schemas.yaml(full));
  }

  @Test
  void aSnapshotOfTheNewestServerGoesIntoTheOldest() {
    TestDatabase full = TestServer.main().database(Schemas.withData(14));
    TestDatabase empty = TestServer.oldest().database(Schemas.empty(14));
    survives(full, empty, Schemas.yaml(full));
  }

  private void survives(TestDatabase full, TestDatabase empty, String yaml) {
    Transfer transfer = Transfer.of(folder, full, Owner.of(empty), yaml);
    transfer.run();
    assertThat(transfer.targetBody()).isEqualTo(Cli.body(transfer.snapshot()));
    empty.assertSameContents(full);
    assertThat(empty.sequences()).isEqualTo(full.sequences());
    Versions before = Versions.of(empty);
    assertThat(transfer.total().written()).isZero();
    assertThat(Versions.of(empty)).isEqualTo(before);
  }
}
