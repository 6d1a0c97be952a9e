package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {

  private final Path folder;

  DraftTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aDraftIsInvisibleUntilItIsMovedAway() throws IOException {
    try (Draft draft = Draft.create(folder.resolve("new/folder"))) {
      draft.stream().write("whole".getBytes(StandardCharsets.UTF_8));
      assertThat(draft.path().getFileName().toString()).matches("\\.loomctl-[0-9a-f-]{36}\\.tmp");
      draft.moveTo(folder.resolve("new/folder/final.sql"));
    }
    assertThat(files(folder.resolve("new/folder"))).containsExactly("final.sql");
    assertThat(folder.resolve("new/folder/final.sql")).hasContent("whole");
  }

  @Test
  void aDraftThatIsNotMovedAwayIsGoneOnceItIsClosed() throws IOException {
    try (Draft draft = Draft.create(folder)) {
      draft.stream().write(1);
      assertThat(draft.path()).exists();
    }
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void aDraftThatNobodyWritesAnyMoreIsRemoved() throws IOException {
    Path abandoned = old(Files.writeString(folder.resolve(".loomctl-0.tmp"), "half"));
    Draft.create(folder).close();
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void aDraftYoungerThanASecondAndOtherFilesAreLeftAlone() throws IOException {
    Path young = Files.createFile(folder.resolve(".loomctl-1.tmp"));
    Files.setLastModifiedTime(young, FileTime.from(Instant.now().plusSeconds(600)));
    List<Path> others =
        List.of(
            old(Files.createFile(folder.resolve("loomctl-1.tmp"))),
            old(Files.createFile(folder.resolve(".loomctl-1.sql"))),
            old(Files.createFile(folder.resolve("general_v1_2026-03-01.sql"))));
    Draft.create(folder).close();
    assertThat(young).exists();
    assertThat(others).allMatch(Files::exists);
  }

  @Test
  void aDraftThatThisProcessWritesIsLeftAloneHoweverOld() throws IOException {
    try (Draft slow = Draft.create(folder)) {
      slow.stream().write(1);
      old(slow.path());
      Draft.create(folder).close();
      assertThat(slow.path()).exists();
    }
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void aDraftThatAnotherProcessWritesIsLeftAloneHoweverOld() throws Exception {
    try (OtherWriter other = OtherWriter.start(folder)) {
      old(other.draft());
      Draft.create(folder).close();
      assertThat(other.draft()).exists();
      other.endOrderly();
      assertThat(other.draft()).doesNotExist();
    }
  }

  @Test
  void aDraftThatThisProcessWritesIsLeftAloneByOthersToo() throws Exception {
    try (Draft slow = Draft.create(folder)) {
      slow.stream().write(1);
      try (OtherWriter other = OtherWriter.start(folder)) {
        other.endOrderly();
      }
      assertThat(slow.path()).exists();
    }
  }

  @Test
  void aDraftThatAKilledProcessLeftIsRemoved() throws Exception {
    try (OtherWriter other = OtherWriter.start(folder)) {
      other.kill();
      assertThat(other.draft()).hasContent("x");
      for (String left : files(folder)) {
        old(folder.resolve(left));
      }
      Draft.create(folder).close();
      assertThat(files(folder)).isEmpty();
    }
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void openingADraftDoesNotGiveUpItsLock() throws Exception {
    try (Draft draft = Draft.create(folder)) {
      SampleSnapshots.notes(draft.stream(), "general", 1, "1\ta");
      SnapshotFile.open(draft.path());
      try (OtherWriter other = OtherWriter.start(folder)) {
        other.endOrderly();
      }
      assertThat(draft.path()).exists();
    }
  }

  @Test
  void lookingAtADraftInThisProcessDoesNotGiveUpItsLock() throws Exception {
    try (Draft draft = Draft.create(folder)) {
      Thread.sleep(1100);
      Draft.create(folder).close();
      try (OtherWriter other = OtherWriter.start(folder)) {
        other.endOrderly();
      }
      assertThat(draft.path()).exists();
    }
  }

  @Test
  void aFolderWithTheNameOfADraftIsLeftAlone() throws Exception {
    Path odd = Files.createDirectory(folder.resolve(".loomctl-9.tmp"));
    Files.setLastModifiedTime(odd, FileTime.from(Instant.now().minusSeconds(5)));
    Draft.create(folder).close();
    assertThat(odd).exists();
  }

  @Test
  void aLinkThatAKilledProcessLeftIsRemoved() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve(".loomctl-9.tmp"), Path.of("gone.sql"));
    Thread.sleep(1100);
    Draft.create(folder).close();
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }
}
