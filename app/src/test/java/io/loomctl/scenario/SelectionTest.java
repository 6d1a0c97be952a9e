package io.loomctl.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a scenario takes: exactly these, no more and no less. */
class SelectionTest {

  private static final String VIRTUAL =
      "tables: { post: { references: { event_xmlid: event.xmlid,"
          + " \"label_kind, label_name\": \"label(kind, name)\" } } }\n";

  private static final String LOOKUP = "tables: { country: { lookup: true } }\n";

  @TempDir Path folder;

  @Test
  void whereTakesTheRowsForWhichItHolds() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"slug = 'berry'\" } } }",
"""
country: at de
person: 1 2
project: 2
""");
  }

  @Test
  void whereMayQualifyColumnsByTheTableAndAskOtherTables() {
    assertSelected(
        "",
        "{ tables: { country: { where: \"EXISTS (SELECT FROM person WHERE person.country = country.code AND id > 3) -- why\" } } }",
"""
country: at fr it
""");
  }

  @Test
  void whereMayUseOperatorsMadeOfQuestionMarks() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"tags ? 'vip' AND tags ?| ARRAY['vip']\" } } }",
"""
country: at
person: 1 5
""");
  }

  @Test
  void whereOfTwoConditionsJoinedByOrKeepsItsMeaningNextToVia() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id, where: \"id = 1 OR id = 3\" } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3
""");
  }

  @Test
  void viaTakesTheChildrenOfOwnedRows() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void viaGoesDownTwoLevels() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
note: 3
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void viaDoesNotDependOnTheOrderInTheConfig() {
    assertSelected(
        "",
        "{ tables: { note: { via: task_id }, task: { via: project_id }, project: { where: \"id = 2\" } } }",
"""
country: at de
note: 3
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void viaAListTakesARowByAnyOfItsReferences() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" }, task: { via: [project_id, parent_id] } } }",
"""
country: at it
person: 1 5 6
project: 3
task: 5 6 7
""");
  }

  @Test
  void viaWithWhereTakesRowsForWhichBothHold() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id, where: \"parent_id IS NULL\" } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3
""");
  }

  @Test
  void viaAParentTableFollowsEveryReferenceToIt() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 5\" }, project: { via: person } } }",
"""
country: at de it
person: 1 2 3 5 6
project: 1 3
""");
  }

  @Test
  void viaAQualifiedParentTableWorksToo() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: public.project } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void viaAColumnFollowsThatReferenceAlone() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 5\" }, project: { via: owner_id } } }",
"""
country: at it
person: 5 6
project: 3
""");
  }

  @Test
  void viaAWholeTableTakesEveryRowThatReferencesIt() {
    assertSelected(
        "",
        "{ tables: { country: {}, person: { via: country } } }",
"""
country: at de fr it xx
person: 1 2 3 4 5 6
""");
  }

  @Test
  void viaDoesNotStartFromRequiredRows() {
    assertSelected(
        "",
        "{ tables: { task: { where: \"id = 4\" }, note: { via: task_id } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void childrenAllFollowsEveryReferenceDown() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" } }, children: all }",
"""
audit_log: 3
country: at it
note: 4 5
person: 1 5 6
project: 3
task: 5 6 7
""");
  }

  @Test
  void childrenNoneIsTheDefault() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" } }, children: none }",
"""
country: at it
person: 5 6
project: 3
""");
  }

  @Test
  void stopKeepsChildrenOutOfTheseTables() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" } }, children: all, stop: [\"*_log\"] }",
"""
country: at it
note: 4 5
person: 1 5 6
project: 3
task: 5 6 7
""");
  }

  @Test
  void stopCutsOffWhatLiesBehindToo() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" } }, children: all, stop: [task] }",
"""
country: at it
person: 5 6
project: 3
""");
  }

  @Test
  void childrenOfAListEntersTheseTablesOnly() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 3\" } }, children: [task, \"aud*\"] }",
"""
audit_log: 3
country: at it
person: 1 5 6
project: 3
task: 5 6 7
""");
  }

  @Test
  void childrenFollowsASelfReferenceToItsEnd() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 1\" } }, children: [person] }",
"""
country: at de fr
person: 1 2 3 4
""");
  }

  @Test
  void childrenStopsAtARowThatReferencesItself() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 6\" } }, children: [person] }",
"""
country: it
person: 6
""");
  }

  @Test
  void childrenStopsInACycleOfRows() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 7\" } }, children: [person] }",
"""
person: 7 8
""");
  }

  @Test
  void childrenGoesRoundACycleOfTables() {
    assertSelected(
        "",
        "{ tables: { ring_a: { where: \"id = 1\" } }, children: all }",
"""
ring_a: 1 2
ring_b: 1 2
""");
  }

  @Test
  void childrenFollowsACycleOfTablesDownWhereNothingLeadsUp() {
    assertSelected(
        "",
        "{ tables: { ring_a: { where: \"id = 4\" } }, children: all }",
"""
ring_a: 4
ring_b: 4
""");
  }

  @Test
  void childrenDoesNotStartFromRequiredRows() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 4\" } }, children: [task] }",
"""
person: 9
project: 4
""");
  }

  @Test
  void requiredRowsComeOverTwoLevels() {
    assertSelected(
        "",
        "{ tables: { task: { where: \"id = 4\" } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""");
  }

  @Test
  void requiredRowsComeOverAChainOfSelfReferences() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 4\" } } }",
"""
country: at de fr
person: 1 2 3 4
""");
  }

  @Test
  void requiredRowsComeOverACycleOfRows() {
    assertSelected(
        "",
        "{ tables: { person: { where: \"id = 8\" } } }",
"""
person: 7 8
""");
  }

  @Test
  void requiredRowsComeOverACycleOfTables() {
    assertSelected(
        "",
        "{ tables: { ring_b: { where: \"id = 2\" } } }",
"""
ring_a: 1 2
ring_b: 1 2
""");
  }

  @Test
  void requiredRowsNeverPullTheirChildren() {
    assertSelected(
        "",
        "{ tables: { ring_a: { where: \"id = 4\" }, person: { where: \"id = 9\" }, country: { where: \"code = 'it'\" } } }",
"""
country: it
person: 9
ring_a: 4
""");
  }

  @Test
  void aReferenceThatIsNullRequiresNothing() {
    assertSelected(
        "",
        "{ tables: { note: { where: \"id = 6\" } } }",
"""
note: 6
""");
  }

  @Test
  void aWholeTableComesWithTheRowsItRequires() {
    assertSelected(
        "",
        "{ tables: { project: {} } }",
"""
country: at de it
person: 1 2 3 5 6 9
project: 1 2 3 4
""");
  }

  @Test
  void aWholeTableWithoutReferencesComesAlone() {
    assertSelected(
        "",
        "{ tables: { country: {} } }",
"""
country: at de fr it xx
""");
  }

  @Test
  void aConditionThatHoldsForNoRowTakesNothing() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"false\" }, task: { via: project_id } }, children: all }",
        "");
  }

  @Test
  void virtualReferencesRequireTheirParents() {
    assertSelected(
        VIRTUAL,
        "{ tables: { post: { where: \"id IN (1, 2)\" } } }",
"""
event: 1 2
label: 1 3
post: 1 2
""");
  }

  @Test
  void virtualReferencesThatAreNullOrPointNowhereRequireNothing() {
    assertSelected(
        VIRTUAL,
        "{ tables: { post: { where: \"id IN (3, 4)\" } } }",
"""
post: 3 4
""");
  }

  @Test
  void withoutVirtualReferencesNothingIsRequired() {
    assertSelected(
        "",
        "{ tables: { post: { where: \"id = 1\" } } }",
"""
post: 1
""");
  }

  @Test
  void viaAVirtualReferenceTakesItsChildren() {
    assertSelected(
        VIRTUAL,
        "{ tables: { event: { where: \"id = 2\" }, post: { via: event_xmlid } } }",
"""
event: 2
label: 3
post: 2
""");
  }

  @Test
  void viaACompositeVirtualReferenceTakesItsChildren() {
    assertSelected(
        VIRTUAL,
        "{ tables: { label: { where: \"id = 3\" }, post: { via: \"label_kind, label_name\" } } }",
"""
event: 2
label: 3
post: 2 5
""");
  }

  @Test
  void viaNamesTheColumnsOfACompositeReferenceInAnyOrder() {
    assertSelected(
        VIRTUAL,
        "{ tables: { label: { where: \"id = 3\" }, post: { via: \"label_name,label_kind\" } } }",
"""
event: 2
label: 3
post: 2 5
""");
  }

  @Test
  void childrenFollowsVirtualReferences() {
    assertSelected(
        VIRTUAL,
        "{ tables: { label: { where: \"id = 3\" } }, children: all }",
"""
event: 2
label: 3
post: 2 5
""");
  }

  @Test
  void childrenDoesNotLeadOutOfALookupTable() {
    assertSelected(
        LOOKUP,
        "{ tables: { country: { where: \"code = 'fr'\" } }, children: all }",
"""
country: fr
""");
  }

  @Test
  void aParameterHasItsDefault() {
    assertSelected(
        "",
        "{ params: { name: Ada }, tables: { person: { where: \"name = :name\" } } }",
"""
country: at
person: 1
""");
  }

  @Test
  void aGivenParameterReplacesTheDefault() {
    assertSelected(
        "",
        "{ params: { name: Ada }, tables: { person: { where: \"name = :name\" } } }",
"""
person: 9
""",
        "--param",
        "name=Ida");
  }

  @Test
  void aParameterIsAValueWhateverItHolds() {
    assertSelected(
        "",
        "{ params: { name: Ada }, tables: { person: { where: \"name = :name\" } } }",
"""
person: 10
""",
        "--param",
        "name='; DROP TABLE x; --");
  }

  @Test
  void aParameterMayLookLikeAParameter() {
    assertSelected(
        "",
        "{ params: { name: Ada }, tables: { person: { where: \"name = :name\" } } }",
"""
person: 11
""",
        "-p",
        "name=:name");
  }

  @Test
  void anEmptyParameterIsAnEmptyString() {
    assertSelected(
        "",
        "{ params: { name: Ada }, tables: { person: { where: \"name = :name\" } } }",
        "",
        "-p",
        "name=");
  }

  @Test
  void parametersAreNotReplacedInStringsCommentsCastsAndSlices() {
    assertSelected(
        "",
        "{ params: { name: Ida, low: \"1\" }, tables: { person: { where: \"name = :name -- it's :nope\\n AND ':nope' <> 'x' /* ':nope */ AND E'\\\\':nope' <> '' AND $t$ :nope' $t$ <> '' AND (ARRAY['a', name])[id - id + 1:id-id+2] @> ARRAY[:name]::text[] AND name::text = :name AND id > :low::int\" } } }",
"""
person: 9
""");
  }

  @Test
  void parametersReachTheConditionOfViaToo() {
    assertSelected(
        "",
        "{ params: { least: \"4\" }, tables: { project: { where: \"id = 2\" }, task: { via: project_id, where: \"id < :least\" } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3
""");
  }

  @Test
  void onlyTakesThatTableAndWhatItRequires() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2
project: 2
""",
        "--only",
        "project");
  }

  @Test
  void includeIsAnotherWordForOnly() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2
project: 2
""",
        "--include",
        "public.project");
  }

  @Test
  void onlyTakesAPattern() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
note: 3
person: 1 2 5
project: 2
task: 3
""",
        "--only",
        "no*");
  }

  @Test
  void onlyTakesAGroup() {
    assertSelected(
        "groups: { work: [project, task] }\n",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""",
        "--only",
        "work");
  }

  @Test
  void onlyTakesAList() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
note: 3
person: 1 2 5
project: 2
task: 3 4
""",
        "--only",
        "note,task");
  }

  @Test
  void excludeLeavesATableOut() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""",
        "--exclude",
        "note");
  }

  @Test
  void excludeTakesAPattern() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2
project: 2
""",
        "--exclude",
        "n*",
        "--exclude",
        "public.t*");
  }

  @Test
  void excludeTakesAGroup() {
    assertSelected(
        "groups: { work: [note, \"ta*\"] }\n",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2
project: 2
""",
        "--exclude",
        "work");
  }

  @Test
  void excludeGoesAgainstOnly() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
person: 1 2 5
project: 2
task: 3 4
""",
        "--only",
        "note,task",
        "--exclude",
        "note");
  }

  @Test
  void anExcludedTableStillGivesTheRowsThatOthersRequire() {
    assertSelected(
        "",
        "{ tables: { project: { where: \"id = 2\" }, task: { via: project_id }, note: { via: task_id } } }",
"""
country: at de
note: 3
person: 1 2 5
project: 2
task: 3
""",
        "--exclude",
        "task,project");
  }

  @Test
  void aLookupTableHoldsTheReferencedRowsOnlyAndSaysSo() throws IOException {
    Path file = export(LOOKUP, "{ tables: { person: { where: \"id = 4\" } } }");
    assertThat(SelectedRows.of(file)).hasToString("country: at de fr\nperson: 1 2 3 4\n");
    assertThat(Files.readString(file)).contains("{\"name\":\"public.country\",\"role\":\"lookup\"");
  }

  @Test
  void anExcludedColumnIsInNoBlockAndItsReferenceIsNotFollowed() throws IOException {
    String exclude = "tables: { person: { exclude: [country, name] } }\n";
    Path file = export(exclude, "{ tables: { person: { where: \"id = 4\" } } }");
    SelectedRows rows = SelectedRows.of(file);
    assertThat(rows).hasToString("person: 1 2 3 4\n");
    assertThat(rows.columns("person")).isEqualTo("id, boss_id, tags");
    assertThat(Files.readString(file)).doesNotContain("Dan");
  }

  @Test
  void aConditionMayUseAnExcludedColumn() {
    assertSelected(
        "tables: { person: { exclude: [country, name] } }\n",
        "{ tables: { country: { where: \"code = 'fr'\" }, person: { via: country, where: \"name ="
            + " 'Dan'\" } } }",
        "country: fr\nperson: 1 2 3 4\n");
  }

  @Test
  void everythingIsEveryTableOfTheSchemasOnce() {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE SCHEMA extra;
                CREATE SCHEMA hidden;
                CREATE TABLE plain (id int PRIMARY KEY);
                CREATE TABLE extra.plain (id int PRIMARY KEY);
                CREATE TABLE hidden.parent (id int PRIMARY KEY);
                CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES hidden.parent);
                CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
                CREATE TABLE extra.parts_high PARTITION OF parts DEFAULT;
                CREATE TABLE base (id int PRIMARY KEY);
                CREATE TABLE heir () INHERITS (base);
                CREATE VIEW seen AS SELECT * FROM plain;
                CREATE MATERIALIZED VIEW kept AS SELECT * FROM plain;
                CREATE TABLE of_extension (id int PRIMARY KEY);
                ALTER EXTENSION plpgsql ADD TABLE of_extension;
                INSERT INTO plain VALUES (1), (2);
                INSERT INTO extra.plain VALUES (3);
                INSERT INTO hidden.parent VALUES (1), (2);
                INSERT INTO child VALUES (1, 2);
                INSERT INTO parts VALUES (5), (50);
                INSERT INTO base VALUES (1);
                INSERT INTO heir VALUES (2);
                INSERT INTO of_extension VALUES (1);
                REFRESH MATERIALIZED VIEW kept;
                """);
    Cli cli =
        new Cli(folder).config(database, "schemas: [public, extra]\nscenarios: { all: {} }\n");
    assertThat(SelectedRows.of(cli.export("all")))
        .hasToString(
            """
            base: 1
            child: 1
            extra.plain: 3
            heir: 2
            hidden.parent: 2
            parts: 5 50
            plain: 1 2
            """);
    cli.config(database, "tables: { of_extension: {} }\nscenarios: { all: {} }\n");
    assertThat(SelectedRows.of(cli.export("all")).toString())
        .contains("of_extension: 1\n")
        .doesNotContain("extra.plain");
  }

  private void assertSelected(String top, String scenario, String expected, String... args) {
    assertThat(SelectedRows.of(export(top, scenario, args))).hasToString(expected);
  }

  private Path export(String top, String scenario, String... args) {
    return new Cli(folder)
        .config(TestServer.main().database(SCHEMA), top + "scenarios:\n  part: " + scenario + "\n")
        .export("part", args);
  }

  private static final String SCHEMA = schema();

  private static String schema() {
    try {
      return Files.readString(Path.of("src/test/resources/scenario/selection.sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
