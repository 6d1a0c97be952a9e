package io.loomctl.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of random columns, with random constraints, over random values. */
@SuppressWarnings("NullAway.Init")
class MaskPropertyTest {

  private static final boolean[] NO_TERMINALS = {false, false};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void maskedRowsFitTheSchemaStayToldApartAndShowNoClearValue(long seed) throws IOException {
    MaskedTable table = new MaskedTable(seed);
    TestDatabase source = TestServer.main().database(table.schema() + table.rows());
    TestDatabase target = TestServer.main().database(table.schema());
    Cli cli = new Cli(folder).config(Map.of("a", source, "b", target), table.yaml());
    String told = table + "\n";

    for (List<String> command :
        List.of(
            List.of("export", "all", "--db", "a", "--debug", "--format", "json"),
            List.of("export", "all", "--db", "a", "--check"),
            List.of("validate", "--family", "privacy", "--db", "a"),
            List.of("list-exports"),
            List.of("import", "all", "--latest", "--db", "b"))) {
      Cli.Run run =
          cli.run(
              NO_TERMINALS,
              Map.of("LOOMCTL_MASK_SALT", "salt " + seed),
              command.toArray(String[]::new));
      assertThat(run.exit()).as(told + run.transcript()).isZero();
      told += run.transcript();
    }

    for (MaskedTable.Random each : table.columns()) {
      checkValues(table, each, source, target);
    }
    assertThat(target.query(MaskedTable.PAIRS))
        .as(told)
        .containsExactlyElementsOf(source.query(MaskedTable.PAIRS));
    String shown = told.substring(told.indexOf("exit 0")) + files(cli.snapshots());
    for (String value : table.clearValues()) {
      assertThat(shown).as("%s, seed %d", value, seed).doesNotContain(value);
    }
  }

  /** Equal ones stay equal, different ones different where the column is unique, NULL NULL. */
  private static void checkValues(
      MaskedTable table, MaskedTable.Random column, TestDatabase source, TestDatabase target) {
    String query = "SELECT %s::text FROM person ORDER BY id".formatted(column.name());
    List<String> clear = source.query(query);
    List<String> masked = target.query(query);
    Map<String, String> forward = new HashMap<>();
    Map<String, String> back = new HashMap<>();
    assertThat(masked).hasSameSizeAs(clear);
    for (int i = 0; i < clear.size(); i++) {
      String of = column + " of " + table;
      String before = forward.putIfAbsent(clear.get(i), masked.get(i));
      assertThat(before == null || before.equals(masked.get(i))).as(of).isTrue();
      if (column.unique() && !column.mask().equals("null")) {
        String other = back.putIfAbsent(masked.get(i), clear.get(i));
        assertThat(other == null || other.equals(clear.get(i))).as(of).isTrue();
      }
      if (!column.mask().equals("null")) {
        assertThat(masked.get(i).equals("null")).as(of).isEqualTo(clear.get(i).equals("null"));
      }
    }
  }

  private static String files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .collect(Collectors.joining("\n"));
    }
  }
}
