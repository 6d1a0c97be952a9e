package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.RandomMutator;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A snapshot of everything, imported over a copy in whose every table rows were deleted, added and
 * changed at random: with each strategy each table holds what the specification says, and the
 * report tells what was done.
 */
class StrategiesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"chinook, 1", "crearis, 1", "loom, 1", "pagila, 1"})
  void otherPeoplesDatabases(String name, long seed) throws SQLException {
    check(SharedDatabases.withData(name), "", seed);
  }

  /** References, keys and kinds of tables; how odd values and names travel is tested elsewhere. */
  @Test
  void everyEdgeCaseOfReferencesAndKeys() throws SQLException {
    String schema = Schemas.withData("10_references.sql", "20_keys.sql", "50_tables.sql");
    check(schema, Schemas.yaml(TestServer.main().database(schema)), 1);
  }

  private void check(String schema, String yaml, long seed) throws SQLException {
    TestDatabase source = TestServer.main().database(schema);
    TestDatabase mutated = TestServer.main().database(schema);
    StrategyTable states = StrategyTable.in(mutated);
    states.remember("snapshot");
    Transfer transfer = Transfer.of(folder, source, mutated, yaml);
    mutate(states, seed, false);
    for (Strategy strategy : List.of(Strategy.MERGE, Strategy.SKIP, Strategy.FAIL_ON_CONFLICT)) {
      TestDatabase target = TestServer.main().copyOf(mutated);
      check(transfer.into(target, yaml), new StrategyTable(target), strategy);
    }
    mutate(states, seed, true);
    check(transfer.into(mutated, yaml), states, Strategy.REPLACE);
  }

  /** Rows that merge and skip leave alone must not have what those have to be unique by. */
  private static void mutate(StrategyTable states, long seed, boolean unique) throws SQLException {
    try (RandomMutator mutator = new RandomMutator(states.database(), seed)) {
      mutator.mutateEveryTable(2, unique);
    }
    states.remember("before");
  }

  private static void check(Transfer transfer, StrategyTable states, Strategy strategy) {
    String option = strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (strategy == Strategy.FAIL_ON_CONFLICT) {
      assertThat(transfer.refused(6, "--strategy", option)).contains("in the database already");
    } else {
      assertThat(transfer.run("--strategy", option))
          .as(option)
          .containsAllEntriesOf(states.figures(strategy));
    }
    states.remember("after");
    assertThat(states.differences(strategy)).as(option).isEmpty();
  }
}
