package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots that only the right people can open, from the command line. */
@SuppressWarnings("NullAway.Init")
class EncryptedSnapshotsTest {

  private static final Path KEYS = Path.of("src/test/resources/age").toAbsolutePath();
  private static final String SECRET = KEYS.resolve("secret.txt").toString();
  private static final String RECIPIENTS = KEYS.resolve("recipient.txt").toString();

  private static final String SCHEMA =
      """
      CREATE TABLE person (id int PRIMARY KEY, mail text);
      INSERT INTO person SELECT n, 'somebody' || n || '@example.org' FROM generate_series(1, 5) n;
      """;

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void aFolderWithoutSnapshots() {
    database = TestServer.main().database(SCHEMA);
    cli =
        new Cli(folder)
            .config(database, "tables: { person: { safe: [mail] } }\nscenarios:\n  general: {}\n");
  }

  private Cli.Run succeeds(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  private void says(String golden, int exit, Cli.Run run) {
    new GoldenFiles(folder).assertSays(golden, exit, run);
  }

  private Path version() throws IOException {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("general"))) {
      return files.filter(file -> file.toString().contains("_v1_")).findFirst().orElseThrow();
    }
  }

  private long rows() {
    return database.count("person");
  }

  @ParameterizedTest
  @CsvSource({"'', .sql.age", "gzip, .sql.gz.age", "zstd:9, .sql.zst.age"})
  void aVersionForAKeyTellsNothingAndComesBack(String compression, String suffix)
      throws IOException {
    List<String> export = new ArrayList<>(List.of("export", "general", "--encrypt-to", RECIPIENTS));
    if (!compression.isEmpty()) {
      export.addAll(List.of("--compress", compression));
    }
    succeeds(export.toArray(String[]::new));
    assertThat(version().toString()).endsWith(suffix);
    assertThat(cli.snapshots().resolve("general/latest" + suffix)).isSymbolicLink();
    assertThat(everyByteBelow(cli.snapshots())).doesNotContain("example.org");

    database.execute("DELETE FROM person WHERE id > 2; UPDATE person SET mail = 'x' WHERE id = 1");
    succeeds("import", "general", "--identity", SECRET);
    succeeds("export", "general", "--check", "--identity", SECRET);
    succeeds("compare-exports", "general", "v1", "live", "--identity", SECRET);
    succeeds("validate", "--strict", "--identity", SECRET);
    Map<String, String> environment = Map.of("LOOMCTL_IDENTITY", SECRET);
    Cli.Run again = cli.run(new boolean[2], environment, "import", "general", "--dry-run");
    assertThat(again.exit()).as(again.transcript()).isZero();
  }

  private static String everyByteBelow(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void withoutTheKeyNothingIsReadAndNothingChanged() {
    succeeds("export", "general", "--encrypt-to", RECIPIENTS);
    database.execute("DELETE FROM person");
    says("encrypted-no-key", 4, cli.run("import", "general"));
    says("encrypted-no-key-json", 4, cli.run("import", "general", "--format", "json"));
    assertThat(rows()).isZero();
    assertThat(succeeds("list-exports").out()).contains("v1 latest");
  }

  /** Here is no terminal: to ask would fail. */
  @Test
  void nobodyIsAskedForThePassphraseOfAPlainSnapshot() {
    succeeds("export", "general");
    succeeds("import", "general", "--passphrase");
  }

  @Test
  void whoValidatesWithoutTheKeyIsToldWhatWasNotChecked() throws IOException {
    succeeds("export", "general", "--encrypt-to", RECIPIENTS);
    says("encrypted-validate", 1, cli.run("validate", "--family", "snapshots"));
    says("encrypted-validate-all", 1, cli.run("validate"));
    Path manifest = cli.snapshots().resolve("metadata/export_manifest.json");
    String before = Files.readString(manifest);
    cli.run("validate", "--family", "snapshots", "--repair");
    assertThat(manifest).hasContent(before);
    assertThat(succeeds("list-exports").out()).contains("v1 latest");
  }

  @Test
  void damageIsNoticedBeforeTheDatabaseIsTouched() throws IOException {
    succeeds("export", "general", "--encrypt-to", RECIPIENTS);
    byte[] file = Files.readAllBytes(version());
    file[file.length - 40] ^= 4;
    Files.write(version(), file);
    database.execute("DELETE FROM person");
    says("encrypted-damaged", 4, cli.run("import", "general", "--identity", SECRET));
    assertThat(rows()).isZero();
  }

  @Test
  void aFileOfTheAgeProgramIsImported() throws Exception {
    assumeThat(Path.of("/usr/bin/age")).isExecutable();
    Path sql = cli.export("general");
    Path armored = folder.resolve("from-a-colleague.txt");
    Process age =
        new ProcessBuilder("/usr/bin/age", "-a", "-R", RECIPIENTS, "-o", armored + "", sql + "")
            .inheritIO()
            .start();
    assertThat(age.waitFor()).isZero();
    database.execute("DELETE FROM person");
    succeeds("import", "--file", armored.toString(), "--identity", SECRET);
    assertThat(rows()).isEqualTo(5);
  }

  @Test
  void theAgeProgramOpensWhatWasExported() throws Exception {
    assumeThat(Path.of("/usr/bin/age")).isExecutable();
    String key = Files.readString(Path.of(RECIPIENTS)).strip();
    Path file = cli.export("general", "--encrypt-to", key);
    Process age =
        new ProcessBuilder("/usr/bin/age", "-d", "-i", SECRET, file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(age.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("-- loomctl snapshot").contains("5\tsomebody5@example.org\n");
  }

  /** What a file descriptor of this process is called. */
  private static String descriptorOf(Path file) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : open) {
        if (Files.exists(link) && Files.isSameFile(link, file)) {
          return String.valueOf(link.getFileName());
        }
      }
    }
    throw new AssertionError("not open: " + file);
  }

  @Test
  void aPassphraseIsReadFromAFileDescriptor() throws IOException {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();
    Path right = Files.writeString(folder.resolve("right"), "schöne Grüße\r\n");
    Path wrong = Files.writeString(folder.resolve("wrong"), "schöne Grüsse");
    try (FileInputStream first = new FileInputStream(right.toFile());
        FileInputStream second = new FileInputStream(wrong.toFile())) {
      assertThat(first.getFD()).isNotEqualTo(second.getFD());
      succeeds("export", "general", "--passphrase-fd", descriptorOf(right));
      database.execute("DELETE FROM person");
      says("encrypted-no-passphrase", 4, cli.run("import", "general"));
      says(
          "encrypted-wrong-passphrase",
          4,
          cli.run("import", "general", "--passphrase-fd", descriptorOf(wrong)));
      assertThat(rows()).isZero();
      succeeds("import", "general", "--passphrase-fd", descriptorOf(right));
      assertThat(rows()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|there is no passphrase in file descriptor <n>",
        "'\n'|there is no passphrase in file descriptor <n>",
        "'a\nb\n'|a passphrase is one line of text, which file descriptor <n> does not hold",
        "'\u0000'|a passphrase is one line of text, which file descriptor <n> does not hold"
      })
  void whatIsNoPassphraseIsRefused(String content, String message) throws IOException {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();
    Path file = Files.writeString(folder.resolve("passphrase"), content);
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      assertThat(in.available()).isEqualTo(content.length());
      String descriptor = descriptorOf(file);
      assertThat(cli.run("export", "general", "--passphrase-fd", descriptor).transcript())
          .isEqualTo(
              "exit 2\n--- out\n--- err\nerror: " + message.replace("<n>", descriptor) + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export general --encrypt-to RECIPIENTS --passphrase|not both",
        "export general --passphrase --passphrase-fd 3|exclude each other",
        "export general --check --encrypt-to RECIPIENTS|writes nothing",
        "export general --passphrase|there is no terminal to ask for the passphrase on",
        "export general --passphrase-fd 4000|cannot read a passphrase from file descriptor 4000",
        "export general --passphrase-fd -1|takes the number of a file descriptor",
        "import --file - --passphrase-fd 0|standard input cannot hold both",
        "export general --encrypt-to nobody.txt|nobody.txt: cannot read the file of recipients",
        "import general --identity nobody.txt|nobody.txt: cannot read the file of identities",
        "list-exports --identity RECIPIENTS|this is no secret key"
      })
  void whatDoesNotFitTogetherIsRefused(String command, String message) {
    Cli.Run run = cli.run(command.replace("RECIPIENTS", RECIPIENTS).split(" "));
    assertThat(run.exit()).as(run.transcript()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(cli.snapshots().resolve("general")).doesNotExist();
  }

  @Test
  void aSecretKeyGivenForAPublicOneIsNotShown() throws IOException {
    String secret =
        Files.readAllLines(Path.of(SECRET)).stream()
            .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
            .findFirst()
            .orElseThrow();
    Cli.Run run = cli.run("export", "general", "--encrypt-to", secret, "--debug");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("this is a secret key").doesNotContain(secret.substring(16));
  }
}
