package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowOrderTest {

  @Test
  void integersCompareByValueAndNullComesLast() {
    assertAscending(
        table(SortColumn.By.VALUE, 1),
        List.of(
            "-9223372036854775808",
            "-10",
            "-9",
            "0",
            "2",
            "9",
            "10",
            "9223372036854775807",
            "\\N"));
  }

  @Test
  void textsCompareByTheBytesOfWhatTheyMean() {
    assertAscending(
        table(SortColumn.By.BYTES, 1),
        List.of(
            "", "\u0001", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r", "\u000e", " ", "-10", "-9",
            "10", "9", "N", "Z", "[", "\\\\", "\\\\N", "\\\\n", "]", "a", "a\\t", "a ", "aa", "é",
            "\uff5e", "😀", "\\N"));
  }

  @Test
  void laterColumnsDecideWhereEarlierOnesAreEqual() {
    assertAscending(
        table(SortColumn.By.VALUE, 2),
        List.of("1\t-5", "1\t5", "1\t\\N", "2\t-7", "\\N\t-9", "\\N\t1", "\\N\t\\N"));
  }

  @Test
  void columnsThatAreNotSortedByDoNotCount() {
    TableHeader table = SampleSnapshots.table("t", "id: bigint!", "body: text");
    assertThat(compare(table, "7\ta", table, "7\tb")).isZero();
    assertThat(compare(table, "7\ta", table, "8\ta")).isNegative();
  }

  @Test
  void aColumnIsFoundByItsNameWhereverItStands() {
    TableHeader table = SampleSnapshots.table("t", "id: bigint!", "body: text");
    TableHeader swapped =
        new TableHeader(
            table.name(),
            table.role(),
            0,
            false,
            List.of(table.columns().get(1), table.columns().get(0)),
            table.primaryKey(),
            table.key(),
            table.sort(),
            List.of());
    assertThat(compare(swapped, "x\t10", table, "9\tx")).isPositive();
    assertThat(compare(swapped, "x\t9", table, "9\ty")).isZero();
  }

  private static void assertAscending(TableHeader table, List<String> rows) {
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.size(); j++) {
        int order = compare(table, rows.get(i), table, rows.get(j));
        assertThat(Integer.signum(order))
            .as("\"%s\" against \"%s\"", rows.get(i), rows.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  private static int compare(TableHeader left, String a, TableHeader right, String b) {
    try (RowLines leftRows = rows(left, a);
        RowLines rightRows = rows(right, b)) {
      assertThat(leftRows.next() && rightRows.next()).isTrue();
      return RowOrder.of(left, right).compare(leftRows, rightRows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RowLines rows(TableHeader table, String row) {
    return new RowLines(
        new ByteArrayInputStream((row + "\n").getBytes(StandardCharsets.UTF_8)),
        table.columns().size(),
        new SnapshotException(Problem.of("damaged")));
  }

  private static TableHeader table(SortColumn.By by, int columns) {
    List<ColumnName> names =
        Stream.iterate(1, n -> n + 1).limit(columns).map(n -> new ColumnName("c" + n)).toList();
    return new TableHeader(
        new TableName("public", "t"),
        TableHeader.Role.OWNED,
        0,
        false,
        names.stream().map(name -> new ColumnHeader(name, "text", false, false)).toList(),
        List.of(),
        new MatchKey(MatchKey.Kind.WHOLE_ROW, List.of()),
        names.stream().map(name -> new SortColumn(name, by)).toList(),
        List.of());
  }
}
