package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any values: other readers of JSON see them, and they come back as they were. */
class JsonValuesTest {

  /** One row of {@link #TABLE}, as a client sees its values; jsonb as the server prints it. */
  record Values(long number, double size, String text, String hex, String jsonb) {}

  private static final TableHeader TABLE =
      SampleSnapshots.table(
          "t", "a: bigint", "b: double precision", "c: text", "d: bytea", "e: jsonb", "f: numeric");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @BeforeContainer
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("loomctl-json");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 100)
  void anyValuesComeBack(@ForAll("rows") List<Values> rows, @ForAll boolean pretty)
      throws Exception {
    Path snapshot =
        JsonDocuments.snapshot(
            folder.resolve("t.sql"),
            TABLE,
            rows.stream().map(JsonValuesTest::copy).toArray(String[]::new));
    byte[] json = JsonDocuments.write(snapshot, pretty);
    JsonNode written = MAPPER.readTree(json).at("/tables/other/public.t");
    assertThat(written).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertSeen(rows.get(i), written.get(i));
    }
    assertThat(JsonDocuments.read(json, folder.resolve("scratch")))
        .isEqualTo(Files.readAllBytes(snapshot));
  }

  private static void assertSeen(Values expected, JsonNode row) throws IOException {
    boolean exact = Math.abs((double) expected.number) <= 0x1p53;
    assertThat(row.get("a").isNumber()).isEqualTo(exact);
    assertThat(row.get("a").asText()).isEqualTo(Long.toString(expected.number));
    assertThat(row.get("b").asText())
        .isEqualTo(MAPPER.readTree(Double.toString(expected.size)).asText());
    assertThat(row.get("c").textValue()).isEqualTo(expected.text);
    assertThat(row.get("d").binaryValue()).isEqualTo(HexFormat.of().parseHex(expected.hex));
    JsonNode jsonb = MAPPER.readTree(expected.jsonb);
    JsonNode seen = row.get("e");
    assertThat(
            seen.size() == 1 && seen.has("$jsonb")
                ? MAPPER.readTree(seen.get("$jsonb").textValue())
                : seen)
        .isEqualTo(jsonb);
    assertThat(row.get("f").isNull()).isTrue();
  }

  private static String copy(Values values) {
    return Stream.of(
            Long.toString(values.number),
            Double.toString(values.size),
            values.text,
            "\\x" + values.hex,
            values.jsonb)
        .map(JsonValuesTest::escaped)
        .collect(Collectors.joining("\t", "", "\t\\N"));
  }

  /** As the manual says of COPY's text format. */
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\b", "\\b")
        .replace("\f", "\\f")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\u000b", "\\v");
  }

  @Provide
  static Arbitrary<List<Values>> rows() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.doubles(),
            texts(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(5000).map(HexFormat.of()::formatHex),
            jsonb(3))
        .as(Values::new)
        .list()
        .ofMaxSize(4);
  }

  /** Every character that a text can have in PostgreSQL, the special ones more often. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> special =
        Arbitraries.of(
            "\\", "\"", "\t", "\n", "\r", "\b", "\f", "\u000b", "\u0001", "\u001f", "\u007f", "/",
            "ä", "日", "😀", "\\N", "\\.", "$jsonb", "null", "\u2028", "\uffff", "\ue000");
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(1, 0x10ffff)
            .filter(point -> point < 0xd800 || point > 0xdfff)
            .map(Character::toString);
    Arbitrary<String> parts = Arbitraries.oneOf(special, any, Arbitraries.of("a", "some words "));
    return parts.list().ofMaxSize(40).map(list -> String.join("", list));
  }

  /** What the server prints for a value of type jsonb, put together as its json.c does. */
  private static Arbitrary<String> jsonb(int depth) {
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "false"),
            Arbitraries.bigDecimals().ofScale(3).map(BigDecimal::toPlainString),
            texts().map(JsonValuesTest::quoted));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> values = Arbitraries.lazy(() -> jsonb(depth - 1));
    Arbitrary<String> names =
        Arbitraries.oneOf(Arbitraries.just("$jsonb"), texts()).map(JsonValuesTest::quoted);
    Arbitrary<String> arrays =
        values.list().ofMaxSize(3).map(list -> "[" + String.join(", ", list) + "]");
    Arbitrary<String> objects =
        Arbitraries.maps(names, values)
            .ofMaxSize(3)
            .map(
                map ->
                    map.entrySet().stream()
                        .map(member -> member.getKey() + ": " + member.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
    return Arbitraries.oneOf(scalars, arrays, objects);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\b\f\n\r\t\"\\".indexOf(c);
      if (letter >= 0) {
        quoted.append('\\').append("bfnrt\"\\".charAt(letter));
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
