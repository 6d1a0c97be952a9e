package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.graph.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotAssemblyTest {

  @TempDir Path folder;

  private SnapshotFile snapshot() {
    return SampleSnapshots.file(
        folder.resolve("s.sql"),
        SampleSnapshots.header(
            "general", 3, SampleSnapshots.NOTES, SampleSnapshots.table("team", "name: text!")),
        List.of(List.of("1\tHome", "2\tÜber \\n"), List.of("a")));
  }

  private SnapshotAssembly assembly(SnapshotFile file) throws IOException {
    return new SnapshotAssembly(
        file.header(),
        new BodyStatements(
            List.of(), Optional.empty(), List.of(SampleSnapshots.SEQUENCE.sql().text())),
        file.trailer(),
        folder.resolve("scratch"));
  }

  private static void copy(SnapshotFile file, TableName table, RowBlock block) throws IOException {
    try (InputStream rows = BlockRows.open(file, table)) {
      String text = new String(rows.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        block.row((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void theSameBytesComeOutInWhateverOrderTheTablesCome() throws Exception {
    SnapshotFile file = snapshot();
    List<TableName> tables = new ArrayList<>(file.trailer().tables().keySet());
    for (int order = 0; order < 2; order++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (SnapshotAssembly assembly = assembly(file)) {
        for (TableName table : tables) {
          assembly.rows(table, block -> copy(file, table, block));
        }
        assembly.finish(out);
      }
      assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file.path()));
      Collections.reverse(tables);
    }
    assertThat(folder.resolve("scratch")).doesNotExist();
  }

  @Test
  void otherRowsAreRefused() throws Exception {
    SnapshotFile file = snapshot();
    TableName table = file.header().tables().get(0).name();
    try (SnapshotAssembly assembly = assembly(file)) {
      assertThatThrownBy(() -> assembly.finish(new ByteArrayOutputStream()))
          .isInstanceOf(MalformedException.class)
          .hasMessage("the rows of " + table + " are missing");
      assembly.rows(table, block -> block.row("x\n".getBytes(StandardCharsets.UTF_8)));
      assertThatThrownBy(() -> assembly.finish(new ByteArrayOutputStream()))
          .isInstanceOf(MalformedException.class)
          .hasMessage("the rows of " + table + " were changed: their checksum differs");
      assertThatThrownBy(() -> assembly.rows(table, block -> {}))
          .isInstanceOf(MalformedException.class)
          .hasMessage("the rows of " + table + " are there twice");
      assertThatThrownBy(() -> assembly.rows(new TableName("public", "other"), block -> {}))
          .isInstanceOf(MalformedException.class)
          .hasMessage("there are rows of public.other, which is not announced");
    }
  }
}
