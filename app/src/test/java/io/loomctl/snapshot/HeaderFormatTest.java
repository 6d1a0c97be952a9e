package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderFormatTest {

  @Property
  void aHeaderReadsBackAsItWasWritten(@ForAll("headers") SnapshotHeader header) throws Exception {
    assertThat(HeaderFormat.read(json(HeaderFormat.write(header)))).isEqualTo(header);
  }

  @Property
  void everyLineOfAHeaderIsAComment(@ForAll("headers") SnapshotHeader header) {
    String text = HeaderFormat.write(header);
    assertThat(text).doesNotContain("\r");
    assertThat(AnyHeader.lines(text))
        .startsWith("-- loomctl snapshot, format 1", "-- {")
        .endsWith("-- }")
        .allMatch(line -> line.startsWith("-- "));
  }

  @Property
  void aTableTakesOneLine(@ForAll("headers") SnapshotHeader header) {
    int masking = header.masking().isPresent() ? 1 : 0;
    assertThat(AnyHeader.lines(HeaderFormat.write(header)))
        .hasSize(17 + masking + header.tables().size());
  }

  @Test
  void everyFieldMustBeThere() throws Exception {
    ObjectNode whole = whole();
    List<String> missing = new ArrayList<>();
    withoutEach(
        whole,
        name ->
            assertThatThrownBy(() -> HeaderFormat.read(whole.toString()))
                .isInstanceOf(MalformedException.class)
                .hasMessage("\"" + name + "\" is missing"),
        missing);
    assertThat(missing)
        .containsExactly(
            "scenario",
            "version",
            "created_at",
            "message",
            "tool",
            "server",
            "database",
            "params",
            "only",
            "exclude",
            "schema",
            "layout",
            "tables",
            "name",
            "role",
            "cycle",
            "partitioned",
            "columns",
            "name",
            "type",
            "not_null",
            "identity",
            "primary_key",
            "key",
            "kind",
            "columns",
            "sort",
            "column",
            "by",
            "references",
            "name",
            "columns",
            "parent",
            "parent_columns",
            "kind",
            "partitions");
    assertThat(HeaderFormat.read(whole.toString())).isEqualTo(header());
  }

  @Test
  void everyFieldMustHaveItsType() throws Exception {
    ObjectNode whole = whole();
    for (String name : names(whole)) {
      JsonNode value = whole.get(name);
      if (!name.equals("params")) {
        whole.putObject(name);
        assertThatThrownBy(() -> HeaderFormat.read(whole.toString()))
            .as(name)
            .isInstanceOf(MalformedException.class)
            .hasMessage("\"" + name + "\" has a value of the wrong type");
        whole.set(name, value);
      }
    }
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertThat(
            List.of(
                reading("\"scenario\":\"golden\"", "\"scenario\":\"../../etc\""),
                reading("\"scenario\":\"golden\"", "\"scenario\":\"metadata\""),
                reading("\"version\":3", "\"version\":-3"),
                reading("\"version\":3", "\"version\":3.0"),
                reading("\"version\":3", "\"version\":3000000000"),
                reading("\"2026-03-01T12:00:00Z\"", "\"yesterday\""),
                reading("\"layout\":\"direct\"", "\"layout\":\"sideways\""),
                reading("\"role\":\"owned\"", "\"role\":\"OWNED\""),
                reading("\"name\":\"public.notes\"", "\"name\":\"notes\""),
                reading("\"name\":\"public.notes\"", "\"name\":\"a.public.notes\""),
                reading("\"name\":\"public.notes\"", "\"name\":\"public.\\\"notes\""),
                reading("\"name\":\"id\"", "\"name\":\"\""),
                reading("\"name\":\"id\"", "\"name\":\"i\\u0000d\""),
                reading("\"public.notes\"", "\"public.\\\"n\\u0000\\\"\""),
                reading("\"primary_key\":[\"id\"]", "\"primary_key\":[7]"),
                reading("\"parent_columns\":[\"id\"]", "\"parent_columns\":[]"),
                reading("\"references\":[{", "\"references\":[7,{")))
        .containsExactly(
            "\"../../etc\" is no scenario name",
            "\"metadata\" is no scenario name",
            "\"version\" has a value of the wrong type",
            "\"version\" has a value of the wrong type",
            "\"version\" has a value of the wrong type",
            "\"created_at\" is no time",
            "\"sideways\" is no layout",
            "\"OWNED\" is no role",
            "\"notes\" is no table name",
            "\"a.public.notes\" is no table name",
            "\"public.\"notes\" is no table name",
            "a column without a name",
            "a name with U+0000",
            "a name with U+0000",
            "\"primary_key\" has a value of the wrong type",
            "a reference of public.notes has unequal columns",
            "\"references\" has a value of the wrong type");
  }

  @Test
  void whatIsNoStrictJsonIsRefused() {
    for (String json :
        List.of(
            "{\"scenario\":\"a\",\"scenario\":\"b\"}",
            whole() + "{}",
            whole() + "x",
            whole().toString().substring(1),
            "[".repeat(100_000),
            "{")) {
      assertThatThrownBy(() -> HeaderFormat.read(json))
          .isInstanceOf(MalformedException.class)
          .hasMessageStartingWith("the header is no JSON: ");
    }
    for (String json : List.of("", "null", "[]", "7", "{}")) {
      assertThatThrownBy(() -> HeaderFormat.read(json))
          .isInstanceOf(MalformedException.class)
          .hasMessage("\"scenario\" is missing");
    }
  }

  /** Takes one field after the other out, wherever it is. */
  private static void withoutEach(JsonNode node, Check check, List<String> taken) throws Exception {
    if (node instanceof ObjectNode object) {
      for (String name : names(object)) {
        JsonNode value = object.remove(name);
        taken.add(name);
        check.check(name);
        object.set(name, value);
        if (!name.equals("params")) {
          withoutEach(value, check, taken);
        }
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      withoutEach(array.get(0), check, taken);
    }
  }

  /** Looks at what is left. */
  @FunctionalInterface
  private interface Check {
    void check(String name) throws Exception;
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String reading(String part, String replacement) {
    String whole = whole().toString();
    assertThat(whole).contains(part);
    try {
      HeaderFormat.read(whole.replace(part, replacement));
      return "fine";
    } catch (MalformedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static SnapshotHeader header() {
    TableHeader notes = SampleSnapshots.NOTES;
    Reference self =
        new Reference(
            "notes_fk",
            notes.name(),
            List.of(new ColumnName("body")),
            notes.name(),
            List.of(new ColumnName("id")),
            Reference.Kind.VIRTUAL,
            List.of());
    return SampleSnapshots.header(
        "golden",
        3,
        new TableHeader(
            notes.name(),
            notes.role(),
            0,
            false,
            notes.columns(),
            notes.primaryKey(),
            notes.key(),
            notes.sort(),
            List.of(self)));
  }

  private static ObjectNode whole() {
    try {
      return (ObjectNode) Json.MAPPER.readTree(json(HeaderFormat.write(header())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(String text) {
    return AnyHeader.lines(text).stream()
        .skip(1)
        .map(line -> line.substring("-- ".length()))
        .collect(Collectors.joining("\n"));
  }

  @Provide
  Arbitrary<SnapshotHeader> headers() {
    return AnyHeader.headers();
  }
}
