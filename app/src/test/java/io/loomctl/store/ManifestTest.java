package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.graph.AnyName;
import io.loomctl.graph.ScenarioName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

  private static final ScenarioName GENERAL = new ScenarioName("general");
  private static final ScenarioName OTHER = new ScenarioName("Other.2");
  private static final ScenarioName GONE = new ScenarioName("gone");

  @Test
  void theManifestLooksLikeThis() throws IOException {
    assertThat(new String(Manifest.write(sample()), StandardCharsets.UTF_8))
        .isEqualTo(Snapshots.golden("export_manifest.json"));
  }

  @Test
  void theSchemaVersionsLookLikeThis() throws IOException {
    assertThat(new String(Manifest.writeSchemas(sample()), StandardCharsets.UTF_8))
        .isEqualTo(Snapshots.golden("schema_versions.json"));
  }

  @Property(tries = 200)
  void aManifestReadsBackAsItWasWritten(
      @ForAll("stores") SortedMap<ScenarioName, StoredScenario> scenarios) throws Exception {
    Path file = Files.createTempFile("loomctl-test", ".json");
    try {
      Files.write(file, Manifest.write(scenarios));
      assertThat(Manifest.read(file)).isEqualTo(scenarios);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void noManifestIsAnEmptyOneAndANewerOneIsRefused(@TempDir Path folder) throws Exception {
    assertThat(Manifest.read(folder.resolve("none.json"))).isEmpty();
    Path newer = folder.resolve("newer.json");
    Files.writeString(newer, "{\"format\": 2, \"scenarios\": {}}");
    assertThatThrownBy(() -> Manifest.read(newer))
        .isInstanceOf(Manifest.UnreadableException.class)
        .hasMessage("it is not in format 1");
  }

  private static SortedMap<ScenarioName, StoredScenario> sample() {
    SortedMap<ScenarioName, StoredScenario> scenarios = new TreeMap<>();
    scenarios.put(
        GENERAL,
        new StoredScenario(
            GENERAL,
            List.of(
                snapshot(GENERAL, 1, "2026-03-01T12:00:00Z", "ffff", ""),
                snapshot(GENERAL, 3, "2026-03-04T00:00:00Z", "0000", "a \"b\"\n\\ é")),
            4));
    scenarios.put(
        OTHER,
        new StoredScenario(
            OTHER, List.of(snapshot(OTHER, 1, "2026-03-02T12:00:00Z", "ffff", "")), 1));
    scenarios.put(GONE, new StoredScenario(GONE, List.of(), 7));
    return scenarios;
  }

  private static StoredSnapshot snapshot(
      ScenarioName scenario, int version, String created, String schema, String message) {
    return new StoredSnapshot(
        scenario,
        version,
        scenario + "_v" + version + "_" + created.substring(0, 10) + ".sql",
        Instant.parse(created),
        12,
        5_000_000_000L,
        schema,
        "abcd",
        message,
        version != 3,
        version == 4,
        version == 2 ? Optional.of(new StoredBase(1, "beef")) : Optional.empty());
  }

  @Provide
  Arbitrary<SortedMap<ScenarioName, StoredScenario>> stores() {
    Arbitrary<ScenarioName> names = Arbitraries.of(GENERAL, OTHER, GONE);
    Arbitrary<Long> counts = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<StoredSnapshot> snapshots =
        Combinators.combine(
                Arbitraries.integers().greaterOrEqual(1),
                AnyName.texts(),
                Arbitraries.longs().between(0, 253_402_300_799L).map(Instant::ofEpochSecond),
                counts,
                counts,
                AnyName.texts(),
                AnyName.texts(),
                AnyName.texts())
            .as(
                (version, file, created, rows, bytes, schema, sha256, message) ->
                    new StoredSnapshot(
                        GENERAL,
                        version,
                        file,
                        created,
                        rows,
                        bytes,
                        schema,
                        sha256,
                        message,
                        rows % 2 == 0,
                        rows % 3 == 0,
                        bytes % 2 == 0
                            ? Optional.of(new StoredBase(version - 1, sha256))
                            : Optional.empty()));
    return Arbitraries.maps(
            names,
            Combinators.combine(
                    snapshots.list().ofMaxSize(3), Arbitraries.integers().greaterOrEqual(0))
                .as((versions, highest) -> new StoredScenario(GENERAL, versions, highest)))
        .map(
            generated -> {
              SortedMap<ScenarioName, StoredScenario> scenarios = new TreeMap<>();
              generated.forEach((name, scenario) -> scenarios.put(name, of(name, scenario)));
              return scenarios;
            });
  }

  private static StoredScenario of(ScenarioName name, StoredScenario scenario) {
    return new StoredScenario(
        name,
        scenario.versions().stream()
            .map(
                snapshot ->
                    new StoredSnapshot(
                        name,
                        snapshot.version(),
                        snapshot.file(),
                        snapshot.createdAt(),
                        snapshot.rows(),
                        snapshot.bytes(),
                        snapshot.schema(),
                        snapshot.sha256(),
                        snapshot.message(),
                        snapshot.whole(),
                        snapshot.masked(),
                        snapshot.base()))
            .toList(),
        scenario.highest());
  }
}
