package io.loomctl.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.HeaderFormat;
import io.loomctl.snapshot.Json;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SnapshotAssembly;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a document token by token, and takes nothing that is not where it should be. */
final class JsonReader implements AutoCloseable {

  static final String METADATA = "export_metadata";
  static final String TABLES = "tables";

  /** More than any value is nested that {@link JsonbText} lets stand as it is. */
  private static final int DEEPEST = JsonbText.DEEPEST + 56;

  /** PostgreSQL's limit for one value. */
  private static final int LONGEST = 1 << 30;

  /** More digits than any number has in PostgreSQL. */
  private static final int LONGEST_NUMBER = 200_000;

  /**
   * Jackson remembers up to some ten thousand names, which may all be different ones in jsonb: this
   * times their length must not be much.
   */
  private static final int LONGEST_NAME = 4 * JsonbText.LONGEST_NAME;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private static final ObjectReader TREES =
      Json.MAPPER
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final OpeningLimit in;
  private final JsonParser parser;
  private final Map<TableName, TableHeader> announced = new HashMap<>();
  private final Map<TableName, Origin.Lines> lines = new HashMap<>();

  JsonReader(InputStream in) throws IOException {
    this.in = new OpeningLimit(in);
    this.parser = FACTORY.createParser(this.in);
  }

  /** Reads the first of the document's two members. */
  JsonMetadata metadata() throws IOException, MalformedException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || !METADATA.equals(parser.nextFieldName())) {
        throw new MalformedException("the document does not begin with \"" + METADATA + "\"");
      }
      expect(JsonToken.START_OBJECT, "\"" + METADATA + "\" is no object");
      JsonNode tree = TREES.readTree(parser);
      in.lift();
      return JsonMetadata.read(tree);
    } catch (MismatchedInputException e) {
      throw here("a name is there twice");
    } catch (OpeningLimit.ReachedException e) {
      throw new MalformedException("\"" + METADATA + "\" does not end");
    }
  }

  /**
   * Reads the second one, and the end of the document.
   *
   * @return which lines rows are on
   */
  Map<TableName, Origin.Lines> tables(SnapshotAssembly assembly)
      throws IOException, MalformedException {
    if (!TABLES.equals(parser.nextFieldName())) {
      throw here("\"" + TABLES + "\" should be here");
    }
    expect(JsonToken.START_OBJECT, "\"" + TABLES + "\" is no object");
    JsonTables.of(assembly.header()).forEach(table -> announced.put(table.name(), table));
    Set<String> groups = new HashSet<>();
    String group;
    while ((group = parser.nextFieldName()) != null) {
      if (!groups.add(group)) {
        throw here("the group \"" + group + "\" is there twice");
      }
      expect(JsonToken.START_OBJECT, "the group \"" + group + "\" is no object");
      group(assembly);
    }
    expect(JsonToken.END_OBJECT, "nothing should follow \"" + TABLES + "\"");
    if (parser.nextToken() != null) {
      throw here("nothing should follow the document");
    }
    return lines;
  }

  private void group(SnapshotAssembly assembly) throws IOException, MalformedException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      TableName table = HeaderFormat.tableName(name);
      TableHeader header = announced(table);
      expect(JsonToken.START_ARRAY, "the rows of " + table + " are no array");
      assembly.rows(table, block -> rows(header, block));
    }
  }

  private TableHeader announced(TableName table) throws MalformedException {
    @Nullable TableHeader header = announced.get(table);
    if (header == null) {
      throw here("there are rows of " + table + ", which is not announced");
    }
    return header;
  }

  private void rows(TableHeader table, RowBlock block) throws IOException, MalformedException {
    JsonRowReader rows = new JsonRowReader(parser, table);
    RowStride stride = new RowStride();
    @Nullable JsonToken token;
    while ((token = parser.nextToken()) == JsonToken.START_OBJECT) {
      stride.row(parser.currentTokenLocation().getLineNr());
      rows.read(block);
    }
    if (token != JsonToken.END_ARRAY) {
      throw here("a row of " + table.name() + " is no object");
    }
    stride.lines().ifPresent(known -> lines.put(table.name(), known));
  }

  private void expect(JsonToken token, String otherwise) throws IOException, MalformedException {
    if (parser.nextToken() != token) {
      throw here(otherwise);
    }
  }

  private MalformedException here(String message) {
    return new MalformedException(
        "line " + parser.currentTokenLocation().getLineNr() + ": " + message);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
