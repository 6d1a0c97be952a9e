package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableScanTest {

  @TempDir Path folder;

  private SnapshotFile file(List<String> notes) {
    return SampleSnapshots.file(
        folder.resolve("s.sql"),
        SampleSnapshots.header(
            "s", 1, SampleSnapshots.table("before", "id: int!"), SampleSnapshots.NOTES),
        List.of(List.of("1"), notes));
  }

  private static List<String> rows(SnapshotFile file, TableName table) throws IOException {
    List<String> rows = new ArrayList<>();
    TableScan.run(file, table, row -> rows.add(row.text(0) + "|" + row.text(1)));
    return rows;
  }

  @Test
  void rowsComeInTheirOrderAlsoLongOnesAndManyOfThem() throws IOException {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      written.add(i + "\tnote " + i);
    }
    written.add(5_000, "x\t" + "long ".repeat(100_000));
    assertThat(rows(file(written), SampleSnapshots.NOTES.name()))
        .containsExactlyElementsOf(written.stream().map(row -> row.replace('\t', '|')).toList());
  }

  @Test
  void aTableWithoutRowsAndOneThatIsNotThereHaveNone() throws IOException {
    SnapshotFile file = file(List.of());
    assertThat(rows(file, SampleSnapshots.NOTES.name())).isEmpty();
    assertThat(rows(file, new TableName("public", "nothing"))).isEmpty();
  }

  @Test
  void rowsThatDoNotEndWhereTheTrailerSaysAreRefused() throws IOException {
    Path path = file(List.of("1\tone", "2\ttwo")).path();
    String text = Files.readString(path);
    String trailer = text.substring(text.lastIndexOf("-- "));
    Files.writeString(
        path,
        text.replace(trailer, trailer.replaceFirst("(\"bytes\":)12", "$111")),
        StandardCharsets.UTF_8);
    SnapshotFile changed = SnapshotFile.open(path);
    assertThatThrownBy(() -> rows(changed, SampleSnapshots.NOTES.name()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("do not end where they should");
  }
}
