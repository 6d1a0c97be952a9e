package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.format.Identities;
import io.loomctl.format.Identity;
import io.loomctl.format.Unpacking;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotVerification;
import io.loomctl.testing.Cli;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a snapshot is packed in, the same rows come out of it. */
class PackedSnapshotsTest {

  private static final Path KEYS = Path.of("src/test/resources/age").toAbsolutePath();
  private static final String SECRET = KEYS.resolve("secret.txt").toString();
  private static final String RECIPIENTS = KEYS.resolve("recipient.txt").toString();

  private static final List<List<String>> PACKINGS =
      List.of(
          List.of("--compress", "gzip"),
          List.of("--compress", "zstd"),
          List.of("--compress", "zstd:19"),
          List.of("--as", "inserts"),
          List.of("--as", "bundle"),
          List.of("--as", "json"),
          List.of("--as", "json-pretty", "--compress", "zstd"),
          List.of("--encrypt-to", RECIPIENTS),
          List.of("--as", "bundle", "--compress", "zstd", "--encrypt-to", RECIPIENTS));

  /** Every packing is written and read back; of so many, one is compared and imported, too. */
  private static final int EVERY = 3;

  private static final String SCENARIO = "scenarios: { everything: {} }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"chinook, 0", "crearis, 1", "loom, 2", "pagila, 1"})
  void aDatabaseSurvives(String name, int first) throws IOException {
    survives(
        TestServer.main().database(SharedDatabases.withData(name)),
        TestServer.main().database(SharedDatabases.empty(name)),
        "",
        packing -> packing % EVERY == first);
  }

  @Test
  void everyEdgeCaseSurvives() throws IOException {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    TestDatabase empty = TestServer.main().database(Schemas.empty(18));
    survives(full, empty, Schemas.yaml(full), packing -> true);
  }

  private void survives(TestDatabase full, TestDatabase empty, String yaml, IntPredicate isImported)
      throws IOException {
    Cli cli = new Cli(folder).config(full, SCENARIO + yaml);
    Path sql = cli.export("everything");
    for (int i = 0; i < PACKINGS.size(); i++) {
      Path packed = cli.export("everything", PACKINGS.get(i).toArray(String[]::new));
      assertThat(unpackedSum(packed))
          .as(PACKINGS.get(i) + "")
          .isEqualTo(SnapshotFile.open(sql).state());
      if (isImported.test(i)) {
        succeeds(cli, "compare-exports", "everything", sql + "", packed + "", "--identity", SECRET);
        Cli target =
            new Cli(folder.resolve("target")).config(empty.server().copyOf(empty), SCENARIO + yaml);
        succeeds(target, "import", "--file", packed.toString(), "--identity", SECRET);
        assertThat(Cli.body(target.export("everything")).lines().toList())
            .as(PACKINGS.get(i) + "")
            .isEqualTo(Cli.body(sql).lines().toList());
      }
    }
  }

  /** The checksum of the body that comes out, after the body was held against it. */
  private static String unpackedSum(Path packed) throws IOException {
    Identities identities = new Identities(() -> Identity.read(SECRET), Optional::empty);
    try (Unpacking unpacking = new Unpacking(identities)) {
      SnapshotFile file = unpacking.open(packed);
      assertThat(SnapshotVerification.verify(file, bytes -> {})).isEmpty();
      return file.trailer().sha256();
    }
  }

  private static void succeeds(Cli cli, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
  }
}
