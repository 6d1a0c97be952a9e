package io.loomctl.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.Fields;
import io.loomctl.snapshot.HeaderFormat;
import io.loomctl.snapshot.Json;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TrailerFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document says before the rows: all of the snapshot but them. Header and trailer are those
 * of the SQL form, with the names that people look for; nothing is said twice.
 */
record JsonMetadata(SnapshotHeader header, BodyStatements statements, SnapshotTrailer trailer) {

  private static final int FORMAT = 1;
  private static final String FORMAT_VERSION = "format_version";
  private static final String RECORD_COUNTS = "record_counts";
  private static final String BLOCKS = "blocks";
  private static final List<String> CHECKSUMS = List.of("sha256", "header_sha256");

  /** What a member of the header is called here, in this order; the others follow. */
  private static final Map<String, String> NAMES =
      Map.of("schema_version", "schema", "exported_at", "created_at");

  private static final List<String> FIRST =
      List.of("schema_version", "exported_at", "tool", "server", "scenario", "version");

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode().put(FORMAT_VERSION, FORMAT);
    ObjectNode rest = HeaderFormat.json(header);
    for (String name : FIRST) {
      json.set(name, rest.remove(NAMES.getOrDefault(name, name)));
    }
    ObjectNode counts = json.putObject(RECORD_COUNTS);
    json.setAll(rest);
    ObjectNode written = json.putObject("statements");
    statements.before().forEach(written.putArray("before")::add);
    written.put("deletion", statements.deletion().orElse(null));
    statements.after().forEach(written.putArray("after")::add);
    ObjectNode end = TrailerFormat.json(trailer);
    ObjectNode blocks = json.putObject(BLOCKS);
    for (Map.Entry<String, JsonNode> block : end.get("tables").properties()) {
      ObjectNode content = (ObjectNode) block.getValue();
      counts.set(block.getKey(), content.remove("rows"));
      blocks.set(block.getKey(), content);
    }
    CHECKSUMS.forEach(name -> json.set(name, end.get(name)));
    return json;
  }

  /**
   * Reads what {@link #json} makes.
   *
   * @throws MalformedException for anything else
   */
  static JsonMetadata read(JsonNode json) throws MalformedException {
    Fields fields = new Fields(json);
    checkFormat(fields.number(FORMAT_VERSION));
    SnapshotHeader header = header(json);
    JsonMetadata metadata =
        new JsonMetadata(header, statements(fields), JsonOrder.of(header, trailer(fields)));
    // Whatever was not looked at would be missing from what is written again.
    if (!reread(metadata.json()).equals(json)) {
      throw new MalformedException("\"export_metadata\" holds more than loomctl writes there");
    }
    return metadata;
  }

  private static void checkFormat(int version) throws MalformedException {
    if (version != FORMAT) {
      throw new MalformedException(
          "the document has format " + version + "; this loomctl reads format " + FORMAT,
          version > FORMAT ? "use the newer loomctl that wrote it" : MalformedException.RESTORE);
    }
  }

  private static SnapshotHeader header(JsonNode json) throws MalformedException {
    ObjectNode header = json.deepCopy();
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      header.put(name.getValue(), new Fields(json).text(name.getKey()));
    }
    return JsonOrder.of(HeaderFormat.read(new Fields(header)));
  }

  private static BodyStatements statements(Fields fields) throws MalformedException {
    Fields written = new Fields(fields.object("statements"));
    Optional<String> deletion =
        written.node("deletion").isNull()
            ? Optional.empty()
            : Optional.of(written.text("deletion"));
    return new BodyStatements(written.texts("before"), deletion, written.texts("after"));
  }

  private static SnapshotTrailer trailer(Fields fields) throws MalformedException {
    Fields counts = new Fields(fields.object(RECORD_COUNTS));
    ObjectNode trailer = Json.MAPPER.createObjectNode();
    ObjectNode blocks = fields.object(BLOCKS).deepCopy();
    long rows = 0;
    for (Map.Entry<String, JsonNode> block : blocks.properties()) {
      if (!(block.getValue() instanceof ObjectNode content)) {
        throw new MalformedException("\"" + BLOCKS + "\" has a value of the wrong type");
      }
      long count = counts.count(block.getKey());
      content.put("rows", count);
      rows += count;
    }
    trailer.set("tables", blocks);
    trailer.put("rows", rows);
    for (String name : CHECKSUMS) {
      trailer.put(name, fields.text(name));
    }
    return TrailerFormat.read(new Fields(trailer));
  }

  /** The same as a reader sees it: whether a number is an int or a long is not a difference. */
  private static JsonNode reread(JsonNode json) {
    try {
      return Json.MAPPER.readTree(Json.line(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
