package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.graph.Reference.Kind;
import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fits into memory, the same rows are found. */
class ReferenceScanTest {

  private static final int ROWS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {1_000, 7_777, 20_000, 60_000, 10_000_000})
  void theSameRowsAreFoundInOneRoundAndInMany(int capacity, @TempDir Path folder)
      throws IOException {
    Random random = new Random(7);
    List<String> parents = new ArrayList<>();
    List<String> children = new ArrayList<>();
    long missing = 0;
    for (int i = 0; i < ROWS; i++) {
      parents.add(3 * i + "|code " + 3 * i);
      int byNumber = random.nextInt(3 * ROWS);
      int byText = random.nextInt(3 * ROWS);
      children.add(i + "|" + byNumber + "|code " + byText);
      missing += (byNumber % 3 == 0 ? 0 : 1) + (byText % 3 == 0 ? 0 : 1);
    }
    SnapshotFile file = file(folder, parents, children);
    List<ReferenceLookup> lookups = lookups(file);
    new ReferenceScan(file, capacity, read -> {}).run(lookups);
    assertThat(lookups).hasSize(2);
    assertThat(lookups.stream().mapToLong(ReferenceLookup::misses).sum()).isEqualTo(missing);
  }

  @Test
  void aScanStopsWhenTheUserWantsThat(@TempDir Path folder) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(i + "|x");
    }
    SnapshotFile file = file(folder, rows, List.of("1|1|x"));
    ReferenceScan scan =
        new ReferenceScan(
            file, ROWS, new Reading(ProgressListener.NONE, () -> true).of("a file", ROWS));
    assertThatThrownBy(() -> scan.run(lookups(file)))
        .isInstanceOf(InterruptedCommandException.class);
  }

  private static SnapshotFile file(Path folder, List<String> parents, List<String> children) {
    return new MadeSnapshot()
        .table("parent", Role.OWNED, "id integer, code text", List.of(), parents)
        .table(
            "child",
            Role.OWNED,
            "id integer, parent_id bigint, parent_code text",
            List.of(
                MadeSnapshot.reference("child", "parent_id", "parent", "id", Kind.FOREIGN_KEY),
                MadeSnapshot.reference("child", "parent_code", "parent", "code", Kind.FOREIGN_KEY)),
            children)
        .writeTo(folder, 1);
  }

  private static List<ReferenceLookup> lookups(SnapshotFile file) {
    TableHeader parent = file.header().tables().get(0);
    TableHeader child = file.header().tables().get(1);
    return child.references().stream()
        .flatMap(reference -> ReferenceLookup.of(child, reference, Optional.of(parent)).stream())
        .toList();
  }
}
