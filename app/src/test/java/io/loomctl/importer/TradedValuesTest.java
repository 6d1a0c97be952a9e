package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unique values that trade places between rows on which others hang. */
class TradedValuesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE lists (id int PRIMARY KEY);
      CREATE TABLE items (
        id int PRIMARY KEY, list int NOT NULL REFERENCES lists, place %s, UNIQUE (list, place));
      CREATE TABLE comments (
        id int PRIMARY KEY, item int NOT NULL REFERENCES items ON DELETE CASCADE);
      INSERT INTO lists VALUES (1), (2);
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"int NOT NULL", "smallint NOT NULL", "text NOT NULL", "uuid NOT NULL", "date"})
  void rowsAreReorderedUnderWhatHangsOnThem(String type) {
    TestDatabase source = database(type);
    TestDatabase target = database(type);
    source.execute(items(type, 1, 2, 3, 4) + "INSERT INTO comments VALUES (1, 1), (2, 2), (4, 4)");
    target.execute(items(type, 2, 3, 1, 5) + "INSERT INTO comments VALUES (1, 1), (2, 2), (5, 5)");
    Transfer transfer = Transfer.of(folder, source, target, "");
    assertThat(transfer.run())
        .containsEntry("public.items", new Transfer.Figures(1, 3, 1, 0, 0))
        .containsEntry("public.comments", new Transfer.Figures(1, 0, 1, 0, 2));
    target.assertSameContents(source);
    assertThat(transfer.total().written()).isZero();
  }

  /** No value of this type can be made up, and none is not allowed. */
  @Test
  void whatCannotStepAsideIsRefusedByName() {
    TestDatabase source = database("date NOT NULL");
    TestDatabase target = database("date NOT NULL");
    source.execute(items("date", 1, 2) + "INSERT INTO comments VALUES (1, 1)");
    target.execute(items("date", 2, 1) + "INSERT INTO comments VALUES (1, 1)");
    assertThat(Transfer.of(folder, source, target, "").refused(5))
        .contains("another row has the same values already (\"items_list_place_key\")");
  }

  private static TestDatabase database(String type) {
    return TestServer.main().database(SCHEMA.formatted(type));
  }

  /** Items in the order of their places. */
  private static String items(String type, int... ids) {
    StringBuilder sql = new StringBuilder();
    List<String> places =
        type.startsWith("uuid")
            ? List.of(
                "00000000-0000-0000-0000-000000000001",
                "00000000-0000-0000-0000-000000000002",
                "00000000-0000-0000-0000-000000000003",
                "00000000-0000-0000-0000-000000000004")
            : type.startsWith("date")
                ? List.of("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04")
                : List.of("1", "2", "3", "4");
    for (int i = 0; i < ids.length; i++) {
      sql.append("INSERT INTO items VALUES (%d, 1, '%s');\n".formatted(ids[i], places.get(i)));
    }
    return sql.toString();
  }
}
