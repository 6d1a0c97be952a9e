package io.loomctl.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A snapshot taken apart, to be changed and put together again with checksums that fit: what
 * somebody would do by hand who wants loomctl to accept it. A character stands for a byte.
 */
public final class Forgery {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String COPY = " FROM stdin;\n";

  private String header;
  private final List<String> statements = new ArrayList<>();
  private final Map<String, String> rows = new LinkedHashMap<>();
  private final ObjectNode trailer;

  private Forgery(String snapshot) throws JsonProcessingException {
    int body = snapshot.indexOf("\nBEGIN;\n") + 1;
    int end = snapshot.lastIndexOf('\n', snapshot.length() - 2) + 1;
    header = snapshot.substring(0, body);
    trailer = (ObjectNode) JSON.readTree(snapshot.substring(end + "-- ".length()));
    int at = body;
    for (Map.Entry<String, JsonNode> table : trailer.path("tables").properties()) {
      int from = snapshot.indexOf(COPY, at) + COPY.length();
      int to = from + table.getValue().path("bytes").asInt();
      statements.add(snapshot.substring(at, from));
      rows.put(table.getKey(), snapshot.substring(from, to));
      at = to;
    }
    statements.add(snapshot.substring(at, end));
  }

  public static Forgery of(Path snapshot) {
    try {
      return new Forgery(Files.readString(snapshot, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces text in the header, all occurrences. */
  public Forgery header(String from, String to) {
    assertThat(header).contains(from);
    header = header.replace(from, to);
    return this;
  }

  /** Replaces text around the rows, all occurrences. */
  public Forgery statements(String from, String to) {
    assertThat(statements).anyMatch(text -> text.contains(from));
    statements.replaceAll(text -> text.replace(from, to));
    return this;
  }

  /** Replaces text in a table's rows, all occurrences. */
  public Forgery rows(String table, String from, String to) {
    assertThat(rows.get(table)).contains(from);
    rows.computeIfPresent(table, (name, text) -> text.replace(from, to));
    return this;
  }

  /** Gives a table another name, wherever it stands, as {@code schema.table} and in SQL. */
  public Forgery rename(String from, String to, String fromSql, String toSql) {
    String content = rows.get(from);
    assertThat(content).isNotNull();
    Map<String, String> renamed = new LinkedHashMap<>();
    ObjectNode blocks = JSON.createObjectNode();
    rows.forEach((name, text) -> renamed.put(name.equals(from) ? to : name, text));
    trailer
        .path("tables")
        .properties()
        .forEach(
            entry ->
                blocks.set(entry.getKey().equals(from) ? to : entry.getKey(), entry.getValue()));
    rows.clear();
    rows.putAll(renamed);
    trailer.set("tables", blocks);
    return header(text(from), text(to)).statements(fromSql, toSql);
  }

  private static String text(String value) {
    return JSON.getNodeFactory().textNode(value).toString();
  }

  /** Puts something in the place of a table's rows. */
  public Forgery rows(String table, String replacement) {
    assertThat(rows).containsKey(table);
    rows.put(table, replacement);
    return this;
  }

  /** Writes it, with a trailer that fits. */
  public Path seal(Path to) {
    return seal(to, json -> {});
  }

  /**
   * Writes it.
   *
   * @param last what else to do to the trailer, which fits before
   */
  public Path seal(Path to, Consumer<ObjectNode> last) {
    StringBuilder body = new StringBuilder();
    StringBuilder hashed = new StringBuilder();
    long total = 0;
    int next = 0;
    for (Map.Entry<String, String> table : rows.entrySet()) {
      String text = statements.get(next++);
      String content = table.getValue();
      long lines = content.chars().filter(c -> c == '\n').count();
      total += lines;
      body.append(text);
      hashed.append(text).append(sha256(content)).append('\n');
      ((ObjectNode) trailer.path("tables").path(table.getKey()))
          .put("rows", lines)
          .put("offset", body.length())
          .put("bytes", content.length())
          .put("sha256", sha256(content));
      body.append(content);
    }
    body.append(statements.get(next));
    hashed.append(statements.get(next));
    trailer
        .put("rows", total)
        .put("sha256", sha256(hashed.toString()))
        .put("header_sha256", sha256(header));
    last.accept(trailer);
    try {
      return Files.writeString(
          to, header + body + "-- " + trailer + "\n", StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String bytes) {
    return DigestUtils.sha256Hex(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
