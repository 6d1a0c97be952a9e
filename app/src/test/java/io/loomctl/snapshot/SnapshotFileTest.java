package io.loomctl.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loomctl.failure.SnapshotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

  private static final String[] ROWS = {"1\tHome", "2\tÜber \\n", "30\t\\N"};
  private static final byte[] SNAPSHOT = SampleSnapshots.notes("general", 3, ROWS);
  private static final byte[] OTHERS = {'\n', ' ', '-', '"', '7', (byte) 0xff};
  private static final int BODY = SampleSnapshots.indexOf(SNAPSHOT, "BEGIN;\n");
  private static final int TRAILER = SampleSnapshots.indexOf(SNAPSHOT, "-- {\"tables\"");

  @Property(tries = 100)
  void whatIsWrittenOpensWithTheSameHeaderAndTheTrailerThatTheWriterTold(
      @ForAll("headers") SnapshotHeader header) throws IOException {
    Path path = Files.createTempFile("loomctl-test", ".sql");
    try {
      SnapshotTrailer trailer;
      try (var out = Files.newOutputStream(path)) {
        trailer = SampleSnapshots.write(out, header, Map.of());
      }
      SnapshotFile file = SnapshotFile.open(path);
      assertThat(file.header()).isEqualTo(header);
      assertThat(file.trailer()).isEqualTo(trailer);
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void anOpenedFileKnowsWhereItsPartsAre(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("s.sql"), SNAPSHOT);
    SnapshotFile file = SnapshotFile.open(path);
    assertThat(file)
        .isEqualTo(
            new SnapshotFile(
                Origin.of(path),
                file.content(),
                SampleSnapshots.header("general", 3, SampleSnapshots.NOTES),
                file.trailer(),
                SNAPSHOT.length,
                BODY,
                TRAILER));
    SnapshotTrailer.Block block =
        Objects.requireNonNull(file.trailer().tables().get(SampleSnapshots.NOTES.name()));
    int rows = BODY + (int) block.offset();
    assertThat(new String(SNAPSHOT, rows, (int) block.bytes(), UTF_8))
        .isEqualTo("1\tHome\n2\tÜber \\n\n30\t\\N\n");
  }

  @Test
  void whatIsNoSnapshotIsRefused(@TempDir Path folder) throws IOException {
    for (String content :
        List.of(
            "",
            "\n",
            "-- loomctl",
            "--\n-- PostgreSQL database dump\n--\n",
            "\ufeff-- loomctl snapshot, format 1\n",
            "PK\u0003\u0004",
            "\0".repeat(5000),
            "-- Loomctl snapshot, format 1\n")) {
      assertThat(problem(folder, content.getBytes(UTF_8))).isEqualTo("this is no loomctl snapshot");
    }
  }

  @Test
  void aNewerFormatIsRefusedWhateverFollows(@TempDir Path folder) throws IOException {
    for (String rest : List.of("", "-- not JSON\n", "BEGIN;\n", "-- {}\nxyz")) {
      assertThat(problem(folder, ("-- loomctl snapshot, format 2\n" + rest).getBytes(UTF_8)))
          .isEqualTo("the snapshot has format \"2\"; this loomctl reads format 1");
    }
    assertThat(problem(folder, replaced("format 1\n", "format 10\n")))
        .isEqualTo("the snapshot has format \"10\"; this loomctl reads format 1");
  }

  @Test
  void aNewerFormatAsksForANewerLoomctlAndDamageForAnotherCopy(@TempDir Path folder)
      throws IOException {
    for (String newer : List.of("2", "10", "999999999")) {
      assertThat(hint(folder, replaced("format 1\n", "format " + newer + "\n")))
          .isEqualTo("use the newer loomctl that wrote it");
    }
    for (String damaged : List.of("0", "01", "1x", "-1", "", "99999999999999999999")) {
      assertThat(hint(folder, replaced("format 1\n", "format " + damaged + "\n")))
          .isEqualTo("restore the file with git, or export again");
    }
  }

  @Test
  void whereverAFileIsCutOffItIsRefused(@TempDir Path folder) throws IOException {
    for (int length = 0; length < SNAPSHOT.length; length++) {
      byte[] cut = Arrays.copyOf(SNAPSHOT, length);
      assertThat(problem(folder, cut)).as("cut off after %d bytes", length).isNotEqualTo("fine");
    }
    assertThat(problem(folder, SNAPSHOT)).isEqualTo("fine");
  }

  @Test
  void aCutOffFileIsSaidToBeSo(@TempDir Path folder) throws IOException {
    Map<String, String> problems = new LinkedHashMap<>();
    for (String end :
        List.of(
            "format 1\n",
            "\"scenario\"",
            "\"version\": 3,\n",
            "-- }\n",
            "BEGIN;",
            "BEGIN;\n",
            "FROM stdin;\n",
            "1\tHo",
            "1\tHome\n",
            "\\.\n",
            "COMMIT",
            "COMMIT;\n",
            "{\"tables\"")) {
      int cut = SampleSnapshots.indexOf(SNAPSHOT, end) + end.getBytes(UTF_8).length;
      problems.put(end, problem(folder, Arrays.copyOf(SNAPSHOT, cut)));
    }
    problems.put("all but the last byte", problem(folder, without(SNAPSHOT.length - 1)));
    assertThat(problems)
        .containsExactly(
            Map.entry("format 1\n", "the last line is no trailer"),
            Map.entry("\"scenario\"", "the file is cut off"),
            Map.entry("\"version\": 3,\n", "the last line is no trailer"),
            Map.entry("-- }\n", "the last line is no trailer"),
            Map.entry("BEGIN;", "the file is cut off"),
            Map.entry("BEGIN;\n", "the last line is no trailer"),
            Map.entry("FROM stdin;\n", "the last line is no trailer"),
            Map.entry("1\tHo", "the file is cut off"),
            Map.entry("1\tHome\n", "the last line is no trailer"),
            Map.entry("\\.\n", "the last line is no trailer"),
            Map.entry("COMMIT", "the file is cut off"),
            Map.entry("COMMIT;\n", "the last line is no trailer"),
            Map.entry("{\"tables\"", "the file is cut off"),
            Map.entry("all but the last byte", "the file is cut off"));
  }

  @Test
  void aHeaderWithOneByteChangedIsRefused(@TempDir Path folder) throws IOException {
    for (int at = 0; at < BODY; at++) {
      byte[] changed = SNAPSHOT.clone();
      changed[at] = at % 2 == 0 ? (byte) (SNAPSHOT[at] ^ 1) : OTHERS[at / 2 % OTHERS.length];
      if (changed[at] != SNAPSHOT[at]) {
        assertThat(problem(folder, changed)).as("byte %d changed", at).isNotEqualTo("fine");
      }
      assertThat(problem(folder, without(at))).as("without byte %d", at).isNotEqualTo("fine");
    }
  }

  @Test
  void aHeaderThatStillMakesSenseButIsNotTheOneThatWasWrittenIsRefused(@TempDir Path folder)
      throws IOException {
    for (byte[] changed :
        List.of(
            replaced("\"general\"", "\"another\""),
            replaced("\"version\": 3", "\"version\": 4"),
            replaced("\"role\":\"owned\"", "\"role\":\"mixed\""),
            replaced("-- }\n", "-- }\n-- \n"),
            replaced("BEGIN;\n", "-- DROP TABLE notes;\nBEGIN;\n"))) {
      assertThat(problem(folder, changed))
          .isEqualTo("the header was changed: its checksum differs");
    }
  }

  @Test
  void aTrailerWithOneByteChangedIsRefusedOrReadsOtherwise(@TempDir Path folder)
      throws IOException {
    Path path = Files.write(folder.resolve("s.sql"), SNAPSHOT);
    SnapshotTrailer trailer = SnapshotFile.open(path).trailer();
    for (int at = TRAILER; at < SNAPSHOT.length; at++) {
      byte[] changed = SNAPSHOT.clone();
      changed[at] ^= 1;
      Files.write(path, changed);
      try {
        assertThat(SnapshotFile.open(path).trailer()).as("byte %d", at).isNotEqualTo(trailer);
      } catch (SnapshotException e) {
        assertThat(e.problems()).as("byte %d", at).hasSize(1);
      }
    }
  }

  @Test
  void aChangedTrailerIsRefused(@TempDir Path folder) throws IOException {
    String header = "\"header_sha256\":\"";
    int sum = SampleSnapshots.indexOf(SNAPSHOT, header) + header.length();
    byte[] otherSum = SNAPSHOT.clone();
    otherSum[sum] = (byte) (otherSum[sum] == 'a' ? 'b' : 'a');
    assertThat(
            List.of(
                problem(folder, otherSum),
                problem(folder, replaced("{\"rows\":3", "{\"rows\":4")),
                problem(folder, replaced("}},\"rows\":3", "}},\"rows\":2")),
                problem(folder, replaced("\"offset\"", "\"offsex\"")),
                problem(folder, with("SELECT 1;\n")),
                problem(folder, with("-- {}\n")),
                problem(folder, with("\n"))))
        .containsExactly(
            "the header was changed: its checksum differs",
            "the trailer's row counts do not add up",
            "the trailer's row counts do not add up",
            "\"offset\" is missing",
            "the last line is no trailer",
            "\"tables\" is missing",
            "the last line is no trailer");
  }

  @Test
  void convertedLineEndsAreRefused(@TempDir Path folder) throws IOException {
    String text = new String(SNAPSHOT, UTF_8);
    assertThat(problem(folder, text.replace("\n", "\r\n").getBytes(UTF_8))).isNotEqualTo("fine");
    assertThat(problem(folder, text.replace("\n", "\r").getBytes(UTF_8))).isNotEqualTo("fine");
  }

  @Test
  void convertedLineEndsAreSaidToBeSo(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("s.sql");
    Files.write(path, SampleSnapshots.notes("general", 1, "1\tHome"));
    Files.writeString(path, Files.readString(path).replace("\n", "\r\n"));
    assertThatThrownBy(() -> SnapshotFile.open(path))
        .hasMessage(path + ": its line ends were converted to CRLF");
  }

  @Test
  void aCutInsideACharacterIsACut(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("s.sql");
    byte[] whole = SampleSnapshots.notes("general", 1, "1\tÜber");
    Files.write(path, Arrays.copyOf(whole, SampleSnapshots.indexOf(whole, "1\tÜ") + 3));
    assertThatThrownBy(() -> SnapshotFile.open(path)).hasMessage(path + ": the file is cut off");
  }

  @Test
  void aRefusalNamesTheFileAndTheNextStep(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("s.sql"), without(SNAPSHOT.length - 1));
    SnapshotException failure =
        catchThrowableOfType(SnapshotException.class, () -> SnapshotFile.open(path));
    assertThat(failure.problems())
        .extracting(problem -> problem + " / " + problem.hint())
        .containsExactly(
            path + ": the file is cut off / restore the file with git, or export again");
  }

  @Test
  void aFileThatIsNotThereIsNoDamagedOne(@TempDir Path folder) {
    assertThatThrownBy(() -> SnapshotFile.open(folder.resolve("none.sql")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.sql");
  }

  @Test
  void aCopyWithAnotherVersionDiffersInNothingElse(@TempDir Path folder) throws IOException {
    SnapshotFile file = SnapshotFile.open(Files.write(folder.resolve("s.sql"), SNAPSHOT));
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    file.writeWithVersion(12, copy);
    assertThat(copy.toByteArray()).isEqualTo(SampleSnapshots.notes("general", 12, ROWS));
    assertThat(Files.readAllBytes(file.path())).isEqualTo(SNAPSHOT);
  }

  private static byte[] replaced(String part, String replacement) {
    int at = SampleSnapshots.indexOf(SNAPSHOT, part);
    return concat(
        Arrays.copyOf(SNAPSHOT, at),
        replacement.getBytes(UTF_8),
        Arrays.copyOfRange(SNAPSHOT, at + part.getBytes(UTF_8).length, SNAPSHOT.length));
  }

  private static byte[] with(String more) {
    return concat(SNAPSHOT, more.getBytes(UTF_8));
  }

  private static byte[] without(int at) {
    return concat(
        Arrays.copyOf(SNAPSHOT, at), Arrays.copyOfRange(SNAPSHOT, at + 1, SNAPSHOT.length));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** What opening such a file says; "fine" when it opens. */
  private static String problem(Path folder, byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("s.sql"), content);
    try {
      SnapshotFile.open(path);
      return "fine";
    } catch (SnapshotException e) {
      return e.problems().get(0).message();
    }
  }

  private static String hint(Path folder, byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("s.sql"), content);
    SnapshotException failure =
        catchThrowableOfType(SnapshotException.class, () -> SnapshotFile.open(path));
    return String.valueOf(failure.problems().get(0).hint());
  }

  @Provide
  Arbitrary<SnapshotHeader> headers() {
    return AnyHeader.headers();
  }

  @Test
  void aTrailerWithOtherTablesThanTheHeaderIsRefused(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("s.sql");
    Files.write(path, SampleSnapshots.notes("general", 1, "1\tHome"));
    String text = Files.readString(path);
    Files.writeString(
        path, text.replace("{\"tables\":{\"public.notes\"", "{\"tables\":{\"public.notet\""));
    assertThatThrownBy(() -> SnapshotFile.open(path)).isInstanceOf(SnapshotException.class);
  }
}
