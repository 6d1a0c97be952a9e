package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loomctl.failure.SnapshotException;
import io.loomctl.format.Identities;
import io.loomctl.format.Packing;
import io.loomctl.format.Unpacking;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

  private static final ScenarioName GENERAL = Snapshots.GENERAL;
  private static final ScenarioName OTHER = new ScenarioName("other");

  private final Path folder;
  private final Snapshots snapshots;

  SnapshotStoreTest(@TempDir Path folder) {
    this.folder = folder;
    this.snapshots = new Snapshots(folder.resolve("snapshots"));
  }

  @Test
  void aFolderThatIsNotThereHoldsNothingAndIsNotMade() {
    SnapshotStore store = snapshots.store();
    assertThat(store.content().scenarios()).isEmpty();
    assertThat(store.content().problems()).isEmpty();
    assertThat(store.nextVersion(GENERAL)).isEqualTo(1);
    SnapshotException failure =
        catchThrowableOfType(SnapshotException.class, () -> store.latest(GENERAL));
    assertThat(failure.problems())
        .extracting(problem -> problem + " / " + problem.hint())
        .containsExactly(
            snapshots.root()
                + ": there is no snapshot of \"general\" / run \"loomctl export general\" first");
    assertThat(snapshots.root()).doesNotExist();
  }

  @Test
  void theFirstSnapshotMakesEverything() throws IOException {
    SnapshotStore.Published published = snapshots.publish(GENERAL, false, "1\tHome");
    assertThat(published.unchanged()).isFalse();
    assertThat(published.snapshot().place()).isEqualTo("general/general_v1_2026-03-01.sql");
    assertThat(snapshots.files())
        .containsExactly(
            ".gitattributes",
            ".gitignore",
            "general/general_v1_2026-03-01.sql",
            "general/latest.sql",
            "metadata/export_manifest.json",
            "metadata/schema_versions.json");
    assertThat(Files.readString(snapshots.root().resolve(".gitattributes")))
        .isEqualTo(
            """
            # Snapshots are compared byte by byte: git must not change their line ends.
            *.sql -text
            *.json -text
            *.gz binary
            *.zst binary
            *.tar binary
            *.age binary
            """);
    assertThat(Files.readAllBytes(snapshots.file(1)))
        .isEqualTo(SampleSnapshots.notes("general", 1, "1\tHome"));
    assertThat(snapshots.store().pathOf(published.snapshot())).isEqualTo(snapshots.file(1));
    assertThat(snapshots.store().latest(GENERAL)).isEqualTo(published.snapshot());
    assertThat(published.snapshot())
        .isEqualTo(StoredSnapshot.of(SnapshotFile.open(snapshots.file(1)), snapshots.file(1)));
  }

  @Test
  void theSameDataMakesNoNewVersionUnlessForced() throws IOException {
    snapshots.publish("1\tHome");
    List<String> files = snapshots.files();
    String manifest = snapshots.manifestText();
    SnapshotStore.Published again = snapshots.publish(GENERAL, false, "1\tHome");
    assertThat(again.unchanged()).isTrue();
    assertThat(again.snapshot()).isEqualTo(snapshots.store().latest(GENERAL));
    assertThat(snapshots.files()).isEqualTo(files);
    assertThat(snapshots.manifestText()).isEqualTo(manifest);
    SnapshotStore.Published forced = snapshots.publish(GENERAL, true, "1\tHome");
    assertThat(forced.unchanged()).isFalse();
    assertThat(forced.snapshot().version()).isEqualTo(2);
    assertThat(forced.snapshot().sha256()).isEqualTo(again.snapshot().sha256());
    assertThat(snapshots.versions()).containsExactly(1, 2);
  }

  @Test
  void dataThatReturnsToWhatItWasIsANewVersionAllTheSame() {
    assertThat(snapshots.publish("1\ta")).isEqualTo(1);
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
    assertThat(snapshots.publish("1\ta")).isEqualTo(3);
    assertThat(snapshots.versions()).containsExactly(1, 2, 3);
  }

  @Test
  void scenariosCountEachForItself() {
    assertThat(snapshots.publish("1\ta")).isEqualTo(1);
    assertThat(snapshots.publish(OTHER, false, "1\ta").snapshot().version()).isEqualTo(1);
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
    assertThat(snapshots.store().content().scenarios().keySet()).containsExactly(GENERAL, OTHER);
  }

  @Test
  void versionsAreOrderedByNumberNotByName() {
    for (int version = 1; version <= 11; version++) {
      snapshots.publish("1\trow " + version);
    }
    assertThat(snapshots.versions()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(snapshots.store().latest(GENERAL).version()).isEqualTo(11);
  }

  @Test
  void aDeletedVersionsNumberIsNotUsedAgain() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    Files.delete(snapshots.file(2));
    assertThat(snapshots.store().latest(GENERAL).version()).isEqualTo(1);
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
    assertThat(snapshots.versions()).containsExactly(1, 3);
    Files.delete(snapshots.file(3));
    assertThat(snapshots.publish("1\td")).isEqualTo(4);
    assertThat(snapshots.versions()).containsExactly(1, 4);
  }

  @Test
  void aDeletedVersionsNumberIsRememberedByExportsThatChangeNothing() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    Files.delete(snapshots.file(2));
    assertThat(snapshots.publish("1\ta")).isEqualTo(1);
    snapshots.publish(OTHER, false, "1\tx");
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
  }

  @Test
  void theNumbersOfAScenarioWhoseFolderIsGoneAreRemembered() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    for (Path file : List.of(snapshots.file(1), snapshots.file(2), snapshots.pointer())) {
      Files.delete(file);
    }
    Files.delete(snapshots.root().resolve("general"));
    snapshots.publish(OTHER, false, "1\tx");
    assertThat(snapshots.store().nextVersion(GENERAL)).isEqualTo(3);
    assertThat(snapshots.publish("1\ta")).isEqualTo(3);
  }

  @Test
  void withoutAManifestVersionsCountOnFromTheFiles() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    String manifest = snapshots.manifestText();
    Files.delete(snapshots.manifest());
    assertThat(snapshots.versions()).containsExactly(1, 2);
    assertThat(snapshots.problems()).isEmpty();
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
    assertThat(snapshots.manifestText()).isEqualTo(manifest);
    Files.delete(snapshots.manifest());
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
  }

  @Test
  void aManifestThatMakesNoSenseIsAProblemAndWrittenAnewByTheNextExport() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    String manifest = snapshots.manifestText();
    String ours = manifest.replace("\"format\"", "<<<<<<< HEAD\n  \"format\"");
    for (String damaged :
        List.of(
            manifest.substring(0, manifest.length() / 2),
            ours,
            "<<<<<<< HEAD\n" + manifest + "=======\n" + manifest + ">>>>>>> other\n",
            manifest.replace("\"general\" :", "\"../../etc\" :"),
            manifest.replace("2026-03-01T12:00:00Z", "soon"),
            "\0\0\0")) {
      Files.writeString(snapshots.manifest(), damaged);
      assertThat(snapshots.problems())
          .as(damaged)
          .containsExactly(
              "snapshots/metadata/export_manifest.json: the manifest cannot be used: it is"
                  + " damaged");
      assertThat(snapshots.versions()).containsExactly(1, 2);
      assertThat(snapshots.publish("1\tb")).isEqualTo(2);
      assertThat(snapshots.manifestText()).isEqualTo(manifest);
      assertThat(snapshots.problems()).isEmpty();
    }
    for (String other : List.of("", "{}", "[]", "7", manifest.replace(": 1,", ": 2,"))) {
      Files.writeString(snapshots.manifest(), other);
      assertThat(snapshots.problems())
          .as(other)
          .containsExactly(
              "snapshots/metadata/export_manifest.json: the manifest cannot be used: it is not in"
                  + " format 1");
      assertThat(snapshots.versions()).containsExactly(1, 2);
    }
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
  }

  @Test
  void aManifestBehindTheFilesIsCaughtUp() throws IOException {
    snapshots.publish("1\ta");
    String behind = snapshots.manifestText();
    snapshots.publish("1\tb");
    String whole = snapshots.manifestText();
    Files.writeString(snapshots.manifest(), behind);
    assertThat(snapshots.versions()).containsExactly(1, 2);
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
    assertThat(snapshots.manifestText()).isEqualTo(whole);
  }

  @Test
  void anEntryWithoutAFileIsNoVersion() throws IOException {
    snapshots.publish("1\ta");
    String behind = snapshots.manifestText();
    snapshots.publish("1\tb");
    Files.delete(snapshots.file(2));
    assertThat(snapshots.versions()).containsExactly(1);
    assertThat(snapshots.problems()).isEmpty();
    assertThat(snapshots.publish("1\ta")).isEqualTo(1);
    assertThat(snapshots.manifestText())
        .isEqualTo(behind.replace("\"highest\" : 1", "\"highest\" : 2"));
  }

  @Test
  void aFileThatHasAnotherSizeThanItsEntryIsReadAnew() throws IOException {
    snapshots.publish("1\ta");
    Files.write(snapshots.file(1), SampleSnapshots.notes("general", 1, "1\tsomething longer"));
    assertThat(snapshots.store().latest(GENERAL))
        .isEqualTo(StoredSnapshot.of(SnapshotFile.open(snapshots.file(1)), snapshots.file(1)));
    assertThat(snapshots.publish("1\tsomething longer")).isEqualTo(1);
  }

  @Test
  void theSameSnapshotsHaveTheSameManifestsInEveryFolder() throws IOException {
    Snapshots elsewhere = new Snapshots(folder.resolve("elsewhere"));
    for (String row : List.of("1\ta", "1\tb", "1\tc")) {
      snapshots.publish(row);
      snapshots.publish(OTHER, false, row);
    }
    for (String row : List.of("1\ta", "1\tb", "1\tc")) {
      elsewhere.publish(OTHER, false, row);
    }
    for (String row : List.of("1\ta", "1\tb", "1\tc")) {
      elsewhere.publish(row);
    }
    for (String name : List.of("export_manifest.json", "schema_versions.json")) {
      assertThat(Files.readAllBytes(elsewhere.root().resolve("metadata").resolve(name)))
          .isEqualTo(Files.readAllBytes(snapshots.root().resolve("metadata").resolve(name)));
    }
  }

  @Test
  void thePointerIsARelativeLinkToTheNewestVersion() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    assertThat(Files.readSymbolicLink(snapshots.pointer()))
        .isEqualTo(Path.of("general_v2_2026-03-01.sql"));
    Path moved = folder.resolve("moved");
    Files.move(snapshots.root(), moved, StandardCopyOption.ATOMIC_MOVE);
    assertThat(Files.readAllBytes(moved.resolve("general/latest.sql")))
        .isEqualTo(SampleSnapshots.notes("general", 2, "1\tb"));
  }

  @Test
  void aPointerThatPointsNowhereIsInNobodysWayAndSetRightByTheNextExport() throws IOException {
    snapshots.publish("1\ta");
    for (String target : List.of("gone.sql", "../../etc/passwd", "general_v9_2026-03-01.sql")) {
      Files.delete(snapshots.pointer());
      Files.createSymbolicLink(snapshots.pointer(), Path.of(target));
      assertThat(snapshots.versions()).containsExactly(1);
      assertThat(snapshots.problems()).isEmpty();
      snapshots.publish("1\ta");
      assertThat(Files.readSymbolicLink(snapshots.pointer()))
          .isEqualTo(Path.of("general_v1_2026-03-01.sql"));
    }
    Files.delete(snapshots.pointer());
    Files.writeString(snapshots.pointer(), "general_v7_2026-03-01.sql\n");
    snapshots.publish("1\ta");
    assertThat(Files.readSymbolicLink(snapshots.pointer()))
        .isEqualTo(Path.of("general_v1_2026-03-01.sql"));
  }

  @Test
  void aDamagedSnapshotIsAProblemAndNotFatal() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    Files.writeString(snapshots.file(2), "nonsense");
    assertThat(snapshots.versions()).containsExactly(1);
    assertThat(snapshots.problems())
        .containsExactly(
            "snapshots/general/general_v2_2026-03-01.sql: this is no loomctl snapshot");
    assertThat(snapshots.store().latest(GENERAL).version()).isEqualTo(1);
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
    assertThat(snapshots.versions()).containsExactly(1, 3);
    assertThat(Files.readString(snapshots.file(2))).isEqualTo("nonsense");
  }

  @Test
  void aDamagedSnapshotsNumberIsNotUsedAgainEvenWithoutAManifest() throws IOException {
    snapshots.publish("1\ta");
    snapshots.publish("1\tb");
    Files.write(snapshots.file(2), new byte[0]);
    Files.delete(snapshots.manifest());
    assertThat(snapshots.publish("1\tc")).isEqualTo(3);
    assertThat(Files.size(snapshots.file(2))).isZero();
  }

  @Test
  void filesAndFoldersWithOtherNamesAreIgnored() throws IOException {
    snapshots.publish("1\ta");
    Path general = snapshots.root().resolve("general");
    for (String name :
        List.of(
            "notes.txt",
            "general_v2.sql",
            "general_v02_2026-03-01.sql",
            "general_v0_2026-03-01.sql",
            "other_v7_2026-03-01.sql",
            "general_v3_2026-03-01.sql.bak",
            "general_v4_today.sql",
            "general_v1234567890_2026-03-01.sql",
            "General_v5_2026-03-01.sql")) {
      Files.writeString(general.resolve(name), "not for loomctl");
    }
    Files.createDirectory(general.resolve("general_v6_2026-03-01.sql"));
    for (String name : List.of(".git", "-x", "a b", "metadata/general", "é")) {
      Path odd = Files.createDirectories(snapshots.root().resolve(name));
      Files.copy(snapshots.file(1), odd.resolve("general_v8_2026-03-01.sql"));
    }
    Files.writeString(snapshots.root().resolve("README.md"), "ours");
    Files.createDirectory(snapshots.root().resolve("empty"));
    assertThat(snapshots.problems()).isEmpty();
    assertThat(snapshots.store().content().scenarios().keySet())
        .containsExactly(new ScenarioName("empty"), GENERAL);
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
  }

  @Test
  void gitAttributesThatAreThereAreLeftAlone() throws IOException {
    snapshots.publish("1\ta");
    Path attributes = snapshots.root().resolve(".gitattributes");
    for (String own : List.of("*.sql filter=lfs\n", "")) {
      Files.writeString(attributes, own);
      snapshots.publish("1\tb" + own.length());
      assertThat(Files.readString(attributes)).isEqualTo(own);
    }
  }

  @Test
  void theDraftThatIsPublishedLaterGetsTheNextNumberInItsHeaderToo() throws IOException {
    SnapshotStore store = snapshots.store();
    try (Draft slow = store.draft(GENERAL);
        Draft fast = store.draft(GENERAL)) {
      SampleSnapshots.notes(slow.stream(), "general", store.nextVersion(GENERAL), "1\tslow");
      SampleSnapshots.notes(fast.stream(), "general", store.nextVersion(GENERAL), "1\tfast");
      assertThat(store.publish(fast, Packing.PLAIN, false).snapshot().version()).isEqualTo(1);
      assertThat(store.publish(slow, Packing.PLAIN, false).snapshot().version()).isEqualTo(2);
    }
    assertThat(Files.readAllBytes(snapshots.file(1)))
        .isEqualTo(SampleSnapshots.notes("general", 1, "1\tfast"));
    assertThat(Files.readAllBytes(snapshots.file(2)))
        .isEqualTo(SampleSnapshots.notes("general", 2, "1\tslow"));
    assertThat(SnapshotFile.open(snapshots.file(2)).header().version()).isEqualTo(2);
    assertThat(store.latest(GENERAL))
        .isEqualTo(StoredSnapshot.of(SnapshotFile.open(snapshots.file(2)), snapshots.file(2)));
    assertThat(snapshots.files()).noneMatch(file -> file.contains(".loomctl-"));
  }

  @Test
  void theDraftThatIsPublishedLaterWithTheSameDataIsDropped() {
    SnapshotStore store = snapshots.store();
    assertThat(snapshots.versions()).isEmpty();
    try (Draft slow = store.draft(GENERAL);
        Draft fast = store.draft(GENERAL)) {
      SampleSnapshots.notes(slow.stream(), "general", 1, "1\tsame");
      SampleSnapshots.notes(fast.stream(), "general", 1, "1\tsame");
      assertThat(store.publish(fast, Packing.PLAIN, false).unchanged()).isFalse();
      assertThat(store.publish(slow, Packing.PLAIN, false).unchanged()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(snapshots.versions()).containsExactly(1);
  }

  @Test
  void aDraftThatIsNoSnapshotIsNotPublished() throws IOException {
    snapshots.publish("1\ta");
    List<String> files = snapshots.files();
    try (Draft draft = snapshots.store().draft(GENERAL)) {
      byte[] whole = SampleSnapshots.notes("general", 2, "1\tb");
      draft.stream().write(whole, 0, whole.length - 10);
      assertThatThrownBy(() -> snapshots.store().publish(draft, Packing.PLAIN, true))
          .isInstanceOf(SnapshotException.class)
          .hasMessage(draft.path() + ": the file is cut off");
    }
    assertThat(snapshots.files()).isEqualTo(files);
    assertThat(snapshots.publish("1\tb")).isEqualTo(2);
  }

  @Test
  void aFileWhereTheScenariosFolderShouldBeIsSaidPlainly(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("general"), "a file");
    assertThatThrownBy(
            () ->
                new SnapshotStore(folder, new Unpacking(Identities.none()))
                    .draft(Snapshots.GENERAL))
        .hasMessage(folder.resolve("general") + ": cannot write: a file is in the way");
  }

  @Test
  void filesOfOneVersionComeInTheOrderOfTheirNames(@TempDir Path folder) throws Exception {
    Snapshots snapshots = new Snapshots(folder);
    snapshots.publish("1\ta");
    for (int day = 9; day > 1; day--) {
      Files.copy(snapshots.file(1), folder.resolve("general/general_v1_2026-03-0" + day + ".sql"));
    }
    assertThat(snapshots.store().content().scenario(Snapshots.GENERAL).versions())
        .extracting(StoredSnapshot::file)
        .isSorted()
        .hasSize(9);
  }

  @Test
  void aFileWhereTheFolderShouldBeIsSaidPlainly() throws IOException {
    Files.writeString(snapshots.root(), "a file");
    assertThatThrownBy(() -> snapshots.store().draft(GENERAL))
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith(snapshots.root().toString())
        .hasMessageEndingWith(": cannot write: Not a directory");
    assertThatThrownBy(() -> snapshots.store().content())
        .isInstanceOf(SnapshotException.class)
        .hasMessage(snapshots.manifest() + ": cannot read: Not a directory");
    assertThat(Files.readString(snapshots.root())).isEqualTo("a file");
  }

  @Test
  void aSnapshotUnderAnotherNameIsAProblemAndNoVersion() throws Exception {
    Snapshots snapshots = new Snapshots(folder);
    snapshots.publish("1\ta");
    Files.copy(snapshots.file(1), snapshots.file(5));
    Files.createDirectory(folder.resolve("other"));
    Files.copy(snapshots.file(1), folder.resolve("other/other_v1_2026-03-01.sql"));
    assertThat(snapshots.versions()).containsExactly(1);
    assertThat(snapshots.store().content().problems()).hasSize(2);
  }
}
