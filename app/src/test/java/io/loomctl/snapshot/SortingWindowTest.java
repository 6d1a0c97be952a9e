package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.SortColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SortingWindowTest {

  private static final int CAPACITY = 8;

  private final List<String> passed = new ArrayList<>();

  @Property(tries = 300)
  void rowsThatComeLateByNoMoreThanTheWindowHoldsAreSorted(
      @ForAll @Size(max = 60) List<@IntRange(max = CAPACITY) Integer> delays) {
    List<Integer> late =
        IntStream.range(0, delays.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> row + delays.get(row)))
            .toList();
    assertThat(sort(late)).isTrue();
    assertThat(passed).isEqualTo(lines(late.stream().sorted()));
  }

  @Property(tries = 300)
  void whateverComesWhatIsPassedOnIsSortedAndWholeUnlessRefused(
      @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> rows) {
    boolean sorted = sort(rows);
    List<String> expected = lines(rows.stream().sorted());
    if (sorted) {
      assertThat(passed).isEqualTo(expected);
    } else {
      assertThat(passed).isSortedAccordingTo(Comparator.comparingInt(expected::indexOf));
    }
  }

  @Test
  void aFewRowsMayComeTooEarlyByAnyNumber() {
    List<Integer> rows = new ArrayList<>(IntStream.range(0, 1000).boxed().toList());
    rows.add(3, 2000);
    rows.add(5, 1500);
    assertThat(sort(rows)).isTrue();
    assertThat(passed).isEqualTo(lines(rows.stream().sorted()));
  }

  @Test
  void aRowThatComesTooLateEndsIt() {
    List<Integer> rows = new ArrayList<>(IntStream.range(1, 30).boxed().toList());
    rows.add(0);
    assertThat(sort(rows)).isFalse();
    assertThat(passed).doesNotContain("a\t0\tz\n");
  }

  @Test
  void longRowsAreNotHeldBackWhateverTheirNumber() throws IOException {
    SortingWindow window = window();
    String filling = "x".repeat(3 << 20);
    for (int i = 0; i < 4; i++) {
      window.row(bytes(filling + "\t" + i + "\t\n"));
    }
    assertThat(passed).hasSize(3);
  }

  @Test
  void rowsSortByEveryColumnInItsTurnAndNullsComeLast() throws IOException {
    List<String> columns = List.of("id", "name", "rank");
    List<SortColumn> sort =
        List.of(
            new SortColumn(new ColumnName("rank"), SortColumn.By.VALUE),
            new SortColumn(new ColumnName("id"), SortColumn.By.BYTES));
    SortingWindow window =
        new SortingWindow(
            columns.stream().map(ColumnName::new).toList(), sort, CAPACITY, this::passOn);
    for (String row : List.of("b\tx\t10\n", "\\N\tx\t9\n", "a\tx\t\\N\n", "a\ty\t10\n")) {
      window.row(bytes(row));
    }
    assertThat(window.finish()).isTrue();
    assertThat(passed).containsExactly("\\N\tx\t9\n", "a\ty\t10\n", "b\tx\t10\n", "a\tx\t\\N\n");
  }

  private boolean sort(List<Integer> rows) {
    passed.clear();
    try {
      SortingWindow window = window();
      for (String line : lines(rows.stream())) {
        window.row(bytes(line));
      }
      return window.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SortingWindow window() {
    return new SortingWindow(
        Stream.of("name", "id", "note").map(ColumnName::new).toList(),
        List.of(new SortColumn(new ColumnName("id"), SortColumn.By.VALUE)),
        CAPACITY,
        this::passOn);
  }

  private void passOn(byte[] line) {
    passed.add(new String(line, StandardCharsets.UTF_8));
  }

  private static List<String> lines(Stream<Integer> rows) {
    return rows.map(row -> "a\t" + row + "\tz\n").toList();
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
