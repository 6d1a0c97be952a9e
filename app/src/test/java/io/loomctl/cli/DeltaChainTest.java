package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.RandomMutator;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that changes at random, a delta after each change. */
class DeltaChainTest {

  private static final String SCENARIO = "scenarios: { it: {} }\n";

  @TempDir Path folder;

  /** Larger databases are imported after some of the steps only. */
  @ParameterizedTest
  @CsvSource({"chinook, 8, 8", "crearis, 20, 1", "loom, 20, 5", "pagila, 6, 6"})
  void aChainIsTheDatabaseAtEachStep(String name, int steps, int every) throws Exception {
    TestDatabase source = TestServer.main().database(SharedDatabases.withData(name));
    follow(source, SCENARIO, steps, every);
  }

  @Test
  void aChainIsTheDatabaseAtEachStepWhateverTheSchema() throws Exception {
    TestDatabase source = TestServer.main().database(Schemas.withData(18));
    follow(source, SCENARIO + Schemas.yaml(source), 3, 3);
  }

  private void follow(TestDatabase source, String yaml, int steps, int every)
      throws SQLException, IOException {
    TestDatabase target = source.server().copyOf(source);
    Cli cli = new Cli(folder).config(Map.of("source", source, "target", target), yaml);
    done(cli.run("export", "it", "--db", "source"));
    try (RandomMutator mutator = new RandomMutator(source, 7)) {
      for (int step = 0; step < steps; step++) {
        mutator.mutate(10);
        done(cli.run("export", "it", "--since", "latest", "--db", "source"));
        if ((step + 1) % every == 0) {
          done(cli.run("import", "it", "--db", "target", "--allow-cascade"));
          assertThat(rows(cli.export("it", "--db", "target")))
              .isEqualTo(rows(cli.export("it", "--db", "source")));
        }
      }
    }
    Cli.Run list = done(cli.run("list-exports", "it"));
    assertThat(list.out()).contains(" on v1 ");
    done(cli.run("squash", "it"));
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      Path whole =
          files
              .filter(file -> file.toString().endsWith(".sql"))
              .filter(file -> !file.toString().contains(".delta."))
              .filter(file -> !file.toString().contains("_v1_"))
              .filter(file -> !Files.isSymbolicLink(file))
              .findFirst()
              .orElseThrow();
      assertThat(lines(Cli.body(whole)))
          .isEqualTo(lines(Cli.body(cli.export("it", "--db", "source"))));
    }
    done(cli.run("validate", "it", "--family", "snapshots", "--db", "source"));
  }

  /** Without sequences, which an import moves past the rows that it writes. */
  private static List<String> rows(Path snapshot) {
    return lines(Cli.body(snapshot)).stream().filter(line -> !line.contains("setval(")).toList();
  }

  /** A failure that shows a whole database shows nothing. */
  private static List<String> lines(String body) {
    return body.lines().toList();
  }

  private static Cli.Run done(Cli.Run run) {
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }
}
