package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns beside the natural key that others reference: rows keep the values of the target. */
class ReferencedColumnsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE people (id int PRIMARY KEY, mail text NOT NULL UNIQUE, code text UNIQUE);
      CREATE TABLE badges (id int PRIMARY KEY, code text REFERENCES people (code));
      """;

  @TempDir Path folder;

  private final TestDatabase source = TestServer.main().database(SCHEMA);
  private final TestDatabase target = TestServer.main().database(SCHEMA);

  /** NULL identifies nobody: taken for an id, it would cut off the rows that reference this one. */
  @Test
  void whereTheTargetHasNoneTheSnapshotsValueIsTaken() {
    source.execute(
        """
        INSERT INTO people VALUES (1, 'a@x', 'A1'), (2, 'b@x', 'B1'), (3, 'c@x', NULL);
        INSERT INTO badges VALUES (1, 'A1'), (2, 'B1');
        """);
    target.execute(
        "INSERT INTO people VALUES (5, 'a@x', NULL), (6, 'b@x', 'B9'), (7, 'c@x', NULL)");
    Transfer transfer =
        Transfer.of(folder, source, target, "tables: { people: { key: [mail] } }\n");
    transfer.run();
    assertThat(target.query("SELECT * FROM people ORDER BY id"))
        .containsExactly("5|a@x|A1", "6|b@x|B9", "7|c@x|null");
    assertThat(target.query("SELECT * FROM badges ORDER BY id")).containsExactly("1|A1", "2|B9");
    assertThat(transfer.total().written()).isZero();
  }
}
