package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.testing.Cli;
import io.loomctl.testing.Forgery;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deltas whose base is not what it was, by accident or on purpose. */
@SuppressWarnings("NullAway.Init")
class BrokenChainsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE note (id int PRIMARY KEY, body text);
      INSERT INTO note VALUES (1, 'one'), (2, 'two'), (3, 'three');
      """;

  private static final String YAML = "scenarios: { it: {} }\n";

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void twoDeltasOnAVersion() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder.resolve("store")).config(database, YAML);
    done("export", "it");
    database.execute("UPDATE note SET body = 'zwei' WHERE id = 2");
    done("export", "it", "--since", "latest");
    database.execute("DELETE FROM note WHERE id = 3");
    done("export", "it", "--since", "latest");
    database.execute("DELETE FROM note");
  }

  private Cli.Run done(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  private Path version(int number) throws IOException {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      return files
          .filter(file -> file.toString().contains("_v" + number + "_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void refusedEverywhere(String... messages) {
    refused(4, messages, "import", "it");
    refused(4, messages, "compare-exports", "it", "latest", "live");
    refused(4, messages, "squash", "it");
    refused(4, messages, "export", "it", "--since", "latest");
    refused(1, messages, "validate", "--family", "snapshots");
    assertThat(database.count("note")).isZero();
  }

  private void refused(int exit, String[] messages, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit);
    assertThat(run.out() + run.err())
        .as(String.join(" ", args))
        .contains(messages)
        .doesNotContain("Exception");
  }

  @Test
  void aMissingBaseIsNamed() throws IOException {
    Files.delete(version(1));
    refusedEverywhere("it_v2_", "this is a delta on v1, which is not there", "restore v1 with git");
  }

  @Test
  void aDeltaInTheMiddleIsABaseToo() throws IOException {
    Files.delete(version(2));
    refusedEverywhere("it_v3_", "this is a delta on v2, which is not there");
    done("import", "it", "--version", "v1");
    assertThat(database.count("note")).isEqualTo(3);
  }

  /** Of the same size, so that nothing but its content tells. */
  @Test
  void aBaseThatWasWrittenAnewIsNamed() throws IOException {
    Forgery.of(version(1)).rows("public.note", "three", "seven").seal(version(1));
    refusedEverywhere("it_v2_", "this is a delta on v1, which is not the one that it was made of");
  }

  @Test
  void aBaseOfAnotherSizeIsNamed() throws IOException {
    Forgery.of(version(1)).rows("public.note", "three", "3").seal(version(1));
    refusedEverywhere("it_v2_", "this is a delta on v1, which is not the one that it was made of");
  }

  @Test
  void anotherSnapshotUnderTheNumberOfTheBaseIsNoBase() throws IOException {
    database.execute("INSERT INTO note VALUES (7, 'other')");
    Cli other = new Cli(folder.resolve("other")).config(database, YAML);
    assertThat(other.run("export", "it").exit()).isZero();
    database.execute("DELETE FROM note");
    Path mine = version(1);
    try (Stream<Path> files = Files.list(other.snapshots().resolve("it"))) {
      Path theirs =
          files.filter(file -> file.toString().contains("_v1_")).findFirst().orElseThrow();
      Files.copy(theirs, mine, StandardCopyOption.REPLACE_EXISTING);
    }
    refusedEverywhere("it_v2_", "this is a delta on v1, which is not the one that it was made of");
  }

  @Test
  void aDeltaWhoseRowsWereChangedIsRefused() throws IOException {
    Forgery.of(version(2)).rows("public.note", "zwei", "drei").seal(version(2));
    refusedEverywhere("it_v2_", "one of the two was changed");
  }

  @Test
  void aDeltaThatChangesRowsWhichItsBaseDoesNotHaveIsRefused() throws IOException {
    Forgery.of(version(2)).rows("public.note", "<\t2\ttwo", "<\t2\tTWO").seal(version(2));
    refusedEverywhere("it_v2_", "changes a row of public.note that its base does not have");
  }

  @Test
  void aBaseThatIsNotOlderIsNoBase() throws IOException {
    String state = SnapshotFile.open(version(3)).state();
    String base = SnapshotFile.open(version(1)).state();
    Forgery.of(version(2))
        .header("\"base\":1,", "\"base\":3,")
        .header("\"base_sha256\":\"" + base, "\"base_sha256\":\"" + state)
        .seal(version(2));
    refusedEverywhere("it_v2_", "this is a delta on v3, which is not the one that it was made of");
  }

  /** The manifest is believed of files whose size it tells, but not of what is in them. */
  @Test
  void aCircleOfBasesIsNoChain() throws IOException {
    Path first = version(1);
    String state = SnapshotFile.open(first).state();
    long size = Files.size(first);
    String other = SnapshotFile.open(version(2)).state();
    Forgery.of(version(2))
        .header("\"version\": 2,", "\"version\": 9,")
        .header("\"base\":1,", "\"base\":2,")
        .header(state, "<first>")
        .header(other, state)
        .header("<first>", other)
        .seal(first);
    Path manifest = cli.snapshots().resolve("metadata/export_manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(Long.toString(size));
    Files.writeString(manifest, text.replace(Long.toString(size), "" + Files.size(first)));
    for (List<String> command : List.of(List.of("import", "it"), List.of("squash", "it"))) {
      refused(
          4,
          new String[] {"this is a delta on v1, which is not the one that it was made of"},
          command.toArray(String[]::new));
    }
  }

  @Test
  void aDeltaOutsideTheStoreFindsItsBaseInIt() throws IOException {
    Path file = folder.resolve("mailed.sql");
    Files.copy(version(3), file);
    done("import", "--file", file.toString());
    assertThat(database.query("SELECT body FROM note ORDER BY id")).containsExactly("one", "zwei");
    Files.delete(version(1));
    Cli.Run run = cli.run("import", "--file", file.toString());
    assertThat(run.exit()).as(run.transcript()).isEqualTo(4);
    assertThat(run.err()).contains("this is a delta on v1, which is not there");
  }
}
