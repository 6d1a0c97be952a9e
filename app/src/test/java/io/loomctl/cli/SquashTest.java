package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of chains: {@code squash}, {@code prune}, and keys. */
@SuppressWarnings("NullAway.Init")
class SquashTest {

  private static final Path KEYS = Path.of("src/test/resources/age").toAbsolutePath();
  private static final String SECRET = KEYS.resolve("secret.txt").toString();
  private static final String RECIPIENTS = KEYS.resolve("recipient.txt").toString();

  private static final String SCHEMA =
      """
      CREATE TABLE note (id int PRIMARY KEY, body text);
      INSERT INTO note SELECT n, 'body' || n FROM generate_series(1, 9) n;
      """;

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void aVersion() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, "scenarios: { it: {} }\n");
  }

  private Cli.Run done(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  private void refused(int exit, String message, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
  }

  /** Each version has a row less than the one before. */
  private void delta(String since, String... more) {
    database.execute("DELETE FROM note WHERE id = (SELECT max(id) FROM note)");
    done(
        Stream.concat(Stream.of("export", "it", "--since", since), Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("it_"))
          .map(name -> name.replaceAll("^it_(v[0-9]+)_[0-9-]{10}", "$1"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String latest() throws IOException {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      Path pointer =
          files
              .filter(file -> file.getFileName().toString().startsWith("latest"))
              .findFirst()
              .orElseThrow();
      return pointer.getFileName()
          + " -> "
          + Files.readSymbolicLink(pointer).toString().replaceAll("_[0-9-]{10}", "");
    }
  }

  private void holds(String version, int rows) {
    done("import", "it", "--version", version);
    assertThat(database.count("note")).isEqualTo(rows);
  }

  @Test
  void theLatestVersionNeedsNoOtherAndKeepsWhatItHolds() throws IOException {
    done("export", "it");
    delta("latest");
    assertThat(latest()).isEqualTo("latest.delta.sql -> it_v2.delta.sql");
    String before = done("list-exports", "--format", "json").out();
    assertThat(done("squash", "it").out())
        .startsWith("it v2: 8 rows, ")
        .contains(", needs no other version now\n", "/it_v2_");
    assertThat(files()).containsExactly("v1.sql", "v2.sql");
    assertThat(latest()).isEqualTo("latest.sql -> it_v2.sql");
    assertThat(before).contains("\"base\" : 1");
    assertThat(done("list-exports", "--format", "json").out()).doesNotContain("\"base\" : 1");
    assertThat(done("export", "it").out()).isEqualTo("it: nothing changed since v2\n");
    done("validate", "--strict", "--family", "snapshots");
    done("prune", "it", "--keep", "1");
    assertThat(files()).containsExactly("v2.sql");
    holds("v2", 8);
  }

  @Test
  void deltasOnAVersionThatWasSquashedStayOpen() {
    done("export", "it");
    delta("latest");
    delta("latest");
    delta("v2");
    done("squash", "it", "v2", "--as", "bundle", "--compress", "zstd");
    assertThat(files()).containsExactly("v1.sql", "v2.tar.zst", "v3.delta.sql", "v4.delta.sql");
    done("validate", "--strict", "--family", "snapshots");
    holds("v2", 8);
    holds("v3", 7);
    holds("v4", 6);
    assertThat(done("squash", "it", "v4", "--compress", "gzip", "--format", "json").out())
        .contains("\"version\" : 4", "\"rows\" : 6", "\"unchanged\" : false", ".sql.gz\"");
    assertThat(files()).contains("v4.sql.gz");
    holds("v4", 6);
  }

  @Test
  void aWholeVersionStaysAsItIsAndOthersAreNotThere() {
    done("export", "it");
    assertThat(done("squash", "it").out())
        .startsWith("it v1: needs no other version already\n")
        .endsWith(".sql\n");
    assertThat(done("squash", "it", "1", "--compress", "zstd").out()).contains("already");
    assertThat(files()).containsExactly("v1.sql");
    refused(4, "there is no v5 of \"it\"", "squash", "it", "v5");
    refused(2, "squash takes a version such as v2, not \"latest\"", "squash", "it", "latest");
    refused(2, "did you mean \"it\"?", "squash", "itt");
  }

  @Test
  void noBaseIsPrunedThatSomethingNeeds() {
    done("export", "it", "--force");
    done("export", "it", "--force");
    delta("latest");
    delta("latest");
    assertThat(done("prune", "it", "--keep", "1", "--dry-run").out()).contains("_v1_");
    done("prune", "it", "--keep", "1");
    assertThat(files()).containsExactly("v2.sql", "v3.delta.sql", "v4.delta.sql");
    holds("v4", 7);
    assertThat(done("prune", "it", "--keep", "1").out())
        .isEqualTo("it: nothing to delete, 3 versions stay\n");
  }

  @Test
  void ofTwoBranchesTheOneGoesThatNothingNeeds() {
    done("export", "it");
    delta("v1");
    delta("v2");
    delta("v1");
    done("prune", "it", "--keep", "1");
    assertThat(files()).containsExactly("v1.sql", "v4.delta.sql");
    holds("v4", 6);
    done("validate", "--strict", "--family", "snapshots");
  }

  @Test
  void anEncryptedBaseIsOpenedWithItsKeyOnly() {
    done("export", "it", "--encrypt-to", RECIPIENTS);
    database.execute("DELETE FROM note WHERE id = 9");
    refused(4, "it_v1_", "export", "it", "--since", "latest");
    done("export", "it", "--since", "latest", "--identity", SECRET);
    assertThat(files()).containsExactly("v1.sql.age", "v2.delta.sql");
    refused(4, "it_v1_", "import", "it");
    refused(4, "it_v1_", "squash", "it");
    refused(1, "", "validate", "--family", "snapshots");
    done("validate", "--strict", "--family", "snapshots", "--identity", SECRET);
    done("import", "it", "--identity", SECRET);
  }

  @Test
  void anEncryptedDeltaIsSquashedForWhomItIsSaid() {
    done("export", "it", "--encrypt-to", RECIPIENTS);
    delta("latest", "--encrypt-to", RECIPIENTS, "--identity", SECRET, "--compress", "zstd");
    assertThat(files()).containsExactly("v1.sql.age", "v2.delta.sql.zst.age");
    refused(2, "v2 is encrypted, and would no longer be", "squash", "it", "--identity", SECRET);
    refused(4, "it_v2_", "squash", "it", "--encrypt-to", RECIPIENTS);
    assertThat(files()).containsExactly("v1.sql.age", "v2.delta.sql.zst.age");
    done("squash", "it", "--identity", SECRET, "--encrypt-to", RECIPIENTS);
    assertThat(files()).containsExactly("v1.sql.age", "v2.sql.age");
    done("import", "it", "--identity", SECRET);
    assertThat(database.count("note")).isEqualTo(8);
  }

  /** Its own delta would show in plain text what is encrypted in the base. */
  @Test
  void aPlainDeltaOnAnEncryptedBaseHasNoRowsOfItButThoseThatChanged() throws IOException {
    done("export", "it", "--encrypt-to", RECIPIENTS);
    delta("latest", "--identity", SECRET);
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      Path delta = files.filter(file -> file.toString().contains("_v2_")).findFirst().orElseThrow();
      assertThat(Files.readString(delta)).contains("\tbody9\n").doesNotContain("\tbody8\n");
    }
  }
}
