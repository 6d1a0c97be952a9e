package io.loomctl.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.graph.TableName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The trailer: one JSON document on the last line, a comment. */
public final class TrailerFormat {

  static final String PREFIX = "-- ";

  private TrailerFormat() {}

  static String write(SnapshotTrailer trailer) {
    return PREFIX + Json.line(json(trailer)) + "\n";
  }

  /** The trailer as one JSON object. */
  public static ObjectNode json(SnapshotTrailer trailer) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ObjectNode tables = json.putObject("tables");
    trailer
        .tables()
        .forEach(
            (name, block) ->
                tables
                    .putObject(name.toString())
                    .put("rows", block.rows())
                    .put("required", block.required())
                    .put("offset", block.offset())
                    .put("bytes", block.bytes())
                    .put("sha256", block.sha256()));
    json.put("rows", trailer.rows());
    json.put("sha256", trailer.sha256());
    json.put("header_sha256", trailer.headerSha256());
    return json;
  }

  static SnapshotTrailer read(String line) throws MalformedException {
    if (!line.startsWith(PREFIX + "{")) {
      throw new MalformedException("the last line is no trailer");
    }
    try {
      return read(new Fields(Json.MAPPER.readTree(line.substring(PREFIX.length()))));
    } catch (JsonProcessingException e) {
      throw new MalformedException("the trailer is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Reads what {@link #json} makes. */
  public static SnapshotTrailer read(Fields fields) throws MalformedException {
    Map<TableName, SnapshotTrailer.Block> tables = new LinkedHashMap<>();
    JsonNode written = fields.object("tables");
    for (Iterator<String> names = written.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Fields block = new Fields(written.path(name));
      tables.put(
          HeaderFormat.tableName(name),
          new SnapshotTrailer.Block(
              block.count("rows"),
              block.count("required"),
              block.count("offset"),
              block.count("bytes"),
              block.text("sha256")));
    }
    SnapshotTrailer trailer =
        new SnapshotTrailer(tables, fields.text("sha256"), fields.text("header_sha256"));
    if (trailer.rows() != fields.count("rows")) {
      throw new MalformedException("the trailer's row counts do not add up");
    }
    return trailer;
  }
}
