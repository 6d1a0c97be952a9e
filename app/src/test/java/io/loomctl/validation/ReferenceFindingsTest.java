package io.loomctl.validation;

import static io.loomctl.validation.MadeSnapshot.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.graph.Reference;
import io.loomctl.graph.Reference.Kind;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References inside snapshots that were put together for it. */
class ReferenceFindingsTest {

  private static final String FILE = "references %s: snapshots/all/all_v1_2026-03-01.sql: ";

  private Workshop workshop;

  @BeforeEach
  void open(@TempDir Path folder) {
    workshop = new Workshop(folder, TestServer.main().database());
    workshop.config("scenarios: { all: {} }\n");
  }

  private List<String> findings(MadeSnapshot snapshot) {
    snapshot.writeTo(workshop.snapshots(), 1);
    return workshop.findings("--family", "references");
  }

  private static MadeSnapshot parents(String... rows) {
    return new MadeSnapshot().table("team", "id integer, name text", rows);
  }

  private static MadeSnapshot people(MadeSnapshot made, Kind kind, String... rows) {
    List<Reference> references = List.of(reference("person", "team_id", "team", "id", kind));
    return made.table(
        "person", Role.OWNED, "id integer, team_id integer", references, List.of(rows));
  }

  @Test
  void everyRowThatIsThereIsFoundAndNullPointsNowhere() {
    assertThat(
            findings(
                people(
                    parents("1|Red", "-2|Blue", "9223372036854775807|Max"),
                    Kind.FOREIGN_KEY,
                    "1|1",
                    "2|-2",
                    "3|\\N",
                    "4|9223372036854775807")))
        .isEmpty();
  }

  @Test
  void rowsWhoseParentIsNotThereAreAnError() {
    assertThat(findings(people(parents("1|Red"), Kind.FOREIGN_KEY, "1|1", "2|7", "3|8", "4|\\N")))
        .containsExactly(
            FILE.formatted("error")
                + "public.person(team_id) → public.team(id) leads out of the snapshot"
                + " (2: [[\"2\",\"7\"],[\"3\",\"8\"]])");
    assertThat(workshop.run("--family", "references").exit()).isEqualTo(1);
  }

  @Test
  void rowsOfATableThatIsNotThereAtAllAreMissingToo() {
    assertThat(findings(people(new MadeSnapshot(), Kind.NOT_VALID, "1|1", "2|\\N")))
        .containsExactly(
            FILE.formatted("error")
                + "public.person(team_id) → public.team(id) leads out of the snapshot"
                + " (1: [[\"1\",\"1\"]])");
  }

  @Test
  void aLookupTableMayHaveTheRowInTheTarget() {
    MadeSnapshot made =
        new MadeSnapshot().table("team", Role.LOOKUP, "id integer", List.of(), List.of("1"));
    assertThat(findings(people(made, Kind.FOREIGN_KEY, "1|1", "2|5")))
        .containsExactly(
            FILE.formatted("warning")
                + "public.person(team_id) → public.team(id) leads out of the snapshot"
                + " (1: [[\"2\",\"5\"]])");
  }

  @Test
  void aReferenceThatNobodyEnforcesIsAWarningInTheNewestVersionOnly() {
    people(parents("1|Red"), Kind.VIRTUAL, "1|2").writeTo(workshop.snapshots(), 1);
    people(parents("1|Red"), Kind.VIRTUAL, "1|1").writeTo(workshop.snapshots(), 2);
    assertThat(workshop.findings("--family", "references")).isEmpty();
    people(parents("1|Red"), Kind.NOT_ENFORCED, "1|2").writeTo(workshop.snapshots(), 3);
    assertThat(workshop.findings("--family", "references"))
        .singleElement()
        .asString()
        .startsWith("references warning: snapshots/all/all_v3_");
  }

  @Test
  void rowsMayReferenceRowsOfTheirOwnTableInAnyOrder() {
    List<Reference> up = List.of(reference("node", "parent", "node", "id", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table(
                "node",
                Role.OWNED,
                "id integer, parent integer",
                up,
                List.of("1|3", "2|2", "3|\\N", "4|9"));
    assertThat(findings(made))
        .containsExactly(
            FILE.formatted("error")
                + "public.node(parent) → public.node(id) leads out of the snapshot"
                + " (1: [[\"4\",\"9\"]])");
  }

  @Test
  void severalColumnsPointTogetherAndOneNullIsEnoughToPointNowhere() {
    List<Reference> references =
        List.of(reference("seat", "hall,nr", "place", "hall,number", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table("place", "number integer, hall text", "12|a", "1|a2", "3|b")
            .table(
                "seat",
                Role.OWNED,
                "id integer, nr integer, hall text",
                references,
                List.of("1|12|a", "2|1|a2", "3|2|a1", "4|\\N|a", "5|3|\\N", "6|3|a"));
    assertThat(findings(made))
        .containsExactly(
            FILE.formatted("error")
                + "public.seat(hall, nr) → public.place(hall, number) leads out of the snapshot"
                + " (2: [[\"3\",\"a1\",\"2\"],[\"6\",\"a\",\"3\"]])");
  }

  /** Values that the server holds to be equal, and one that it does not. */
  @ParameterizedTest
  @CsvSource({
    "integer, bigint, 7, 7, 8",
    "integer, 'numeric(10,2)', 7, 7.00, 7.01",
    "'numeric', 'numeric(6,3)', 1.10, 1.100, 1.11",
    "numeric, numeric, 1E+2, 100, 1E+1",
    "numeric, numeric, NaN, NaN, Infinity",
    "double precision, integer, 0, -0, 1",
    "character(5), text, 'ab   ', ab, abc",
    "public.citext, public.citext, Ada, aDA, Adda",
    "interval, interval, 1 year 2 mons -3 days +04:05:06.5, 417 days 04:05:06.50, 417 days",
    "interval, interval, -00:00:01, -1 days +23:59:59, 00:00:01",
    "uuid, uuid, 6ba7b810-9dad-11d1-80b4-00c04fd430c8, 6ba7b810-9dad-11d1-80b4-00c04fd430c8, 7",
    "character varying(9), text, a\\\\b, a\\\\b, a\\tc"
  })
  void valuesCompareAsTheirTypesDo(
      String parentType, String childType, String parent, String equal, String other) {
    List<Reference> references =
        List.of(reference("child", "parent", "parent", "id", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table("parent", "id " + parentType, parent)
            .table(
                "child",
                Role.OWNED,
                "id integer, parent " + childType,
                references,
                List.of("1|" + equal, "2|" + other));
    assertThat(findings(made))
        .singleElement()
        .asString()
        .contains("leads out of the snapshot (1: [[\"2\",");
  }

  @Test
  void aTextThatACollationMightHoldToBeEqualIsTakenForEqual() {
    List<Reference> references =
        List.of(reference("child", "parent", "parent", "id", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table("parent", "id text", "Zoë", "b", "--")
            .table(
                "child",
                Role.OWNED,
                "id integer, parent text",
                references,
                List.of("1|zoe ", "2|b", "3|c", "4|-", "5|--"));
    assertThat(findings(made))
        .containsExactly(
            FILE.formatted("error")
                + "public.child(parent) → public.parent(id) leads out of the snapshot"
                + " (2: [[\"3\",\"c\"],[\"4\",\"-\"]])");
  }

  @Test
  void ofADomainNobodyKnowsHereWhatIsEqual() {
    List<Reference> references =
        List.of(reference("child", "parent", "parent", "id", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table("parent", "id public.amount", "1.0")
            .table(
                "child",
                Role.OWNED,
                "id integer, parent public.amount",
                references,
                List.of("1|1.00"));
    assertThat(findings(made)).singleElement().asString().startsWith("references warning");
  }

  @Test
  void valuesOfDifferentTypesThatPrintDifferentlyMayBeEqual() {
    List<Reference> references =
        List.of(reference("child", "day", "parent", "day", Kind.FOREIGN_KEY));
    MadeSnapshot made =
        new MadeSnapshot()
            .table("parent", "day date", "2026-01-01")
            .table(
                "child",
                Role.OWNED,
                "id integer, day timestamp without time zone",
                references,
                List.of("1|2026-01-01 00:00:00"));
    assertThat(findings(made)).singleElement().asString().startsWith("references warning");
  }

  @Test
  void aReferenceToAColumnThatIsLeftOutCannotBeFollowed() {
    List<Reference> references =
        List.of(reference("person", "team", "team", "code", Kind.FOREIGN_KEY));
    assertThat(
            findings(
                parents("1|Red")
                    .table(
                        "person", Role.OWNED, "id integer, team text", references, List.of("1|x"))))
        .isEmpty();
  }

  @Test
  void rowsThatAreNotWhatTheHeaderPromisesAreAnError() {
    assertThat(findings(people(parents("1|Red"), Kind.FOREIGN_KEY, "1|1", "2")))
        .containsExactly(FILE.formatted("error") + "row 2 of public.person has 1 values");
    assertThat(findings(people(parents("one|Red"), Kind.FOREIGN_KEY, "1|1")))
        .containsExactly(
            FILE.formatted("error") + "row 1 of public.team has text where an integer belongs");
  }

  @Test
  void aFileThatCannotBeReadIsToldByTheFolderOrElseHere() throws IOException {
    Path file = people(parents(), Kind.FOREIGN_KEY).writeTo(workshop.snapshots(), 1).path();
    workshop.run("--repair");
    Files.writeString(file, "-- nothing\n");
    String finding = FILE.formatted("error") + "this is no loomctl snapshot";
    assertThat(workshop.findings())
        .containsExactly(finding.replace("references error", "snapshots error"));
    assertThat(workshop.findings("--family", "references")).containsExactly(finding);
  }
}
