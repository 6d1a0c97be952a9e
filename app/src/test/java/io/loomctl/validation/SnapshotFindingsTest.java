package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot folder; the database is there, so that a finding too many would be seen. */
class SnapshotFindingsTest {

  @TempDir private static Path prototype;
  private static TestDatabase database;
  private static String firstName;
  private static String secondName;

  private Workshop workshop;
  private Path first;
  private Path second;

  @BeforeAll
  static void takeTwoSnapshots() {
    Workshop healthy = new Workshop(prototype);
    database = healthy.database();
    firstName = String.valueOf(healthy.export().getFileName());
    secondName = String.valueOf(healthy.export().getFileName());
  }

  @BeforeEach
  void copySnapshots(@TempDir Path folder) throws IOException {
    workshop = new Workshop(folder, database);
    try (Stream<Path> files = Files.walk(prototype.resolve("snapshots"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(prototype.relativize(file)), LinkOption.NOFOLLOW_LINKS);
      }
    }
    first = workshop.snapshots().resolve("all").resolve(firstName);
    second = workshop.snapshots().resolve("all").resolve(secondName);
  }

  @Test
  void anEmptyFolderIsFineAndStaysEmpty(@TempDir Path elsewhere) {
    Workshop empty = new Workshop(elsewhere);
    assertThat(empty.findings("--repair")).isEmpty();
    assertThat(empty.snapshots()).doesNotExist();
  }

  @Test
  void aChangedRowIsFound() throws IOException {
    replace(first, "three", "THREE");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/"
                + firstName
                + ": the rows of public.note were changed: their checksum differs");
    assertThat(workshop.run().exit()).isEqualTo(1);
    assertThat(workshop.findings("one")).isEmpty();
  }

  @Test
  void aChangedStatementIsFound() throws IOException {
    replace(first, "SET LOCAL row_security = off;", "SET LOCAL row_security = on; ");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/"
                + firstName
                + ": a statement around the rows was changed: the body's checksum differs");
  }

  @Test
  void aChangedHeaderIsFound() throws IOException {
    replace(first, "\"all\"", "\"ALL\"");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/"
                + firstName
                + ": the header was changed: its checksum differs");
  }

  @Test
  void rowCountsThatAreWrongInTheTrailerAreFound() throws IOException {
    replace(first, "\"public.note\":{\"rows\":4", "\"public.note\":{\"rows\":5");
    replace(first, "\"public.project\":{\"rows\":2", "\"public.project\":{\"rows\":1");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/"
                + firstName
                + ": the trailer counts 1 rows of public.project, there are 2",
            "snapshots error: snapshots/all/"
                + firstName
                + ": the trailer counts 5 rows of public.note, there are 4");
  }

  @Test
  void offsetsThatCannotBeAreFound() throws IOException {
    String text = Files.readString(first);
    int at = text.indexOf("\"offset\":", text.lastIndexOf("\"public.note\"")) + 9;
    Files.writeString(first, text.substring(0, at) + "9" + text.substring(at));
    assertThat(workshop.findings("--family", "snapshots"))
        .contains(
            "snapshots error: snapshots/all/"
                + firstName
                + ": the trailer says that the rows of public.note are where they cannot be");
  }

  @Test
  void aFileThatWasCutOffIsFoundAndItsManifestEntryIsNotBlamed() throws IOException {
    String text = Files.readString(second);
    Files.writeString(second, text.substring(0, text.length() - 9));
    assertThat(workshop.findings())
        .singleElement()
        .asString()
        .startsWith("snapshots error: snapshots/all/" + secondName + ": the file is cut off");
  }

  @Test
  void aSnapshotUnderAnotherNameIsFound() throws IOException {
    Files.move(second, second.resolveSibling(secondName.replace("_v2_", "_v7_")));
    assertThat(workshop.findings("--repair", "--family", "snapshots"))
        .containsExactly(
            "snapshots error: snapshots/all/"
                + secondName.replace("_v2_", "_v7_")
                + ": this is \"all\" v2 under another name");
  }

  @Test
  void twoFilesOfOneVersionAreFound() throws IOException {
    String other = secondName.replaceFirst("_\\d{4}-", "_2020-");
    Files.copy(second, second.resolveSibling(other));
    workshop.run("--repair");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/" + secondName + ": there is a second v2, " + other);
  }

  @Test
  void aMissingManifestIsFoundAndRepaired() throws IOException {
    List<String> healthy = workshop.files();
    Files.delete(manifest());
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: there is no manifest");
    assertThat(workshop.hints()).containsExactly("run \"loomctl validate --repair\"");
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(workshop.files()).isEqualTo(healthy);
  }

  @Test
  void aManifestThatCannotBeReadIsFoundAndRepaired() throws IOException {
    List<String> healthy = workshop.files();
    Files.writeString(manifest(), "<<<<<<< HEAD\n");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: the manifest cannot be used:"
                + " it is damaged");
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(workshop.files()).isEqualTo(healthy);
  }

  @Test
  void aManifestEntryThatLiesIsFoundAlthoughTheSizeIsRight() throws IOException {
    List<String> healthy = workshop.files();
    String text = Files.readString(manifest());
    int at = text.indexOf("\"sha256\" : \"") + 12;
    Files.writeString(
        manifest(),
        text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1));
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: the manifest says of all/"
                + firstName
                + " what the file does not");
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(workshop.files()).isEqualTo(healthy);
  }

  @Test
  void aManifestThatIsBehindTheFilesIsFound() throws IOException {
    String manifest = Files.readString(manifest());
    Path third = workshop.export();
    Files.writeString(manifest(), manifest);
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: all/"
                + third.getFileName()
                + " is not in the manifest");
  }

  @Test
  void aVersionThatWasDeletedIsFoundAndItsNumberStaysUsed() throws IOException {
    Files.delete(second);
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: the manifest names all/"
                + secondName
                + ", which is not there",
            "snapshots error: snapshots/all/latest.sql: it points to "
                + secondName
                + ", which is not there");
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(String.valueOf(workshop.export().getFileName())).startsWith("all_v3_");
  }

  @Test
  void aHighestNumberThatIsTooLowIsFound() throws IOException {
    replace(manifest(), "\"highest\" : 2", "\"highest\" : 1");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/export_manifest.json: the manifest counts the"
                + " versions of \"all\" up to 1, there is v2");
  }

  @Test
  void aListOfSchemasThatDisagreesIsFoundAndRepaired() throws IOException {
    Path schemas = workshop.snapshots().resolve("metadata/schema_versions.json");
    String healthy = Files.readString(schemas);
    Files.writeString(schemas, "{}");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/metadata/schema_versions.json: the list of schemas does not"
                + " agree with the files");
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(schemas).hasContent(healthy);
  }

  @Test
  void lineEndsThatGitConvertedInTheIndexesDoNoHarm() throws IOException {
    for (String index : List.of("export_manifest.json", "schema_versions.json")) {
      Path file = workshop.snapshots().resolve("metadata").resolve(index);
      Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    }
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void aPointerThatIsMissingIsFoundAndRepaired() throws IOException {
    Files.delete(pointer());
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/latest.sql: there is no pointer to " + secondName);
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(Files.readSymbolicLink(pointer())).hasToString(secondName);
  }

  @Test
  void aPointerToAnOlderVersionIsFoundAndRepaired() throws IOException {
    Files.delete(pointer());
    Files.createSymbolicLink(pointer(), Path.of(firstName));
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots error: snapshots/all/latest.sql: it points to "
                + firstName
                + ", the newest version is "
                + secondName);
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(Files.readSymbolicLink(pointer())).hasToString(secondName);
  }

  @Test
  void aPointerMayBeAFileWithOneLine() throws IOException {
    Files.delete(pointer());
    Files.writeString(pointer(), secondName);
    assertThat(workshop.findings("--repair")).isEmpty();
    assertThat(pointer()).hasContent(secondName);
  }

  @Test
  void aFileInThePointersPlaceIsFoundAndNeverReplaced() throws IOException {
    Files.delete(pointer());
    Files.copy(first, pointer());
    assertThat(workshop.findings("--repair"))
        .containsExactly(
            "snapshots error: snapshots/all/latest.sql: this is no pointer to the newest version but"
                + " a file of its own");
    assertThat(pointer()).hasSameBinaryContentAs(first);
  }

  @Test
  void filesThatAreNotLoomctlsAreWarnedOf() throws IOException {
    Files.writeString(workshop.snapshots().resolve("all/notes.txt"), "mine");
    Files.writeString(workshop.snapshots().resolve("metadata/more.json"), "mine");
    Files.writeString(workshop.snapshots().resolve("dump.sql"), "mine");
    Files.createDirectories(workshop.snapshots().resolve("not a scenario"));
    Files.writeString(workshop.snapshots().resolve("README.md"), "nobody's business");
    Files.writeString(workshop.snapshots().resolve("all/.keep"), "");
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots warning: snapshots/all/notes.txt: this is none of loomctl's files",
            "snapshots warning: snapshots/dump.sql: this is none of loomctl's files",
            "snapshots warning: snapshots/metadata/more.json: this is none of loomctl's files",
            "snapshots warning: snapshots/not a scenario: this is none of loomctl's files");
  }

  @Test
  void whatAKilledLoomctlLeftIsWarnedOfButNotWhatOneIsWriting() throws IOException {
    Path draft = workshop.snapshots().resolve("all/.loomctl-1.tmp");
    Files.writeString(draft, "half");
    Files.setLastModifiedTime(draft, FileTime.from(Instant.now().plusSeconds(3600)));
    assertThat(workshop.findings()).isEmpty();
    Files.setLastModifiedTime(draft, FileTime.fromMillis(0));
    assertThat(workshop.findings())
        .containsExactly(
            "snapshots warning: snapshots/all/.loomctl-1.tmp: a loomctl that was killed left this"
                + " behind");
    workshop.export();
    assertThat(workshop.findings()).isEmpty();
  }

  @Test
  void snapshotsOfAScenarioThatTheConfigNoLongerHasAreWarnedOf() {
    workshop.edit("  all: {}\n", "  everything: {}\n");
    assertThat(workshop.findings())
        .containsExactly("snapshots warning: snapshots/all: \"all\" is no scenario of the config");
  }

  @Test
  void repairTouchesNothingButTheManifestAndThePointer() throws IOException {
    replace(first, "three", "THREE");
    Files.writeString(workshop.snapshots().resolve("all/notes.txt"), "mine");
    Files.delete(manifest());
    Files.delete(pointer());
    List<String> before = workshop.files();
    workshop.run("--repair");
    List<String> after = new ArrayList<>(workshop.files());
    after.removeIf(file -> file.startsWith("metadata/export_manifest.json\n"));
    after.removeIf(file -> file.startsWith("all/latest.sql\n"));
    assertThat(after).isEqualTo(before);
    assertThat(Files.readSymbolicLink(pointer())).hasToString(secondName);
  }

  @Test
  void repairSaysWhatItDidAndNothingWhenThereWasNothingToDo() throws IOException {
    Files.delete(manifest());
    Files.delete(pointer());
    List<String> changes = new ArrayList<>();
    for (JsonNode check : workshop.checks("--repair")) {
      check.path("changes").forEach(change -> changes.add(change.asText()));
    }
    String root = workshop.snapshots() + "/";
    assertThat(changes)
        .containsExactly(
            "rebuilt " + root + "metadata/export_manifest.json",
            "rebuilt " + root + "all/latest.sql");
    for (JsonNode check : workshop.checks("--repair")) {
      assertThat(check.path("changes")).isEmpty();
    }
  }

  @Test
  void aRepairThatIsNotPossibleIsAFinding() throws IOException {
    Path lock = workshop.snapshots().resolve("metadata/.lock");
    Files.delete(manifest());
    Files.delete(lock);
    Files.createDirectory(lock);
    assertThat(workshop.findings("--repair"))
        .containsExactly(
            "snapshots error: snapshots/metadata/.lock: cannot write: Is a directory",
            "snapshots error: snapshots/metadata/export_manifest.json: there is no manifest");
  }

  @Test
  void aFileWhereTheFolderShouldBeKeepsTheFamilyFromRunning(@TempDir Path elsewhere)
      throws IOException {
    Workshop broken = new Workshop(elsewhere);
    Files.createDirectories(broken.snapshots());
    Files.createDirectories(broken.snapshots().resolve("metadata/export_manifest.json"));
    Cli.Run run = broken.run();
    assertThat(run.exit()).as(run.transcript()).isEqualTo(4);
    assertThat(run.out()).contains("not run: ").contains("cannot read");
  }

  @Test
  void aManifestIsRepairedForAllScenariosAlsoWhenOneIsNamed() throws IOException {
    Files.delete(manifest());
    assertThat(workshop.findings("one")).isEmpty();
    assertThat(workshop.findings("one", "--repair")).isEmpty();
    assertThat(workshop.findings()).isEmpty();
  }

  private Path manifest() {
    return workshop.snapshots().resolve("metadata/export_manifest.json");
  }

  private Path pointer() {
    return workshop.snapshots().resolve("all/latest.sql");
  }

  /** Replaces bytes by as many others. */
  private static void replace(Path file, String text, String other) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    assertThat(other).hasSameSizeAs(text);
    Path changed = file.resolveSibling("changed");
    Files.writeString(changed, content.replace(text, other), StandardCharsets.ISO_8859_1);
    Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
