package io.loomctl.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.RefusedException;
import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaTest {

  private static final TableHeader PEOPLE = people();
  private static final TableHeader NOTES = notes();
  private static final TableHeader LOG = log();

  @TempDir Path folder;

  private Random random = new Random();
  private int files;

  @BeforeEach
  void seed() {
    random = new Random(42);
  }

  private static TableHeader people() {
    TableHeader plain = SampleSnapshots.table("people", "id: integer!", "email: text!");
    ColumnName email = new ColumnName("email");
    return new TableHeader(
        plain.name(),
        plain.role(),
        0,
        false,
        plain.columns(),
        plain.primaryKey(),
        new MatchKey(MatchKey.Kind.NATURAL, List.of(email)),
        List.of(
            new SortColumn(email, SortColumn.By.BYTES),
            new SortColumn(new ColumnName("id"), SortColumn.By.VALUE)),
        List.of());
  }

  private static TableHeader notes() {
    TableHeader plain =
        SampleSnapshots.table("notes", "id: integer!", "author: integer", "body: text");
    return new TableHeader(
        plain.name(),
        plain.role(),
        0,
        false,
        plain.columns(),
        plain.primaryKey(),
        plain.key(),
        List.of(new SortColumn(new ColumnName("id"), SortColumn.By.VALUE)),
        List.of(
            new Reference(
                "notes_author",
                plain.name(),
                List.of(new ColumnName("author")),
                PEOPLE.name(),
                List.of(new ColumnName("id")),
                Reference.Kind.FOREIGN_KEY,
                List.of())));
  }

  private static TableHeader log() {
    TableHeader plain = SampleSnapshots.table("log", "line: text!");
    return new TableHeader(
        plain.name(),
        plain.role(),
        0,
        false,
        plain.columns(),
        List.of(),
        new MatchKey(MatchKey.Kind.WHOLE_ROW, List.of()),
        plain.sort(),
        List.of());
  }

  private SnapshotFile snapshot(int version, List<List<String>> rows) {
    return SampleSnapshots.file(
        folder.resolve(files++ + ".sql"),
        SampleSnapshots.header("general", version, PEOPLE, NOTES, LOG),
        rows);
  }

  private SnapshotFile delta(SnapshotFile base, SnapshotFile newer) throws IOException {
    Path path = folder.resolve(files++ + ".delta.sql");
    try (DeltaWriter writer = new DeltaWriter(base, newer);
        OutputStream out = Files.newOutputStream(path)) {
      writer.write(Optional.empty(), header -> Optional.empty(), out);
    }
    return SnapshotFile.open(path);
  }

  private byte[] merged(SnapshotFile base, SnapshotFile delta) throws IOException {
    Path path = folder.resolve(files++ + ".sql");
    try (OutputStream out = Files.newOutputStream(path)) {
      new DeltaMerge(base, delta).write(out);
    }
    return Files.readAllBytes(path);
  }

  private List<List<String>> randomRows() {
    TreeMap<String, Integer> people = new TreeMap<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      people.put("m" + random.nextInt(8), random.nextInt(20));
    }
    List<String> notes = new ArrayList<>();
    for (int id = 1; id < 12; id++) {
      if (random.nextBoolean()) {
        String author = random.nextInt(3) == 0 ? "\\N" : Integer.toString(random.nextInt(20));
        notes.add(id + "\t" + author + "\tbody" + random.nextInt(3));
      }
    }
    List<String> log = new ArrayList<>();
    for (int i = 0; i < random.nextInt(8); i++) {
      log.add("line " + random.nextInt(3));
    }
    log.sort(null);
    return List.of(
        people.entrySet().stream().map(each -> each.getValue() + "\t" + each.getKey()).toList(),
        notes,
        log);
  }

  @Test
  void aDeltaAndItsBaseMakeTheNewerVersion() throws IOException {
    for (int i = 0; i < 300; i++) {
      SnapshotFile base = snapshot(1, randomRows());
      SnapshotFile newer = snapshot(2, randomRows());
      SnapshotFile delta = delta(base, newer);
      assertThat(merged(base, delta)).isEqualTo(Files.readAllBytes(newer.path()));
      assertThat(delta.state()).isEqualTo(newer.trailer().sha256());
    }
  }

  @Test
  void onlyRowsThatChangedAreInADeltaAndThosePeopleWhomTheyReference() throws IOException {
    List<String> people = List.of("1\tada", "2\tbob", "3\tcid");
    SnapshotFile base = snapshot(1, List.of(people, List.of("1\t1\tx", "2\t2\ty"), List.of("a")));
    SnapshotFile newer = snapshot(2, List.of(people, List.of("1\t3\tx", "2\t2\ty"), List.of("a")));
    SnapshotFile delta = delta(base, newer);
    assertThat(delta.trailer().tables().keySet()).containsExactly(PEOPLE.name(), NOTES.name());
    assertThat(Files.readString(delta.path()))
        .contains("=\t1\tada\n=\t3\tcid\n\\.\n")
        .contains("<\t1\t1\tx\n>\t1\t3\tx\n\\.\n");
  }

  @Test
  void nothingIsInADeltaWithoutChanges() throws IOException {
    SnapshotFile base = snapshot(1, randomRows());
    SnapshotFile delta = delta(base, base);
    assertThat(delta.trailer().tables()).isEmpty();
    assertThat(merged(base, delta)).isEqualTo(Files.readAllBytes(base.path()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\t1\tz", "1\t2\tx", "2\t1\tx"})
  void anotherBaseIsRefused(String row) throws IOException {
    List<String> none = List.of();
    SnapshotFile base = snapshot(1, List.of(none, List.of("1\t1\tx"), none));
    SnapshotFile delta = delta(base, snapshot(2, List.of(none, none, none)));
    SnapshotFile other = snapshot(1, List.of(none, List.of(row), none));
    assertThatThrownBy(() -> merged(other, delta))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("it does not fit its base");
  }

  @Test
  void eachSideIsASnapshotOfItsOwn() throws IOException {
    List<String> none = List.of();
    SnapshotFile base = snapshot(1, List.of(none, List.of("1\t\\N\tx", "2\t\\N\tx"), none));
    SnapshotFile newer = snapshot(2, List.of(none, List.of("2\t\\N\ty", "3\t\\N\tz"), none));
    SnapshotFile delta = delta(base, newer);
    assertThat(side(DeltaSide.BASE, delta)).contains("\n1\t\\N\tx\n2\t\\N\tx\n\\.\n");
    assertThat(side(DeltaSide.NEWER, delta)).contains("\n2\t\\N\ty\n3\t\\N\tz\n\\.\n");
  }

  private String side(DeltaSide side, SnapshotFile delta) throws IOException {
    Path path = folder.resolve(files++ + ".sql");
    try (OutputStream out = Files.newOutputStream(path)) {
      side.write(delta, out);
    }
    assertThat(SnapshotFile.open(path).header().tables())
        .extracting(TableHeader::name)
        .containsExactlyElementsOf(List.<TableName>copyOf(delta.trailer().tables().keySet()));
    return Files.readString(path);
  }

  @Test
  void aTableWithOtherColumnsIsRefused() {
    SnapshotFile base = snapshot(1, List.of(List.of(), List.of(), List.of()));
    SnapshotFile newer =
        SampleSnapshots.file(
            folder.resolve("other.sql"),
            SampleSnapshots.header(
                "general", 2, SampleSnapshots.table("log", "line: text", "b: text")),
            List.of(List.of()));
    assertThatThrownBy(() -> delta(base, newer))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("public.log has other columns, keys or masks than in v1");
  }
}
