package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.TableName;
import io.loomctl.testing.Forgery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may hold besides what loomctl writes: nothing, also when all checksums fit. */
class SnapshotBodyTest {

  private static final TableHeader TEAM = SampleSnapshots.table("team", "id: integer!");
  private static final String COPY = "COPY pg_temp.\"loomctl_1\"";
  private static final String DISABLE = "ALTER TABLE \"public\".\"team\" DISABLE TRIGGER ";

  private static final List<String> STATEMENTS =
      List.of(
          "DROP TABLE team;\n",
          "DROP TABLE \"public\".\"team\";\n",
          "TRUNCATE \"public\".\"team\";\n",
          "INSERT INTO \"public\".\"team\" VALUES (9);\n",
          "UPDATE \"public\".\"team\" SET id = 9;\n",
          "COPY team FROM PROGRAM 'touch owned';\n",
          "COPY (SELECT 1) TO PROGRAM 'touch owned';\n",
          "COPY \"public\".\"team\" (\"id\") FROM stdin;\n7\n\\.\n",
          "\\! touch owned\n",
          "\\copy team from 'x'\n",
          "\\connect other\n",
          "SELECT 1 \\g |sh\n",
          "\\.\n",
          "DO $$ BEGIN DELETE FROM team; END $$;\n",
          "DO 'BEGIN DELETE FROM team; END';\n",
          DISABLE + "ALL;\n",
          DISABLE + "\"a\", DROP COLUMN id;\n",
          DISABLE + "\"a\"; DROP TABLE team;\n",
          DISABLE + "\"a\"\n; DROP TABLE team;\n",
          DISABLE + "\"a;\n\"; DROP TABLE team;\n",
          DISABLE + "\"\";\n",
          "ALTER TABLE \"public\".\"team\" ENABLE REPLICA IDENTITY \"a\";\n",
          "SELECT pg_catalog.setval('tickets', 5);\n",
          "SELECT pg_catalog.setval('\"public\".\"s\"', 5, true), pg_sleep(9) FROM \"public\".\"s\""
              + " WHERE (last_value, is_called) < (5, true);\n",
          "SELECT pg_catalog.setval('\"public\".\"s\"', 5, true) FROM \"public\".\"s\" WHERE"
              + " (last_value, is_called) < (5, true) OR pg_sleep(9) IS NULL;\n",
          "SELECT pg_catalog.setval('\"public\".\"s\"', 99999999999999999999, true) FROM"
              + " \"public\".\"s\" WHERE (last_value, is_called) < (99999999999999999999, true);\n",
          "SELECT pg_catalog.setval('\"public\".\"s\"', 5, true) FROM \"public\".\"s\" WHERE"
              + " (last_value, is_called) < (6, true);\n",
          "SELECT lo_import('/etc/passwd');\n",
          "COMMIT;\nDROP TABLE team;\nBEGIN;\n",
          "SAVEPOINT x;\n",
          "SET ROLE postgres;\n",
          "SET CONSTRAINTS ALL DEFERRED;\n",
          "-- a comment\n",
          "/* a comment */;\n",
          "SELECT '\n;\n';\nDROP TABLE team;\n",
          "SELECT $x$;\n$x$;\nDROP TABLE team;\n",
          "SELECT $1$;\nDROP TABLE team;\n$1$;\n",
          "SELECT 1 /* ;\n*/;\n",
          "SELECT E'\\';\n';\n",
          "SELECT U&\"d\\0061t;\n\";\n",
          "\"\n;\n",
          "';\n",
          ";\n",
          " \n",
          "\r\n",
          "\u0000;\n",
          "\u00ff;\n");

  @TempDir Path folder;

  private Path snapshot;

  @BeforeEach
  void setUp() {
    snapshot = write(LoadScript.Layout.STAGED, "sample.sql");
  }

  static Stream<Arguments> smuggled() {
    return Stream.of(
            "SET LOCAL row_security", "CREATE TEMPORARY TABLE", COPY, "INSERT INTO", "COMMIT;\n")
        .flatMap(place -> STATEMENTS.stream().map(statement -> Arguments.of(place, statement)));
  }

  @ParameterizedTest
  @MethodSource("smuggled")
  void aStatementOfSomebodyElseIsRefused(String place, String statement) {
    refused(Forgery.of(snapshot).statements(place, statement + place));
  }

  static List<String> statements() {
    return STATEMENTS;
  }

  @ParameterizedTest
  @MethodSource("statements")
  void nothingStandsBeforeTheBeginningOrAfterTheEnd(String statement) {
    refused(Forgery.of(snapshot).statements("BEGIN;\n", statement + "BEGIN;\n"));
    refused(Forgery.of(snapshot).statements("COMMIT;\n", "COMMIT;\n" + statement));
  }

  @Test
  void whatLoomctlWritesIsAccepted() throws IOException {
    assertThat(open(snapshot).line(TEAM.name(), 1)).isEqualTo(lineOf(snapshot, "1"));
    assertThat(open(write(LoadScript.Layout.DIRECT, "direct.sql")).written().sequences()).isEmpty();
    String after =
        DISABLE
            + "\"a\"\"; DROP TABLE x\";\nALTER TABLE ONLY \"a\".\"b\" ENABLE ALWAYS RULE \"c\";\n"
            + "SELECT pg_catalog.setval('\"s\".\"t''\"', -5, false) FROM \"s\".\"t'\" WHERE"
            + " (- last_value, is_called) < (- (-5), false);\nSET CONSTRAINTS ALL IMMEDIATE;\n";
    Path forged =
        Forgery.of(snapshot)
            .statements("COMMIT;\n", after + "COMMIT;\n")
            .seal(folder.resolve("forged.sql"));
    assertThat(open(forged).written().sequences())
        .containsExactly(new SequenceStatement(new TableName("s", "t'"), -5, false, false));
  }

  @Test
  void oneDeletionIsAcceptedWhateverItsConditionsAndASecondIsNot() throws IOException {
    String deletion = "DELETE FROM \"public\".\"team\" WHERE name = ';\nDROP TABLE x;\n';\n";
    Path one =
        Forgery.of(snapshot)
            .statements("INSERT INTO", deletion + "INSERT INTO")
            .seal(folder.resolve("one.sql"));
    assertThat(open(one).line(TEAM.name(), 1)).isEqualTo(lineOf(snapshot, "1"));
    refused(Forgery.of(one).statements("COMMIT;\n", deletion + "COMMIT;\n"));
  }

  static Stream<Consumer<ObjectNode>> trailers() {
    long most = Long.MAX_VALUE;
    return Stream.<Consumer<ObjectNode>>of(
        json -> block(json).put("offset", most),
        json -> block(json).put("offset", most).put("bytes", most),
        json -> block(json).put("bytes", most),
        json -> block(json).put("bytes", most - block(json).path("offset").asLong()),
        json -> block(json).put("bytes", most - block(json).path("offset").asLong() + 1),
        json -> block(json).put("offset", 0),
        json -> block(json).put("offset", 0).put("bytes", 0),
        json -> block(json).put("offset", -1),
        json -> block(json).put("offset", 1L << 32),
        json -> block(json).put("offset", block(json).path("offset").asLong() - 1),
        json -> block(json).put("offset", block(json).path("offset").asLong() + 1),
        json -> block(json).put("bytes", block(json).path("bytes").asLong() - 1),
        json -> block(json).put("bytes", block(json).path("bytes").asLong() + 1),
        json -> block(json).put("bytes", -1),
        json -> block(json).put("bytes", 0),
        json -> block(json).put("bytes", 1.5),
        json -> block(json).put("bytes", "20"),
        json -> block(json).putNull("bytes"),
        json -> block(json).put("bytes", new java.math.BigInteger("9".repeat(40))),
        json -> rows(json, -1),
        json -> rows(json, most),
        json -> json.put("rows", 7),
        json -> block(json).put("sha256", ""),
        json -> block(json).put("sha256", "0".repeat(64)),
        json -> json.put("sha256", "0".repeat(64)),
        json -> json.put("header_sha256", "0".repeat(64)),
        json -> json.remove("sha256"),
        json -> json.putObject("tables"),
        json -> json.putArray("tables"),
        json -> json.putNull("tables"),
        json -> json.withObject("/tables").putObject("public.other"),
        json -> json.withObject("/tables").putObject("\"public\".\"team\""),
        ObjectNode::removeAll);
  }

  @ParameterizedTest
  @MethodSource("trailers")
  void aTrailerThatDoesNotFitIsRefused(Consumer<ObjectNode> change) {
    Path forged = Forgery.of(snapshot).seal(folder.resolve("forged.sql"), change);
    assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> readWhole(forged));
  }

  private static ObjectNode block(ObjectNode trailer) {
    return trailer.withObject("/tables/public.team");
  }

  private static void rows(ObjectNode trailer, long rows) {
    block(trailer).put("rows", rows);
    trailer.put("rows", rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\r\n2\r\n", "1\n2\r\n", "1\u0000\n2\n", "1\r2\n3\n"})
  void rowsHoldNoByteThatCopyEscapes(String rows) {
    Path forged = Forgery.of(snapshot).rows("public.team", rows).seal(folder.resolve("f.sql"));
    assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> readWhole(forged));
  }

  private Path write(LoadScript.Layout layout, String name) {
    SnapshotHeader sample = SampleSnapshots.header("sample", 1, TEAM);
    SnapshotHeader header =
        new SnapshotHeader(
            sample.scenario(),
            1,
            sample.createdAt(),
            "",
            sample.tool(),
            sample.server(),
            sample.database(),
            sample.parameters(),
            List.of(),
            List.of(),
            sample.schema(),
            layout,
            List.of(TEAM));
    Path file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      SnapshotWriter writer = new SnapshotWriter(out, header);
      LoadScript script = header.script();
      if (script.isStaged(TEAM)) {
        writer.statement(script.createStaging(TEAM));
      }
      writer.block(
          TEAM.name(),
          script.copy(TEAM),
          0,
          block -> SampleSnapshots.rows(block, List.of("1", "2", "3")));
      if (script.isStaged(TEAM)) {
        writer.statement(script.write(List.of(TEAM)));
      }
      writer.finish();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refused(Forgery forgery) {
    Path forged = forgery.seal(folder.resolve("forged.sql"));
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> open(forged))
        .satisfies(e -> assertThat(e.getMessage()).contains("forged.sql"));
  }

  private static SnapshotBody open(Path file) throws IOException {
    return SnapshotBody.open(SnapshotFile.open(file));
  }

  private static void readWhole(Path file) throws IOException {
    open(file).rows(TEAM.name(), (content, length) -> {});
  }

  private static long lineOf(Path file, String line) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).indexOf(line) + 1L;
  }
}
