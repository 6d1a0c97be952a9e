package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.TableHeader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that loomctl has not written: a sentence says so, whatever they try. */
@SuppressWarnings("NullAway.Init")
class HostileJsonTest {

  private static final long SEED = 20261121;
  private static final TableHeader THINGS =
      SampleSnapshots.table(
          "things", "id: integer!", "ok: boolean", "raw: bytea", "doc: jsonb", "note: text");
  private static final String FIRST =
      "{\"id\":1,\"ok\":true,\"raw\":\"aA==\",\"doc\":{\"a\": [1.10]},\"note\":\"ä\"}";

  @TempDir Path folder;
  private Path snapshot;
  private String json;

  @BeforeEach
  void write() throws Exception {
    snapshot =
        JsonDocuments.snapshot(
            folder.resolve("s.sql"),
            List.of(THINGS, SampleSnapshots.NOTES),
            Map.of(
                THINGS.name(),
                List.of("1\tt\t\\\\x68\t{\"a\": [1.10]}\tä", "2\tf\t\\N\tnull\t"),
                SampleSnapshots.NOTES.name(),
                List.of("1\tone")));
    json = new String(JsonDocuments.write(snapshot, false), StandardCharsets.UTF_8);
    assertThat(json).contains("\n" + FIRST + ",\n");
  }

  private byte[] read(String document) throws Exception {
    return JsonDocuments.read(document.getBytes(StandardCharsets.UTF_8), folder.resolve("scratch"));
  }

  private void assertRefused(String document, String message) {
    assertThatThrownBy(() -> read(document))
        .isInstanceOf(MalformedException.class)
        .hasMessageMatching(message);
    assertThat(folder.resolve("scratch")).doesNotExist();
  }

  static List<Arguments> changes() {
    String row = "line \\d+: a row of public.things ";
    return List.of(
        // Wrong types
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":\"1\",\"ok\"",
            row + "has a value of the wrong type for \"id\""),
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":1.0,\"ok\"",
            row + "has a value of the wrong type for \"id\""),
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":99007199254740992,\"ok\"",
            row + "has a value of the wrong type for \"id\""),
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":true,\"ok\"",
            row + "has a value of the wrong type for \"id\""),
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":[],\"ok\"",
            row + "has a value of the wrong type for \"id\""),
        Arguments.of(
            "\"ok\":true", "\"ok\":\"t\"", row + "has a value of the wrong type for \"ok\""),
        Arguments.of("\"ok\":true", "\"ok\":1", row + "has a value of the wrong type for \"ok\""),
        Arguments.of(
            "\"raw\":\"aA==\"", "\"raw\":1", row + "has a value of the wrong type for \"raw\""),
        Arguments.of(
            "\"raw\":\"aA==\"", "\"raw\":\"a\"", row + "has a value of the wrong type for \"raw\""),
        Arguments.of(
            "\"raw\":\"aA==\"",
            "\"raw\":\"&&&&\"",
            row + "has a value of the wrong type for \"raw\""),
        Arguments.of(
            "\"note\":\"ä\"", "\"note\":1", row + "has a value of the wrong type for \"note\""),
        Arguments.of(
            "\"note\":\"ä\"",
            "\"note\":{\"a\":1}",
            row + "has a value of the wrong type for \"note\""),
        Arguments.of("\"note\":\"ä\"", "\"note\":\"\\ud83d\"", "there is text that is no Unicode"),
        Arguments.of(
            "\"note\":\"ä\"", "\"note\":\"\\ude00\\ud83d\"", "there is text that is no Unicode"),
        Arguments.of(
            "\"note\":\"ä\"", "\"note\":\"a\nb\"", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of(
            "\"doc\":{\"a\": [1.10]}",
            "\"doc\":{\"$jsonb\":1}",
            "line \\d+: a row of public.things .*jsonb.*"),
        Arguments.of(
            "\"doc\":{\"a\": [1.10]}",
            "\"doc\":{\"$jsonb\":\"1\",\"b\":1}",
            "line \\d+: a row of public.things .*jsonb.*"),
        Arguments.of(FIRST, "[1]", "line \\d+: a row of public.things is no object"),
        Arguments.of(FIRST, "null", "line \\d+: a row of public.things is no object"),
        Arguments.of(
            "\"public.things\":[",
            "\"public.things\":{",
            "line \\d+: the rows of public.things are no array"),
        Arguments.of(
            "\"tables\":{\n\"other\"",
            "\"tables\":[\n\"other\"",
            "line \\d+: \"tables\" is no object"),
        Arguments.of("\"other\":{", "\"other\":[", "line \\d+: the group \"other\" is no object"),
        Arguments.of(
            "\"export_metadata\":{",
            "\"export_metadata\":[",
            "line \\d+: \"export_metadata\" is no object"),
        // Names
        Arguments.of("\"ok\":true", "\"ok\":true,\"ok\":true", row + "has \"ok\" twice"),
        Arguments.of("\"ok\":true,", "", row + "has no \"ok\""),
        Arguments.of(
            "\"ok\":true", "\"Ok\":true", row + "has \"Ok\", which is no column of the header"),
        Arguments.of(
            "\"note\":\"ä\"",
            "\"note\":\"ä\",\"x\":1",
            row + "has \"x\", which is no column of the header"),
        Arguments.of(FIRST, "{}", row + "has no \"id\""),
        Arguments.of(
            "\"public.notes\":[",
            "\"public.other\":[",
            "line \\d+: there are rows of public.other, which is not announced"),
        Arguments.of("\"public.notes\":[", "\"public\":[", "\"public\" is no table name"),
        Arguments.of("\"public.notes\":[", "\"../../etc\":[", ".*is no table name"),
        Arguments.of(
            "\"public.notes\":[",
            "\"public.things\":[",
            "the rows of public.things are there twice"),
        Arguments.of("\"public.notes\":[", "\"\\u0000.notes\":[", "a name with U\\+0000"),
        Arguments.of(
            "\"other\":{",
            "\"other\":{},\"other\":{",
            "line \\d+: the group \"other\" is there twice"),
        Arguments.of(
            "\n\"tables\":{\n\"other\"",
            "\n\"Tables\":{\n\"other\"",
            "line \\d+: \"tables\" should be here"),
        Arguments.of(
            "\"export_metadata\"",
            "\"tables\"",
            "the document does not begin with \"export_metadata\""),
        Arguments.of(
            "{\n\"export_metadata\"",
            "[\n\"export_metadata\"",
            "the document does not begin with \"export_metadata\""),
        Arguments.of(
            "\"format_version\":1",
            "\"format_version\":1,\"format_version\":1",
            "line \\d+: a name is there twice"),
        Arguments.of(
            "\"format_version\":1",
            "\"format_version\":1,\"more\":1",
            "\"export_metadata\" holds more than loomctl writes there"),
        Arguments.of(
            "\"format_version\":1",
            "\"format_version\":2",
            "the document has format 2; this loomctl reads format 1"),
        Arguments.of(
            "\"format_version\":1",
            "\"format_version\":\"1\"",
            "\"format_version\" has a value of the wrong type"),
        Arguments.of("\"format_version\":1,", "", "\"format_version\" is missing"),
        Arguments.of("\"tool\":\"loomctl 0.1.0\",", "", "\"tool\" is missing"),
        Arguments.of(
            "\"exported_at\":\"2026-03-01T12:00:00Z\"", "\"exported_at\":\"now\"", ".*is no time"),
        Arguments.of(
            "\"public.things\":2", "\"public.things\":-2", ".*has a value of the wrong type"),
        Arguments.of(
            "\"public.things\":2", "\"public.things\":1e9", ".*has a value of the wrong type"),
        Arguments.of(
            "\"public.things\":2",
            "\"public.things\":99999999999999999999",
            ".*has a value of the wrong type"),
        Arguments.of("\"public.things\":2,", "", "\"public.things\" is missing"),
        Arguments.of("\"name\":\"note\"", "\"name\":\"id\"", ".*has the column \"id\" twice"),
        // Other content
        Arguments.of(
            "\"id\":1,\"ok\"",
            "\"id\":3,\"ok\"",
            "the rows of public.things were changed: their checksum differs"),
        Arguments.of(
            "1.10", "1.1", "the rows of public.things were changed: their checksum differs"),
        Arguments.of(
            FIRST + ",\n", "", "the rows of public.things were changed: their checksum differs"),
        Arguments.of(
            FIRST,
            FIRST + ",\n" + FIRST,
            "the rows of public.things were changed: their checksum differs"),
        Arguments.of(
            "\"public.things\":2",
            "\"public.things\":3",
            "the snapshot was changed: its checksum differs"),
        Arguments.of(
            "\"tool\":\"loomctl 0.1.0\"",
            "\"tool\":\"loomctl 0.1.1\"",
            "the snapshot was changed: its checksum differs"),
        Arguments.of(
            "\"before\":[]",
            "\"before\":[\"DROP TABLE public.notes\"]",
            "\"DROP TABLE public.notes\" is a statement that loomctl does not write there"),
        Arguments.of(
            "\"deletion\":null", "\"deletion\":1", "\"deletion\" has a value of the wrong type"),
        Arguments.of(
            "]\n}\n}\n}\n", "]\n}\n}\n}\n{}", "line \\d+: nothing should follow the document"),
        Arguments.of(
            "]\n}\n}\n}\n",
            "]\n}\n}\n,\"more\":1}\n",
            "line \\d+: nothing should follow \"tables\""),
        Arguments.of("]\n}\n}\n}\n", "]\n}\n}\n}\nx", "line \\d+, column \\d+: this is no JSON"),
        // What lenient readers take
        Arguments.of(
            "\"id\":1,\"ok\"", "\"id\":01,\"ok\"", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of(
            "\"id\":1,\"ok\"", "\"id\":NaN,\"ok\"", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of(
            "\"id\":1,\"ok\"", "/**/\"id\":1,\"ok\"", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of("\"note\":\"ä\"", "\"note\":'ä'", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of(
            "\"note\":\"ä\"}", "\"note\":\"ä\",}", "line \\d+, column \\d+: this is no JSON"),
        Arguments.of(FIRST + ",", FIRST, "line \\d+, column \\d+: this is no JSON"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsNotAsItWasWrittenIsRefused(String from, String to, String message) {
    assertThat(json).contains(from);
    assertRefused(json.replace(from, to), message);
  }

  @Test
  void aDeltaHasNoRowsOfTablesThatDidNotChange() {
    String full = "{\"tables\":{},\"rows\":0,\"sha256\":\"\",\"header_sha256\":\"\"}";
    String delta =
        "\"delta\":{\"base\":1,\"base_sha256\":\"\",\"since\":\"\",\"tables\":[],\"deletion\":\"\","
            + "\"full\":"
            + full
            + "},";
    assertRefused(
        json.replace("\"layout\":", delta + "\"layout\":"),
        ".*public.things, which is not announced");
  }

  @Test
  void rowsOfATableMayNotBeMissing() {
    int start = json.indexOf("\"public.things\":[");
    int end = json.indexOf("\"public.notes\":[", start);
    assertRefused(
        json.substring(0, start) + json.substring(end), "the rows of public.things are missing");
  }

  /** Levels of nesting, digits and the like in places where a reader may have to keep them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"doc\":{\"a\": [1.10]} | \"doc\": | [",
        "\"doc\":{\"a\": [1.10]} | \"doc\": | {\"a\":",
        "\"doc\":{\"a\": [1.10]} | \"doc\":{\" | a",
        "\"format_version\":1 | \"format_version\": | [",
        "\"ok\":true | \" | name",
        "\"other\":{ | \" | name"
      })
  void absurdSizesAreRefusedBeforeTheyAreRead(String place, String start, String repeated)
      throws Exception {
    String opening = json.substring(0, json.indexOf(place)) + start;
    Endless document = new Endless(opening, repeated, 1L << 40);
    assertThatThrownBy(
            () ->
                JsonDocuments.format(false)
                    .read(document, new ByteArrayOutputStream(), folder.resolve("scratch")))
        .isInstanceOf(MalformedException.class);
    assertThat(document.read).isLessThan(4 << 20);
  }

  @Test
  void metadataThatDoesNotEndIsRefused() {
    String start = json.substring(0, json.indexOf("\"only\":[]")) + "\"only\":[";
    Endless document = new Endless(start, "\"" + "x".repeat(100_000) + "\",", 1L << 40);
    assertThatThrownBy(
            () ->
                JsonDocuments.format(false)
                    .read(document, new ByteArrayOutputStream(), folder.resolve("scratch")))
        .isInstanceOf(MalformedException.class)
        .hasMessage("\"export_metadata\" does not end");
  }

  /** The start of a document and then the same again and again. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] repeated;
    private final long size;
    private long read;

    Endless(String start, String repeated, long size) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.repeated = repeated.getBytes(StandardCharsets.UTF_8);
      this.size = size;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int count = (int) Math.min(length, size - read);
      for (int i = 0; i < count; i++) {
        into[from + i] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }

    @Override
    public int read() {
      if (read == size) {
        return -1;
      }
      long at = read++;
      return at < start.length
          ? start[(int) at]
          : repeated[(int) ((at - start.length) % repeated.length)];
    }
  }

  @Test
  void aDocumentThatIsCutOffIsRefusedWhereverThatIs() {
    byte[] whole = json.stripTrailing().getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < 50; cut++) {
      int length = (int) ((long) whole.length * cut / 50);
      assertThatThrownBy(
              () -> JsonDocuments.read(Arrays.copyOf(whole, length), folder.resolve("scratch")))
          .as("%d bytes", length)
          .isInstanceOf(MalformedException.class);
    }
  }

  /** A space for a line end changes nothing, and neither does another name of a group. */
  @Test
  void aChangedByteIsRefusedOrChangesNothing() throws Exception {
    Random random = new Random(SEED);
    byte[] expected = Files.readAllBytes(snapshot);
    int refused = 0;
    for (int change = 0; change < 400; change++) {
      byte[] changed = json.getBytes(StandardCharsets.UTF_8);
      int at = random.nextInt(changed.length);
      changed[at] = (byte) random.nextInt(256);
      try {
        assertThat(JsonDocuments.read(changed, folder.resolve("scratch")))
            .as("seed %d, change %d at %d", SEED, change, at)
            .isEqualTo(expected);
      } catch (MalformedException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(350);
  }

  /** Other encodings of Unicode than UTF-8 are recognised by Jackson, and no harm. */
  @Test
  void whatIsNoUtf8IsRefused() {
    byte[] latin = json.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonDocuments.read(latin, folder.resolve("scratch")))
        .isInstanceOf(MalformedException.class);
    byte[] wide = json.getBytes(StandardCharsets.UTF_16LE);
    wide[2] = 0;
    assertThatThrownBy(() -> JsonDocuments.read(wide, folder.resolve("scratch")))
        .isInstanceOf(MalformedException.class);
  }
}
