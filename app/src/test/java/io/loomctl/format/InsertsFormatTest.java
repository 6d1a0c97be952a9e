package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loomctl.failure.SnapshotException;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.testing.Forgery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form with INSERT statements: how it reads, and that nothing else passes for it. */
class InsertsFormatTest {

  private static final TableHeader TEAM =
      SampleSnapshots.table("team", "name: text!", "n: integer");
  private static final String ROW = "(2, E'\\\\N \\t it''s\\r\\n'),\n";

  @TempDir Path folder;

  private Path snapshot;
  private String file;

  @BeforeEach
  void setUp() throws IOException {
    snapshot = snapshot(SampleSnapshots.NOTES, TEAM);
    file = new String(form().write(snapshot), StandardCharsets.UTF_8);
  }

  private FormTrial form() {
    return new FormTrial(new InsertsFormat(), folder);
  }

  private Path snapshot(TableHeader... tables) {
    SnapshotHeader header = SampleSnapshots.header("general", 3, tables);
    Path path = folder.resolve("s.sql");
    List<String> notes = List.of("1\tHome", "2\t\\\\N \\t it's\\r\\n", "3\t\\N", "-4\t");
    SampleSnapshots.file(path, header, List.of(notes, List.of("Ü \u007f\u0001\t0")));
    return path;
  }

  @Test
  void aRowIsALineAndStatementsReadAsAPersonWritesThem() throws Exception {
    assertThat(file)
        .startsWith("-- loomctl inserts, format 1\n-- {\n--   \"scenario\": \"general\"");
    assertThat(file.substring(file.indexOf("SET LOCAL idle"), file.lastIndexOf("-- {\"tables\"")))
        .isEqualTo(
            """
            SET LOCAL idle_in_transaction_session_timeout = 0;
            -- "public.notes": 4 rows
            INSERT INTO "public"."notes" ("id", "body") OVERRIDING SYSTEM VALUE VALUES (1, 'Home'),
            (2, E'\\\\N \\t it''s\\r\\n'),
            (3, NULL),
            (-4, '');
            -- "public.team": 1 row
            INSERT INTO "public"."team" ("name", "n") OVERRIDING SYSTEM VALUE VALUES (E'Ü \\x7F\\x01', 0);
            %s;
            COMMIT;
            """
                .formatted(SampleSnapshots.SEQUENCE.sql()));
    FormTrial.Read read = form().read(file.getBytes(StandardCharsets.UTF_8));
    assertThat(read.sql()).isEqualTo(FormTrial.sql(snapshot));
    Origin.Lines notes = Objects.requireNonNull(read.lines().get(SampleSnapshots.NOTES.name()));
    assertThat(file.lines().toList().get((int) notes.of(3) - 1)).isEqualTo("(3, NULL),");
    Origin.Lines team = Objects.requireNonNull(read.lines().get(TEAM.name()));
    assertThat(file.lines().toList().get((int) team.of(1) - 1)).contains("(E'Ü ");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "500, 1", "501, 2", "1000, 2", "1234, 3"})
  void aStatementHasFiveHundredRowsAtMost(int rows, int statements) throws Exception {
    assertThat(statements(IntStream.range(0, rows).mapToObj(i -> i + "\tx").toList()))
        .isEqualTo(statements);
  }

  @Test
  void aStatementEndsOnceItIsLong() throws Exception {
    String row = "\t" + "x".repeat(100_000);
    assertThat(statements(IntStream.range(0, 7).mapToObj(i -> i + row).toList())).isEqualTo(3);
  }

  private long statements(List<String> rows) throws Exception {
    Path path = folder.resolve("s.sql");
    SnapshotHeader header = SampleSnapshots.header("general", 3, SampleSnapshots.NOTES);
    SampleSnapshots.file(path, header, List.of(rows));
    byte[] inserts = form().write(path);
    assertThat(form().read(inserts).sql()).isEqualTo(FormTrial.sql(path));
    String text = new String(inserts, StandardCharsets.UTF_8);
    return text.lines().filter(line -> line.startsWith("INSERT INTO")).count();
  }

  @Test
  void namesWithLineEndsAndTablesWithoutColumnsSurvive() throws Exception {
    TableHeader lines = SampleSnapshots.table("a\n-- \"public.a\": 1 row\n\"", "b\nc: text!");
    TableHeader sample = SampleSnapshots.table("none", "x: text");
    TableHeader none =
        new TableHeader(
            sample.name(),
            sample.role(),
            0,
            false,
            List.of(),
            List.of(),
            new io.loomctl.graph.MatchKey(io.loomctl.graph.MatchKey.Kind.WHOLE_ROW, List.of()),
            List.of(),
            List.of());
    SnapshotHeader header = SampleSnapshots.header("general", 3, lines, none);
    Path path = folder.resolve("s.sql");
    SampleSnapshots.file(path, header, List.of(List.of("x", "y"), List.of("", "", "")));
    byte[] inserts = form().write(path);
    FormTrial.Read read = form().read(inserts);
    assertThat(read.sql()).isEqualTo(FormTrial.sql(path));
    assertThat(read.lines()).containsOnlyKeys(none.name());
    assertThat(new String(inserts, StandardCharsets.UTF_8))
        .contains("INSERT INTO \"public\".\"none\" DEFAULT VALUES;\n".repeat(3));
  }

  @Test
  void aConditionThatLooksLikeTheBeginningOfRowsIsNone() throws Exception {
    String deletion =
        "DELETE FROM \"public\".\"notes\" WHERE body = '\n;\n-- \"public.notes\": 4 rows\n';\n";
    Path deleting =
        Forgery.of(snapshot)
            .statements("COPY \"public\".\"notes\"", deletion + "COPY \"public\".\"notes\"")
            .seal(folder.resolve("deleting.sql"));
    assertThat(form().read(form().write(deleting)).sql()).isEqualTo(FormTrial.sql(deleting));
  }

  static List<String> smuggled() {
    return List.of(
        "DROP TABLE team;\n",
        "TRUNCATE \"public\".\"team\";\n",
        "INSERT INTO \"public\".\"team\" VALUES (9);\n",
        "INSERT INTO \"public\".\"notes\" (\"id\", \"body\") OVERRIDING SYSTEM VALUE VALUES (9,"
            + " 'x');\n",
        "INSERT INTO \"public\".\"notes\" SELECT 9, pg_read_file('/etc/passwd');\n",
        "UPDATE \"public\".\"team\" SET id = 9;\n",
        "COPY team FROM PROGRAM 'touch owned';\n",
        "COPY \"public\".\"notes\" (\"id\", \"body\") FROM stdin;\n9\tx\n\\.\n",
        "\\! touch owned\n",
        "\\connect other\n",
        "\\.\n",
        "DO $$ BEGIN DELETE FROM team; END $$;\n",
        "SELECT lo_import('/etc/passwd');\n",
        "COMMIT;\nDROP TABLE team;\nBEGIN;\n",
        "SET ROLE postgres;\n",
        "-- a comment\n",
        "/* a comment */;\n",
        "-- \"public.notes\": 4 rows\n",
        "-- \"public.notes\": 0 rows\n",
        "SELECT '\n;\n';\n",
        "';\n",
        ";\n",
        " \n",
        "\r\n",
        "\n",
        "\u0000;\n",
        "\u00ff;\n");
  }

  @ParameterizedTest
  @MethodSource("smuggled")
  void aStatementOfSomebodyElseIsRefusedWhereverItStands(String statement) {
    for (String place :
        List.of(
            "BEGIN;\n",
            "SET LOCAL row_security",
            "-- \"public.notes\": 4",
            "INSERT INTO \"public\".\"notes\"",
            ROW,
            "-- \"public.team\": 1",
            "INSERT INTO \"public\".\"team\"",
            "COMMIT;\n",
            "-- {\"tables\":")) {
      assertThat(refusal(place, statement + place)).as(place).doesNotContain("checksum");
    }
    assertThat(refusal(file + statement)).doesNotContain("checksum");
    assertThat(refusal(statement + file)).doesNotContain("checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2, pg_sleep(9)),\n",
        "(2, (SELECT 'x')),\n",
        "(2, 'a' || 'b'),\n",
        "(2, 'a'::text),\n",
        "(2, DEFAULT),\n",
        "(2, null),\n",
        "(2, TRUE),\n",
        "(2, NOTHING),\n",
        "(2, N'a'),\n",
        "(2, X'1F'),\n",
        "(2, $$a$$),\n",
        "(2, U&'\\0061'),\n",
        "(2, e'\\n'),\n",
        "(2, E'a'),\n",
        "(2, E'\\n'''),\n;\n",
        "(2, E'\\q\\n'),\n",
        "(2, E'\\001\\n'),\n",
        "(2, E'\\x0A\\n'),\n",
        "(2, E'\\x00'),\n",
        "(2, E'\\x7f'),\n",
        "(2, E'\\u0001'),\n",
        "(2, E'\\xC3\\xBC\\n'),\n",
        "(2, '\\'),\n",
        "(2, 'a\tb'),\n",
        "(2, 'a\rb'),\n",
        "(2, 'a\nb'),\n",
        "(2, 'a\u0000'),\n",
        "(2, 'a' /* ' */),\n",
        "(2, 'a'), -- x\n",
        "(2, 'a');\n",
        "(2, 'a'); DROP TABLE team; --\n",
        "(2, 'a');\nDROP TABLE team;\n",
        "(2, 'a'),\n;\n",
        "(2, 'a'),\r\n",
        "(2, 'a') ,\n",
        "(2,'a'),\n",
        "(2,  'a'),\n",
        " (2, 'a'),\n",
        "(2, 'a', 'b'),\n",
        "(2),\n",
        "(),\n",
        "((2, 'a')),\n",
        "(2, 'a'), (3, 'b'),\n",
        "('2', 'a'),\n",
        "(+2, 'a'),\n",
        "(2.0, 'a'),\n",
        "(- 2, 'a'),\n",
        "(2-1, 'a'),\n",
        "(--2, 'a'),\n",
        "(0x2, 'a'),\n",
        "(2, 3),\n",
        "(, 'a'),\n",
        "(2, :x),\n",
        "(2, 'a'),\n(2, 'a'),\n",
        "(2, 'a\n",
        "(2, 'a",
        "\n",
        ""
      })
  void aRowHoldsNothingButValuesAndEachValueIsWrittenInOneWay(String row) {
    assertThat(refusal(ROW, row)).containsPattern("^line [0-9]+ is no row of public\\.notes");
  }

  @Test
  void anOtherValueIsFoundByItsChecksum() {
    assertThat(refusal(ROW, "(2, 'x'),\n"))
        .isEqualTo("the rows of public.notes were changed: their checksum differs");
    assertThat(refusal("\"general\"", "\"other\""))
        .isEqualTo("the header was changed: its checksum differs");
    assertThat(refusal("\"rows\":4,", "\"rows\":5,")).contains("do not add up");
  }

  @Test
  void whatIsNoFileOfThisFormIsSaidPlainly() throws IOException {
    assertThat(refusal("")).contains("this is no loomctl snapshot of INSERT statements");
    assertThat(refusal(Files.readString(snapshot)))
        .contains("this is no loomctl snapshot of INSERT statements");
    assertThat(refusal("format 1\n", "format 2\n"))
        .isEqualTo("the INSERT statements have format \"2\"; this loomctl reads format 1");
    assertThat(refusal(file.replace("\n", "\r\n")))
        .isEqualTo("its line ends were converted to CRLF");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() {
    String latin = FormTrial.latin(file.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 50; i++) {
      byte[] cut = FormTrial.latin(latin.substring(0, latin.length() * i / 50));
      assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> form().read(cut));
    }
    byte[] withoutEnd = FormTrial.latin(latin.substring(0, latin.length() - 1));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> form().read(withoutEnd));
  }

  /** The number of required rows is what no form of a snapshot has a checksum of. */
  @Test
  void aChangedByteIsRefused() throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20260301);
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] changed = bytes.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 + random.nextInt(255));
      try {
        String sql = form().read(changed).sql();
        passed.add(sql.replaceAll("\"required\":\\d+", "\"required\":0"));
      } catch (MalformedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(passed).allMatch(FormTrial.sql(snapshot)::equals).hasSizeLessThan(10);
  }

  @Test
  void aLineThatDoesNotEndIsNotKept() {
    String before = file.substring(0, file.indexOf("Home"));
    byte[] start = before.getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new SequenceInputStream(new ByteArrayInputStream(start), FormTrial.endless());
    TextLines lines = new TextLines(endless, 1 << 20);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> new InsertsReader(lines).read(OutputStream.nullOutputStream()))
        .withMessage("line " + before.lines().count() + " is longer than 1048576 bytes");
  }

  @Test
  void aDamagedSnapshotIsNotWritten() {
    Path rows =
        Forgery.of(snapshot).rows("public.notes", "1\t\\x\n2\tb\n3\tc\n4\td\n").seal(snapshot);
    assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> form().write(rows));
    Path statement =
        Forgery.of(snapshot(SampleSnapshots.NOTES, TEAM))
            .statements("COMMIT", "DROP TABLE x;\nCOMMIT")
            .seal(snapshot);
    assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> form().write(statement));
  }

  private String refusal(String from, String to) {
    assertThat(file).contains(from);
    int at = file.indexOf(from);
    return refusal(file.substring(0, at) + to + file.substring(at + from.length()));
  }

  private String refusal(String changed) {
    byte[] bytes =
        changed.contains("\u00ff")
            ? FormTrial.latin(changed)
            : changed.getBytes(StandardCharsets.UTF_8);
    try {
      form().read(bytes);
    } catch (MalformedException e) {
      return Objects.requireNonNull(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("accepted:\n" + changed);
  }
}
