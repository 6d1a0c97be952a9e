package io.loomctl.importer;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A schema, rows to export, other rows to import over, and a scenario that takes some of them.
 *
 * @param rowSeed the rows come of this
 * @param most rows of a table
 */
record AnySample(AnySchema schema, AnyScenario scenario, long rowSeed, int most) {

  static AnySample of(long seed, int number) {
    Random random = new Random(seed * 1_000_003 + number);
    AnySchema schema = RandomSchema.of(random, 1 + random.nextInt(8));
    AnyScenario scenario = AnyScenario.of(schema, random);
    int most = List.of(3, 8, 20, 40).get(random.nextInt(4));
    return new AnySample(schema, scenario, random.nextLong(), most);
  }

  String rows() {
    return RandomRows.sql(schema, rowSeed, most);
  }

  String otherRows() {
    return RandomRows.sql(schema, rowSeed + 1, most);
  }

  String yaml() {
    return scenario.yaml(schema);
  }

  /** Samples with one thing less. */
  Stream<AnySample> smaller() {
    Stream<AnySample> rows =
        IntStream.of(most / 2, most - 1)
            .filter(fewer -> fewer > 0 && fewer < most)
            .mapToObj(fewer -> new AnySample(schema, scenario, rowSeed, fewer));
    Stream<AnySample> schemas =
        SmallerSchemas.of(schema)
            .map(less -> new AnySample(less, scenario.within(less), rowSeed, most));
    Stream<AnySample> scenarios =
        scenario.children().stream()
            .map(gone -> scenario.children().stream().filter(child -> !child.equals(gone)).toList())
            .map(children -> new AnyScenario(scenario.tables(), children))
            .map(less -> new AnySample(schema, less, rowSeed, most));
    return Stream.of(rows, schemas, scenarios).flatMap(some -> some);
  }

  @Override
  public String toString() {
    return "config:\n%s\nschema:\n%s\nrows of the snapshot:\n%s\nother rows:\n%s\nforeign keys:\n%s"
        .formatted(yaml(), schema.create(), rows(), otherRows(), schema.references());
  }
}
