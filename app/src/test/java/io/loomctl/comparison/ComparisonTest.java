package io.loomctl.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  /** Key of a row: an integer and a text, each of which may be NULL. */
  record Key(Optional<Long> number, Optional<String> text) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::number, nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparing(
                Key::text, nullsLast(Comparator.comparing(Key::bytes, Arrays::compareUnsigned)));

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> Comparator<Optional<T>> nullsLast(Comparator<T> order) {
      return (a, b) ->
          a.isPresent() && b.isPresent()
              ? order.compare(a.get(), b.get())
              : Boolean.compare(a.isEmpty(), b.isEmpty());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final TableName TABLE = new TableName("public", "t");

  @Property(tries = 300)
  void mergingSortedRowsCountsWhatLookingUpTheirKeysCounts(
      @ForAll("versions") Map<Key, String> before, @ForAll("versions") Map<Key, String> after)
      throws IOException {
    TableHeader table =
        table(
            List.of("text", "content", "number"),
            new SortColumn(new ColumnName("number"), SortColumn.By.VALUE),
            new SortColumn(new ColumnName("text"), SortColumn.By.BYTES));
    Set<Key> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    long[] counts = new long[4];
    for (Key key : keys) {
      String was = before.get(key);
      String is = after.get(key);
      counts[was == null ? 0 : is == null ? 1 : was.equals(is) ? 3 : 2]++;
    }
    assertThat(compared(table, lines(before), table, lines(after)))
        .containsExactly(new TableDifference(TABLE, counts[0], counts[1], counts[2], counts[3]));
  }

  @Property(tries = 200)
  void rowsWithoutAKeyAreCountedAsOftenAsTheyAreThere(
      @ForAll("bags") List<String> before, @ForAll("bags") List<String> after) throws IOException {
    TableHeader table =
        table(List.of("text"), new SortColumn(new ColumnName("text"), SortColumn.By.BYTES));
    long unchanged = 0;
    for (String row : new TreeSet<>(before)) {
      unchanged += Math.min(Collections.frequency(before, row), Collections.frequency(after, row));
    }
    assertThat(compared(table, sorted(before), table, sorted(after)))
        .containsExactly(
            new TableDifference(
                TABLE, after.size() - unchanged, before.size() - unchanged, 0, unchanged));
  }

  @Test
  void aTableThatOnlyOneSnapshotHasIsAllAddedOrAllRemoved(@TempDir Path folder) throws IOException {
    TableHeader gone = SampleSnapshots.table("gone", "id: bigint!");
    TableHeader same = SampleSnapshots.table("same", "id: bigint!");
    TableHeader fresh = SampleSnapshots.table("fresh", "id: bigint!");
    SnapshotFile from =
        SampleSnapshots.file(
            folder.resolve("a.sql"),
            SampleSnapshots.header("general", 1, same, gone),
            List.of(List.of("1", "2"), List.of("7")));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, fresh, same),
            List.of(List.of("-3", "5"), List.of("1", "2")));
    assertThat(Compared.tables(from, to))
        .containsExactly(
            new TableDifference(fresh.name(), 2, 0, 0, 0),
            new TableDifference(gone.name(), 0, 1, 0, 0),
            new TableDifference(same.name(), 0, 0, 0, 2));
    assertThat(Compared.tables(to, from))
        .containsExactly(
            new TableDifference(fresh.name(), 0, 2, 0, 0),
            new TableDifference(gone.name(), 1, 0, 0, 0),
            new TableDifference(same.name(), 0, 0, 0, 2));
    assertThat(new TableDifference(TABLE, 0, 0, 0, 2).isEmpty()).isTrue();
    assertThat(new TableDifference(TABLE, 0, 0, 1, 0).isEmpty()).isFalse();
  }

  @Test
  void aRowWithOneByteChangedIsNoticed(@TempDir Path folder) throws IOException {
    TableHeader table = SampleSnapshots.table("t", "name: text!", "content: text");
    Path path = folder.resolve("a.sql");
    List<String> rows = List.of("a\tone", "b\\tc\t\\N", "c\tthree");
    SnapshotFile from =
        SampleSnapshots.file(path, SampleSnapshots.header("general", 1, table), List.of(rows));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, table),
            List.of(List.of("b\\tc\tx", "zz\tone")));
    byte[] whole = Files.readAllBytes(path);
    int start = SampleSnapshots.indexOf(whole, rows.get(0));
    int end = SampleSnapshots.indexOf(whole, "\\.\n");
    for (int at = start; at < end; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(path, changed);
      assertThatThrownBy(() -> Compared.tables(from, to))
          .as("byte %d", at - start)
          .isInstanceOf(SnapshotException.class)
          .hasMessage(path + ": the rows of public.t were changed: their checksum differs");
      assertThatThrownBy(() -> Compared.tables(to, from)).isInstanceOf(SnapshotException.class);
    }
    assertThat(end - start).isEqualTo(6 + 8 + 8);
  }

  @Test
  void rowsThatWereCutOffSinceTheFileWasOpenedAreNoticed(@TempDir Path folder) throws IOException {
    TableHeader table = SampleSnapshots.table("t", "name: text!");
    SnapshotFile from =
        SampleSnapshots.file(
            folder.resolve("a.sql"),
            SampleSnapshots.header("general", 1, table),
            List.of(List.of("a", "b", "c")));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, table),
            List.of(List.of("a")));
    for (int rows : new int[] {5, 4, 3, 0}) {
      try (FileChannel channel = FileChannel.open(from.path(), StandardOpenOption.WRITE)) {
        channel.truncate(SampleSnapshots.indexOf(Files.readAllBytes(from.path()), "a\nb") + rows);
      }
      assertThatThrownBy(() -> Compared.tables(from, to))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(from.path() + ": the rows of public.t were changed: their checksum differs");
    }
  }

  @Test
  void anOffsetBeyondEverythingIsDamageAndNoBug(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("s.sql");
    Files.write(path, SampleSnapshots.notes("general", 1, "1\tHome"));
    String text = Files.readString(path);
    Files.writeString(path, text.replaceFirst("\"offset\":\\d+", "\"offset\":9223372036854775807"));
    SnapshotFile file = SnapshotFile.open(path);
    Path other = folder.resolve("o.sql");
    Files.write(other, SampleSnapshots.notes("general", 1, "1\tHomer"));
    assertThatThrownBy(() -> Compared.tables(file, SnapshotFile.open(other)))
        .isInstanceOf(SnapshotException.class);
  }

  private static List<TableDifference> compared(
      TableHeader fromTable, List<String> before, TableHeader toTable, List<String> after)
      throws IOException {
    Path from = Files.createTempFile("loomctl-test", ".sql");
    Path to = Files.createTempFile("loomctl-test", ".sql");
    try {
      return Compared.tables(
          SampleSnapshots.file(
              from, SampleSnapshots.header("general", 1, fromTable), List.of(before)),
          SampleSnapshots.file(to, SampleSnapshots.header("general", 2, toTable), List.of(after)));
    } finally {
      Files.delete(from);
      Files.delete(to);
    }
  }

  private static List<String> lines(Map<Key, String> rows) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(rows)
        .forEach(
            (key, content) ->
                lines.add(
                    String.join(
                        "\t",
                        key.text().map(ComparisonTest::copied).orElse("\\N"),
                        copied(content),
                        key.number().map(String::valueOf).orElse("\\N"))));
    return lines;
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(Key::bytes, Arrays::compareUnsigned))
        .map(ComparisonTest::copied)
        .toList();
  }

  /** As COPY writes it. */
  private static String copied(String text) {
    return text.replace("\\", "\\\\")
        .replace("\b", "\\b")
        .replace("\f", "\\f")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\u000b", "\\v");
  }

  private static TableHeader table(List<String> columns, SortColumn... sort) {
    return new TableHeader(
        TABLE,
        Role.OWNED,
        0,
        false,
        columns.stream()
            .map(column -> new ColumnHeader(new ColumnName(column), "text", false, false))
            .toList(),
        List.of(),
        new MatchKey(MatchKey.Kind.WHOLE_ROW, List.of()),
        List.of(sort),
        List.of());
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of(
        "",
        "a",
        "aa",
        "B",
        " ",
        "é",
        "\\N",
        "\\",
        "\\.",
        "\n",
        "\t",
        "a\tb",
        "\r",
        "\b\f\u000b",
        "\u0001",
        "\u000c",
        "\u000e",
        "[",
        "]",
        "\uff5e",
        "😀",
        "n",
        "N");
  }

  @Provide
  Arbitrary<Map<Key, String>> versions() {
    Arbitrary<Key> keys =
        Combinators.combine(
                Arbitraries.of(Long.MIN_VALUE, -10L, -9L, -1L, 0L, 2L, 9L, 10L, Long.MAX_VALUE)
                    .optional(0.8),
                texts().optional(0.8))
            .as(Key::new);
    return Arbitraries.maps(keys, Arbitraries.of("x", "y", "\\N", "")).ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<String>> bags() {
    return texts().list().ofMaxSize(30);
  }

  @Test
  void anIntegerKeyWithOneByteChangedIsDamageAndNoBug(@TempDir Path folder) throws Exception {
    TableHeader table = SampleSnapshots.table("t", "id: bigint!");
    Path path = folder.resolve("a.sql");
    SnapshotFile from =
        SampleSnapshots.file(
            path, SampleSnapshots.header("general", 1, table), List.of(List.of("1", "2")));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, table),
            List.of(List.of("1", "3")));
    byte[] whole = Files.readAllBytes(path);
    whole[SampleSnapshots.indexOf(whole, "1\n2\n")] = 'q';
    Files.write(path, whole);
    assertThatThrownBy(() -> Compared.tables(from, to))
        .isInstanceOf(SnapshotException.class)
        .hasMessage(path + ": the rows of public.t were changed: their checksum differs");
  }

  @Test
  void aColumnThatMovedChangesNoRow(@TempDir Path folder) throws Exception {
    TableHeader table = SampleSnapshots.table("t", "id: bigint!", "name: text");
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
    SnapshotFile from =
        SampleSnapshots.file(
            folder.resolve("a.sql"),
            SampleSnapshots.header("general", 1, table),
            List.of(List.of("1\tAnn", "2\tBob")));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, swapped),
            List.of(List.of("Ann\t1", "Cyd\t3")));
    assertThat(Compared.tables(from, to))
        .containsExactly(new TableDifference(table.name(), 1, 1, 0, 1));
  }

  /** What rows match by ends the lines of one side only. */
  @Test
  void aTableThatGetsAKeyOrLosesItHasTheSameRows(@TempDir Path folder) throws Exception {
    TableHeader bag =
        table(
            List.of("name", "size"),
            new SortColumn(new ColumnName("name"), SortColumn.By.BYTES),
            new SortColumn(new ColumnName("size"), SortColumn.By.BYTES));
    TableHeader keyed = SampleSnapshots.table("t", "name: text", "size: text", "id: bigint!");
    SnapshotFile from =
        SampleSnapshots.file(
            folder.resolve("a.sql"),
            SampleSnapshots.header("general", 1, bag),
            List.of(List.of("a\tx", "a\tx", "b\t\\N", "gone\ty")));
    SnapshotFile to =
        SampleSnapshots.file(
            folder.resolve("b.sql"),
            SampleSnapshots.header("general", 2, keyed),
            List.of(List.of("b\t\\N\t1", "a\tx\t2", "a\tx\t3", "a\tx1\t4", "a\tx\t5")));
    assertThat(Compared.tables(from, to)).containsExactly(new TableDifference(TABLE, 2, 1, 0, 3));
    assertThat(Compared.tables(to, from)).containsExactly(new TableDifference(TABLE, 1, 2, 0, 3));
  }
}
