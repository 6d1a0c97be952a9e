package io.loomctl.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.graph.ScenarioName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code export_manifest.json} and {@code schema_versions.json}: indexes over the snapshot files.
 */
final class Manifest {

  static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The manifest is there but makes no sense, as after a merge conflict. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  private Manifest() {}

  /** What the manifest says; empty when there is none. */
  static SortedMap<ScenarioName, StoredScenario> read(Path file)
      throws IOException, UnreadableException {
    SortedMap<ScenarioName, StoredScenario> scenarios = new TreeMap<>();
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root.path("format").asInt() != FORMAT) {
        throw new UnreadableException("it is not in format " + FORMAT);
      }
      for (Map.Entry<String, JsonNode> entry : root.path("scenarios").properties()) {
        ScenarioName name = new ScenarioName(entry.getKey());
        List<StoredSnapshot> versions = new ArrayList<>();
        for (JsonNode version : entry.getValue().path("versions")) {
          versions.add(snapshot(name, version));
        }
        int highest = entry.getValue().path("highest").asInt();
        scenarios.put(name, new StoredScenario(name, versions, highest));
      }
      return scenarios;
    } catch (NoSuchFileException e) {
      return scenarios;
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new UnreadableException("it is damaged");
    }
  }

  private static StoredSnapshot snapshot(ScenarioName scenario, JsonNode json) {
    return new StoredSnapshot(
        scenario,
        json.path("version").asInt(),
        json.path("file").asText(),
        Instant.parse(json.path("created_at").asText()),
        json.path("rows").asLong(),
        json.path("bytes").asLong(),
        json.path("schema").asText(),
        json.path("sha256").asText(),
        json.path("message").asText(),
        json.path("whole").asBoolean(true),
        json.path("masked").asBoolean(false),
        base(json.path("base")));
  }

  private static Optional<StoredBase> base(JsonNode json) {
    return json.isObject()
        ? Optional.of(new StoredBase(json.path("version").asInt(), json.path("sha256").asText()))
        : Optional.empty();
  }

  static byte[] write(SortedMap<ScenarioName, StoredScenario> scenarios) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ObjectNode written = root.putObject("scenarios");
    for (StoredScenario scenario : scenarios.values()) {
      ObjectNode json = written.putObject(scenario.scenario().value());
      json.put("highest", scenario.highest());
      ArrayNode versions = json.putArray("versions");
      for (StoredSnapshot snapshot : scenario.versions()) {
        ObjectNode entry = versions.addObject();
        entry
            .put("version", snapshot.version())
            .put("file", snapshot.file())
            .put("created_at", snapshot.createdAt().toString())
            .put("rows", snapshot.rows())
            .put("bytes", snapshot.bytes())
            .put("schema", snapshot.schema())
            .put("sha256", snapshot.sha256())
            .put("message", snapshot.message())
            .put("whole", snapshot.whole());
        if (snapshot.masked()) {
          entry.put("masked", true);
        }
        snapshot
            .base()
            .ifPresent(
                base ->
                    entry
                        .putObject("base")
                        .put("version", base.version())
                        .put("sha256", base.sha256()));
      }
    }
    return bytes(root);
  }

  /** Which snapshots were taken from which schema, the schema seen first at the top. */
  static byte[] writeSchemas(SortedMap<ScenarioName, StoredScenario> scenarios) {
    List<StoredSnapshot> all =
        scenarios.values().stream().flatMap(scenario -> scenario.versions().stream()).toList();
    SortedMap<String, List<StoredSnapshot>> bySchema = new TreeMap<>();
    for (StoredSnapshot snapshot : all) {
      bySchema.computeIfAbsent(snapshot.schema(), schema -> new ArrayList<>()).add(snapshot);
    }
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode schemas = root.putArray("schemas");
    bySchema.entrySet().stream()
        .sorted((a, b) -> firstSeen(a.getValue()).compareTo(firstSeen(b.getValue())))
        .forEach(
            entry -> {
              ObjectNode json = schemas.addObject().put("fingerprint", entry.getKey());
              json.put("first_seen", firstSeen(entry.getValue()).toString());
              ArrayNode snapshots = json.putArray("snapshots");
              entry.getValue().forEach(snapshot -> snapshots.add(snapshot.place()));
            });
    return bytes(root);
  }

  private static Instant firstSeen(List<StoredSnapshot> snapshots) {
    return snapshots.stream()
        .map(StoredSnapshot::createdAt)
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** With line ends that do not depend on the machine. */
  private static byte[] bytes(ObjectNode root) {
    return (root.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
