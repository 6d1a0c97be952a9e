package io.loomctl.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header as comment lines: the magic line, then one JSON document, a table a line. */
public final class HeaderFormat {

  static final String MAGIC = "-- loomctl snapshot, format ";

  private HeaderFormat() {}

  static String write(SnapshotHeader header) {
    ObjectNode json = fields(header);
    StringBuilder out = new StringBuilder(MAGIC).append(SnapshotHeader.FORMAT).append("\n-- {\n");
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      out.append("--   \"").append(field.getKey()).append("\": ");
      out.append(Json.line(field.getValue())).append(",\n");
    }
    out.append("--   \"tables\": [");
    String separator = "\n";
    for (TableHeader table : header.tables()) {
      out.append(separator).append("--     ").append(Json.line(table(table)));
      separator = ",\n";
    }
    return out.append("\n--   ]\n-- }\n").toString();
  }

  /** Everything but the tables. */
  private static ObjectNode fields(SnapshotHeader header) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("scenario", header.scenario().value());
    json.put("version", header.version());
    json.put("created_at", header.createdAt().toString());
    json.put("message", header.message());
    json.put("tool", header.tool());
    json.put("server", header.server());
    json.put("database", header.database());
    ObjectNode parameters = json.putObject("params");
    header.parameters().forEach(parameters::put);
    header.only().forEach(json.putArray("only")::add);
    header.exclude().forEach(json.putArray("exclude")::add);
    json.put("schema", header.schema());
    json.put("layout", lower(header.layout()));
    header.masking().ifPresent(masking -> json.set("masking", masking(masking)));
    header.delta().ifPresent(delta -> json.set("delta", delta(delta)));
    return json;
  }

  private static ObjectNode masking(MaskHeader masking) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("source", masking.source());
    masking.withheld().forEach(json.putArray("withheld_params")::add);
    return json;
  }

  private static Optional<MaskHeader> masking(Fields header) throws MalformedException {
    if (!header.json().has("masking")) {
      return Optional.empty();
    }
    Fields fields = new Fields(header.object("masking"));
    return Optional.of(new MaskHeader(fields.text("source"), fields.texts("withheld_params")));
  }

  private static ObjectNode delta(DeltaHeader delta) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("base", delta.base());
    json.put("base_sha256", delta.baseSha256());
    json.put("since", delta.since().map(Instant::toString).orElse(""));
    ArrayNode tables = json.putArray("tables");
    delta.tables().forEach(table -> tables.add(table.toString()));
    json.put("deletion", delta.deletion().orElse(""));
    json.set("full", TrailerFormat.json(delta.full()));
    return json;
  }

  private static Instant instant(String name, String text) throws MalformedException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedException("\"" + name + "\" is no time");
    }
  }

  private static Optional<DeltaHeader> delta(Fields header) throws MalformedException {
    if (!header.json().has("delta")) {
      return Optional.empty();
    }
    Fields fields = new Fields(header.object("delta"));
    String since = fields.text("since");
    List<TableName> tables = new ArrayList<>();
    for (String table : fields.texts("tables")) {
      tables.add(tableName(table));
    }
    return Optional.of(
        new DeltaHeader(
            fields.number("base"),
            fields.text("base_sha256"),
            since.isEmpty() ? Optional.empty() : Optional.of(instant("since", since)),
            tables,
            Optional.of(fields.text("deletion")).filter(text -> !text.isEmpty()),
            TrailerFormat.read(new Fields(fields.object("full")))));
  }

  /** The header as one JSON object. */
  public static ObjectNode json(SnapshotHeader header) {
    ObjectNode json = fields(header);
    ArrayNode tables = json.putArray("tables");
    header.tables().forEach(table -> tables.add(table(table)));
    return json;
  }

  private static ObjectNode table(TableHeader table) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", table.name().toString());
    json.put("role", lower(table.role()));
    json.put("cycle", table.cycle());
    json.put("partitioned", table.partitioned());
    ArrayNode columns = json.putArray("columns");
    for (TableHeader.ColumnHeader column : table.columns()) {
      ObjectNode written =
          columns
              .addObject()
              .put("name", column.name().value())
              .put("type", column.type())
              .put("not_null", column.notNull())
              .put("identity", column.identity());
      column.mask().ifPresent(mask -> written.put("mask", mask));
    }
    names(json.putArray("primary_key"), table.primaryKey());
    ObjectNode key = json.putObject("key").put("kind", lower(table.key().kind()));
    names(key.putArray("columns"), table.key().columns());
    ArrayNode sort = json.putArray("sort");
    for (SortColumn column : table.sort()) {
      sort.addObject().put("column", column.column().value()).put("by", lower(column.by()));
    }
    ArrayNode references = json.putArray("references");
    for (Reference reference : table.references()) {
      ObjectNode target = references.addObject().put("name", reference.name());
      names(target.putArray("columns"), reference.columns());
      target.put("parent", reference.parent().toString());
      names(target.putArray("parent_columns"), reference.parentColumns());
      target.put("kind", lower(reference.kind()));
      ArrayNode partitions = target.putArray("partitions");
      reference.partitions().forEach(partition -> partitions.add(partition.toString()));
    }
    return json;
  }

  private static void names(ArrayNode array, Collection<ColumnName> columns) {
    columns.forEach(column -> array.add(column.value()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON document.
   *
   * @param json the comment lines after the magic line, without their {@code --}
   */
  static SnapshotHeader read(String json) throws MalformedException {
    try {
      return read(new Fields(Json.MAPPER.readTree(json)));
    } catch (JsonProcessingException e) {
      throw new MalformedException("the header is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Reads what {@link #json} makes. */
  public static SnapshotHeader read(Fields fields) throws MalformedException {
    String scenario = fields.text("scenario");
    if (!ScenarioName.isValid(scenario)) {
      throw new MalformedException("\"" + scenario + "\" is no scenario name");
    }
    Map<String, String> parameters = new TreeMap<>();
    JsonNode written = fields.object("params");
    for (Iterator<String> names = written.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      parameters.put(name, new Fields(written).text(name));
    }
    return new SnapshotHeader(
        new ScenarioName(scenario),
        fields.number("version"),
        instant("created_at", fields.text("created_at")),
        fields.text("message"),
        fields.text("tool"),
        fields.text("server"),
        fields.text("database"),
        new TreeMap<>(parameters),
        fields.texts("only"),
        fields.texts("exclude"),
        fields.text("schema"),
        choice(LoadScript.Layout.class, fields.text("layout")),
        fields.list("tables", HeaderFormat::table),
        masking(fields),
        delta(fields));
  }

  private static TableHeader table(Fields fields) throws MalformedException {
    TableName name = tableName(fields.text("name"));
    Fields key = new Fields(fields.object("key"));
    return new TableHeader(
        name,
        choice(TableHeader.Role.class, fields.text("role")),
        fields.number("cycle"),
        fields.flag("partitioned"),
        fields.list(
            "columns",
            column ->
                new TableHeader.ColumnHeader(
                    columnName(column.text("name")),
                    column.text("type"),
                    column.flag("not_null"),
                    column.flag("identity"),
                    column.json().has("mask")
                        ? Optional.of(column.text("mask"))
                        : Optional.empty())),
        columnNames(fields.texts("primary_key")),
        new MatchKey(
            choice(MatchKey.Kind.class, key.text("kind")), columnNames(key.texts("columns"))),
        fields.list(
            "sort",
            column ->
                new SortColumn(
                    columnName(column.text("column")),
                    choice(SortColumn.By.class, column.text("by")))),
        fields.list("references", reference -> reference(name, reference)));
  }

  private static Reference reference(TableName child, Fields fields) throws MalformedException {
    List<ColumnName> columns = columnNames(fields.texts("columns"));
    List<ColumnName> parentColumns = columnNames(fields.texts("parent_columns"));
    if (columns.isEmpty() || columns.size() != parentColumns.size()) {
      throw new MalformedException("a reference of " + child + " has unequal columns");
    }
    List<TableName> partitions = new ArrayList<>();
    for (String partition : fields.texts("partitions")) {
      partitions.add(tableName(partition));
    }
    return new Reference(
        fields.text("name"),
        child,
        columns,
        tableName(fields.text("parent")),
        parentColumns,
        choice(Reference.Kind.class, fields.text("kind")),
        partitions);
  }

  public static TableName tableName(String text) throws MalformedException {
    List<String> parts = DisplayName.parse(text).orElse(List.of());
    if (parts.size() != 2) {
      throw new MalformedException("\"" + text + "\" is no table name");
    }
    return new TableName(name(parts.get(0)), name(parts.get(1)));
  }

  private static ColumnName columnName(String text) throws MalformedException {
    if (text.isEmpty()) {
      throw new MalformedException("a column without a name");
    }
    return new ColumnName(name(text));
  }

  /** JSON can hold what no name in a database does. */
  private static String name(String text) throws MalformedException {
    if (text.indexOf('\0') >= 0) {
      throw new MalformedException("a name with U+0000");
    }
    return text;
  }

  private static List<ColumnName> columnNames(List<String> texts) throws MalformedException {
    List<ColumnName> names = new ArrayList<>();
    for (String text : texts) {
      names.add(columnName(text));
    }
    return names;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String text)
      throws MalformedException {
    for (E value : type.getEnumConstants()) {
      if (lower(value).equals(text)) {
        return value;
      }
    }
    throw new MalformedException("\"" + text + "\" is no " + lower(type.getSimpleName()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
