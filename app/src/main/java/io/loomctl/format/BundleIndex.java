package io.loomctl.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.Fields;
import io.loomctl.snapshot.HeaderFormat;
import io.loomctl.snapshot.Json;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.SnapshotParts;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TrailerFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a bundle says of itself in its first file, and which files follow. */
record BundleIndex(SnapshotParts parts) {

  static final String NAME = "index.json";

  private static final int FORMAT = 1;
  private static final int LONGEST_NAME = 60;

  /**
   * A file with the rows of a table.
   *
   * @param name made of the table's, as far as that is safe, and of a number that nothing else has
   */
  record File(String name, TableName table, SnapshotTrailer.Block block) {

    private static File of(int number, TableName table, SnapshotTrailer.Block block) {
      String safe = safe(table.schema()) + "." + safe(table.name());
      String name = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
      return new File("tables/%03d_%s.copy".formatted(number, name), table, block);
    }

    private static String safe(String name) {
      return name.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private ObjectNode json() {
      return Json.MAPPER
          .createObjectNode()
          .put("name", name)
          .put("table", table.toString())
          .put("bytes", block.bytes())
          .put("sha256", block.sha256());
    }
  }

  /** In the order in which they follow. */
  List<File> files() {
    List<File> files = new ArrayList<>();
    for (TableHeader table : parts.tables()) {
      SnapshotTrailer.Block block = parts.declared().block(table.name());
      files.add(File.of(files.size() + 1, table.name(), block));
    }
    return files;
  }

  /** The file's bytes: an object of one line a field, and one line a file. */
  byte[] json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.set("header", HeaderFormat.json(parts.header()));
    json.set("statements", json(parts.statements()));
    json.set("trailer", TrailerFormat.json(parts.declared()));
    StringBuilder out = new StringBuilder("{\n");
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      out.append("\"").append(field.getKey()).append("\": ");
      out.append(Json.line(field.getValue())).append(",\n");
    }
    out.append("\"files\": [");
    String separator = "\n";
    for (File file : files()) {
      out.append(separator).append(Json.line(file.json()));
      separator = ",\n";
    }
    return out.append("\n]\n}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode json(BodyStatements statements) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    statements.before().forEach(json.putArray("before")::add);
    ArrayNode deletion = json.putArray("deletion");
    statements.deletion().ifPresent(deletion::add);
    statements.after().forEach(json.putArray("after")::add);
    return json;
  }

  /**
   * Reads the file, and checks that it is what {@link #json} makes of what it says.
   *
   * @throws MalformedException when anything in it is not as loomctl writes it
   */
  static BundleIndex read(byte[] json) throws IOException, MalformedException {
    try {
      Fields fields = new Fields(Json.MAPPER.readTree(json));
      checkFormat(fields);
      SnapshotParts parts =
          new SnapshotParts(
              HeaderFormat.read(new Fields(fields.object("header"))),
              statements(new Fields(fields.object("statements"))),
              TrailerFormat.read(new Fields(fields.object("trailer"))));
      parts.check();
      BundleIndex index = new BundleIndex(parts);
      if (!Arrays.equals(index.json(), json)) {
        throw new MalformedException("it does not say what it has to, and nothing else");
      }
      return index;
    } catch (JsonProcessingException e) {
      throw malformed("it is no JSON: " + e.getOriginalMessage(), MalformedException.RESTORE);
    } catch (MalformedException e) {
      throw malformed(String.valueOf(e.getMessage()), e.hint());
    }
  }

  private static MalformedException malformed(String message, String hint) {
    return new MalformedException("the bundle's " + NAME + " makes no sense: " + message, hint);
  }

  private static void checkFormat(Fields fields) throws MalformedException {
    int format = fields.number("format");
    if (format != FORMAT) {
      throw new MalformedException(
          "it has format " + format + "; this loomctl reads format " + FORMAT,
          format > FORMAT ? "use the newer loomctl that wrote it" : MalformedException.RESTORE);
    }
  }

  private static BodyStatements statements(Fields fields) throws MalformedException {
    List<String> deletion = fields.texts("deletion");
    if (deletion.size() > 1) {
      throw new MalformedException("\"deletion\" holds more than one statement");
    }
    return new BodyStatements(
        fields.texts("before"), deletion.stream().findFirst(), fields.texts("after"));
  }
}
