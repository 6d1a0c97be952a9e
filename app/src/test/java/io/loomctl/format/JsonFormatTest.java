package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where in a document, and what a value is in it. */
class JsonFormatTest {

  private static final TableHeader NOTES = SampleSnapshots.NOTES;

  @TempDir Path folder;

  private String json(Path snapshot, Map<String, List<TableName>> groups, boolean pretty)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonFormat(groups, pretty).write(SnapshotFile.open(snapshot), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path notes(String... rows) throws IOException {
    return JsonDocuments.snapshot(folder.resolve("notes.sql"), NOTES, rows);
  }

  @Test
  void aRowTakesALine() throws Exception {
    String json = json(notes("1\tone", "2\t\\N"), Map.of(), false);
    assertThat(json)
        .startsWith(
            "{\n\"export_metadata\":{\n\"format_version\":1,\n\"schema_version\":\"5c4e3a\"")
        .endsWith(
            """
            "tables":{
            "other":{
            "public.notes":[
            {"id":1,"body":"one"},
            {"id":2,"body":null}
            ]
            }
            }
            }
            """);
  }

  @Test
  void aRowTakesALineForEachValueWhenThatIsWanted() throws Exception {
    String json = json(notes("1\tone", "2\t\\N"), Map.of(), true);
    assertThat(json)
        .startsWith("{\n  \"export_metadata\": {\n    \"format_version\": 1,\n")
        .endsWith(
            """
              "tables": {
                "other": {
                  "public.notes": [
                    {
                      "id": 1,
                      "body": "one"
                    },
                    {
                      "id": 2,
                      "body": null
                    }
                  ]
                }
              }
            }
            """);
  }

  @Test
  void theMetadataTellsWhatPeopleLookFor() throws Exception {
    JsonNode metadata =
        new ObjectMapper()
            .readTree(json(notes("1\tone", "2\t\\N"), Map.of(), false))
            .get("export_metadata");
    List<String> names = new ArrayList<>();
    metadata.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "format_version",
            "schema_version",
            "exported_at",
            "tool",
            "server",
            "scenario",
            "version",
            "record_counts",
            "message",
            "database",
            "params",
            "only",
            "exclude",
            "layout",
            "tables",
            "statements",
            "blocks",
            "sha256",
            "header_sha256");
    assertThat(metadata.get("exported_at").textValue()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(metadata.get("tool").textValue()).isEqualTo("loomctl 0.1.0");
    assertThat(metadata.get("server").textValue()).isEqualTo("18.1");
    assertThat(metadata.get("scenario").textValue()).isEqualTo("notes");
    assertThat(metadata.get("version").intValue()).isEqualTo(1);
    assertThat(metadata.get("record_counts").toString()).isEqualTo("{\"public.notes\":2}");
  }

  @Test
  void tablesStandInTheFirstGroupThatHasThem() throws Exception {
    List<TableHeader> tables = new ArrayList<>();
    Map<TableName, List<String>> rows = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      TableHeader table = SampleSnapshots.table(name, "id: integer!");
      tables.add(table);
      rows.put(table.name(), List.of("1"));
    }
    Path snapshot = JsonDocuments.snapshot(folder.resolve("four.sql"), tables, rows);
    TableName a = tables.get(0).name();
    TableName c = tables.get(2).name();
    TableName elsewhere = new TableName("public", "elsewhere");
    Map<String, List<TableName>> groups = new LinkedHashMap<>();
    groups.put("second", List.of(c, a, elsewhere));
    groups.put("empty", List.of(elsewhere));
    groups.put("other", List.of(a));
    String json = json(snapshot, groups, false);
    assertThat(json)
        .endsWith(
            """
            "tables":{
            "second":{
            "public.a":[
            {"id":1}
            ],
            "public.c":[
            {"id":1}
            ]
            },
            "other_2":{
            "public.b":[
            {"id":1}
            ],
            "public.d":[
            {"id":1}
            ]
            }
            }
            }
            """);
    assertComesBack(snapshot, json);
  }

  private void assertComesBack(Path snapshot, String json) throws Exception {
    byte[] sql =
        JsonDocuments.read(json.getBytes(StandardCharsets.UTF_8), folder.resolve("scratch"));
    assertThat(sql).isEqualTo(Files.readAllBytes(snapshot));
    assertThat(folder.resolve("scratch")).doesNotExist();
  }

  /** From the rules in {@code docs/snapshot-formats.md}; a backslash in COPY text is doubled. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "smallint | -32768 | -32768",
        "integer | 0 | 0",
        "bigint | 9007199254740992 | 9007199254740992",
        "bigint | -9007199254740992 | -9007199254740992",
        "bigint | 9007199254740993 | \"9007199254740993\"",
        "bigint | -9223372036854775808 | \"-9223372036854775808\"",
        "numeric(10,2) | 1.10 | \"1.10\"",
        "numeric | NaN | \"NaN\"",
        "real | 0.1 | 0.1",
        "double precision | 1e+20 | 1e+20",
        "double precision | -0 | -0",
        "double precision | 5e-324 | 5e-324",
        "double precision | NaN | \"NaN\"",
        "double precision | -Infinity | \"-Infinity\"",
        "boolean | t | true",
        "boolean | f | false",
        "bytea | \\\\x | \"\"",
        "bytea | \\\\x00ff10 | \"AP8Q\"",
        "bytea | \\\\x68 | \"aA==\"",
        "text | a \"b\" \\\\ \\n \\v | \"a \\\"b\\\" \\\\ \\n \\u000b\"",
        "text | `` | \"\"",
        "text | null | \"null\"",
        "text | \\N | null",
        "jsonb | \\N | null",
        "jsonb | null | {\"$jsonb\":\"null\"}",
        "jsonb | \"null\" | \"null\"",
        "jsonb | {\"a\": [1.10, {}], \"b\": \"\\\\\"\\\\n\"} | {\"a\": [1.10, {}], \"b\": \"\\\"\\n\"}",
        "jsonb | {\"$jsonb\": 1} | {\"$jsonb\":\"{\\\"$jsonb\\\": 1}\"}",
        "jsonb | {\"a\": 1, \"$jsonb\": 1} | {\"a\": 1, \"$jsonb\": 1}",
        "jsonb | [\"$jsonb\"] | [\"$jsonb\"]",
        "jsonb | true | true",
        "jsonb | -1.50 | -1.50",
        "json | {\"a\":1, \"a\":2} | \"{\\\"a\\\":1, \\\"a\\\":2}\"",
        "json | null | \"null\"",
        "date | 2024-02-29 | \"2024-02-29\"",
        "integer[] | {1,NULL} | \"{1,NULL}\"",
        "public.flag | t | \"t\"",
        "money | $1.00 | \"$1.00\""
      })
  void aValueIsWhatItsTypeSays(String type, String copy, String expected) throws Exception {
    TableHeader table = SampleSnapshots.table("t", "v: " + type);
    for (boolean pretty : new boolean[] {false, true}) {
      Path snapshot = JsonDocuments.snapshot(folder.resolve("t.sql"), table, copy);
      String json = json(snapshot, Map.of(), pretty);
      String value = pretty ? "\n          \"v\": " + expected + "\n" : "{\"v\":" + expected + "}";
      assertThat(json).contains(value);
      assertComesBack(snapshot, json);
    }
  }

  /** 200 levels are little enough for jq, whose limit is 256. */
  @ParameterizedTest
  @CsvSource({"200, true", "201, false", "5000, false"})
  void deeplyNestedJsonbIsWrapped(int depth, boolean asItIs) throws Exception {
    String value = "[".repeat(depth) + "]".repeat(depth);
    Path snapshot =
        JsonDocuments.snapshot(
            folder.resolve("t.sql"), SampleSnapshots.table("t", "v: jsonb"), value);
    String json = json(snapshot, Map.of(), false);
    assertThat(json)
        .contains(asItIs ? "{\"v\":" + value + "}" : "{\"v\":{\"$jsonb\":\"" + value + "\"}}");
    assertComesBack(snapshot, json);
  }

  @ParameterizedTest
  @CsvSource({"250, true", "251, false", "100000, false"})
  void jsonbWithALongNameIsWrapped(int length, boolean asItIs) throws Exception {
    String value = "{\"" + "n".repeat(length) + "\": \"" + "v".repeat(length) + "\"}";
    Path snapshot =
        JsonDocuments.snapshot(
            folder.resolve("t.sql"), SampleSnapshots.table("t", "v: jsonb"), value);
    String json = json(snapshot, Map.of(), false);
    assertThat(json.contains("{\"v\":" + value + "}")).isEqualTo(asItIs);
    assertComesBack(snapshot, json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"boolean yes", "bytea abc", "bytea \\\\x0", "bytea \\\\x0G", "bytea \\\\x0A"})
  void aValueThatItsTypeCannotHaveIsDamage(String typeAndValue) throws Exception {
    String type = typeAndValue.substring(0, typeAndValue.indexOf(' '));
    Path snapshot =
        JsonDocuments.snapshot(
            folder.resolve("t.sql"),
            SampleSnapshots.table("t", "v: " + type),
            typeAndValue.substring(type.length() + 1));
    assertThatThrownBy(() -> json(snapshot, Map.of(), false))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(
            "a row of public.t does not have the values that the header announces");
  }

  @Test
  void aSnapshotWithoutTablesOrRowsOrColumnsIsADocumentToo() throws Exception {
    TableHeader none = SampleSnapshots.table("notes", "id: integer!");
    TableHeader bare =
        new TableHeader(
            new TableName("public", "bare"),
            none.role(),
            0,
            false,
            List.of(),
            List.of(),
            none.key(),
            List.of(),
            List.of());
    for (boolean pretty : new boolean[] {false, true}) {
      Path empty = JsonDocuments.snapshot(folder.resolve("empty.sql"), List.of(), Map.of());
      assertComesBack(empty, json(empty, Map.of(), pretty));
      Path rows =
          JsonDocuments.snapshot(
              folder.resolve("bare.sql"),
              List.of(none, bare),
              Map.of(bare.name(), List.of("", "", "")));
      assertComesBack(rows, json(rows, Map.of(), pretty));
    }
  }

  @Test
  void namesAndSpacesMayStandInAnotherOrder() throws Exception {
    Path snapshot = notes("1\tone", "2\ttwo");
    String json = json(snapshot, Map.of(), false);
    assertComesBack(
        snapshot,
        json.replace("{\"id\":1,\"body\":\"one\"}", "{\n\"body\" : \"one\",\n\"id\":1 }"));
    assertComesBack(
        snapshot,
        json.replace("\"tool\":\"loomctl 0.1.0\",\n", "")
            .replace("\"format_version\":1", "\"format_version\":1,\"tool\":\"loomctl 0.1.0\""));
  }

  @Test
  void linesAreNotToldWhenRowsStandInAnUnevenWay() throws Exception {
    String json = json(notes("1\tone", "2\ttwo", "3\tthree"), Map.of(), false);
    assertThat(lines(json)).hasSize(1);
    assertThat(lines(json.replace("{\"id\":3", "\n{\"id\":3"))).isEmpty();
    assertThat(lines(json.replace("},\n{", "},{"))).isEmpty();
    assertThat(lines(json.replace("},\n{", "},\n\n\n{").replace("[\n{", "[{"))).hasSize(1);
  }

  private Map<?, ?> lines(String json) throws Exception {
    return JsonDocuments.format(false)
        .read(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            folder.resolve("scratch"));
  }
}
