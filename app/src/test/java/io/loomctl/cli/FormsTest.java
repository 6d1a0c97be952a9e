package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions and files with INSERT statements, and bundles, on the command line. */
class FormsTest {

  private static final String TABLE =
      "CREATE TABLE notes (id int PRIMARY KEY, body text CONSTRAINT short CHECK (length(body) < 9));";

  @TempDir Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    TestDatabase full =
        TestServer.main()
            .database(TABLE + "INSERT INTO notes VALUES (1, 'one'), (2, E'two\\n'), (3, NULL)");
    TestDatabase copy = TestServer.main().database(TABLE);
    cli =
        new Cli(folder)
            .config(
                Map.of("a", full, "b", copy),
                "scenarios: { general: {} }\nsnapshots: ../snapshots\n");
  }

  @ParameterizedTest
  @CsvSource({"inserts, .inserts.sql", "bundle, .tar.gz"})
  void aVersionIsReadLikeAnyOther(String form, String suffix) throws IOException {
    succeeds("--db", "a", "export", "general", "--as", form);
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("general"))) {
      assertThat(files.map(Path::toString).filter(file -> file.contains("_v1_")))
          .singleElement()
          .asString()
          .endsWith(suffix);
    }
    assertThat(succeeds("list-exports").out()).contains("v1 latest");
    succeeds("--db", "a", "export", "general", "--check");
    succeeds("--db", "b", "import", "general", "--latest");
    succeeds("--db", "b", "compare-exports", "general", "v1", "live");
    succeeds("--db", "b", "validate", "general");
    Path sql = cli.export("general", "--db", "b");
    succeeds("compare-exports", "general", "v1", sql.toString());
  }

  @Test
  void aRowThatCannotBeImportedIsNamedByItsLine() throws IOException {
    Path file = export("inserts");
    TestDatabase narrow =
        TestServer.main().database(TABLE.replace("length(body) < 9", "body NOT LIKE 'two%'"));
    Cli other = new Cli(folder.resolve("other")).config(narrow, "scenarios: { general: {} }\n");
    Cli.Run run = other.run("import", "--file", file.toString());
    int line = Files.readAllLines(file).indexOf("(2, E'two\\n'),") + 1;
    assertThat(run.exit()).isNotZero();
    assertThat(run.err()).contains(file + ":" + line);
  }

  @Test
  void whatWasSmuggledInIsRefusedByItsLineAndNothingChanges() throws IOException {
    Path file = export("inserts");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("COMMIT;", "DROP TABLE notes;\nCOMMIT;"));
    Cli.Run run = cli.run("--db", "a", "import", "--file", file.toString());
    int line = Files.readAllLines(file).indexOf("DROP TABLE notes;") + 1;
    assertThat(run.exit()).isEqualTo(ExitCode.SNAPSHOT.code());
    assertThat(run.err())
        .contains("line " + line + " is a statement that loomctl does not write there");
    Files.writeString(file, text.replace("(3, NULL)", "(3, pg_sleep(9))"));
    assertThat(cli.run("--db", "a", "import", "--file", file.toString()).err())
        .contains("is no row of public.notes as loomctl writes it");
  }

  @Test
  void aDamagedBundleIsRefused() throws IOException {
    Path file = export("bundle");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 20; i++) {
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length * i / 20));
      Cli.Run run = cli.run("--db", "a", "import", "--file", file.toString());
      assertThat(run.exit()).as(run.transcript()).isEqualTo(ExitCode.SNAPSHOT.code());
    }
  }

  private Path export(String form) {
    Path file = folder.resolve("file." + form);
    succeeds("--db", "a", "export", "general", "--as", form, "-o", file.toString());
    return file;
  }

  private Cli.Run succeeds(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(List.of(args) + "\n" + run.transcript()).isZero();
    return run;
  }
}
