package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of some tables only, and those that are not meant to change anything. */
class OptionsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE users (id serial PRIMARY KEY, mail text NOT NULL UNIQUE);
      CREATE TABLE posts (id serial PRIMARY KEY, author int NOT NULL REFERENCES users, t text);
      CREATE TABLE tags (name text PRIMARY KEY, n int);
      """;

  private static final String ROWS =
      """
      INSERT INTO users (mail) VALUES ('a'), ('b');
      INSERT INTO posts (author, t) VALUES (1, 'x'), (2, 'y');
      INSERT INTO tags VALUES ('t', 1);
      """;

  private static final String YAML =
      "tables: { users: { key: [mail] } }\ngroups: { texts: [posts, \"ta*\"] }\n";

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private TestDatabase source;

  @SuppressWarnings("NullAway.Init")
  private TestDatabase target;

  private Transfer transfer(String here) {
    source = TestServer.main().database(SCHEMA + ROWS);
    target = TestServer.main().database(SCHEMA + here);
    return Transfer.of(folder, source, target, YAML);
  }

  @Test
  void onlyTheTablesThatAreNamedAreWrittenAndReferencesFollowTheRest() {
    Transfer transfer =
        transfer(
            """
            INSERT INTO users VALUES (7, 'b'), (8, 'a'), (9, 'own');
            INSERT INTO posts (author, t) VALUES (9, 'own');
            INSERT INTO tags VALUES ('own', 1);
            """);
    assertThat(transfer.run("--only", "posts")).containsOnlyKeys("public.posts", "total");
    assertThat(target.query("SELECT id, author, t FROM posts ORDER BY id"))
        .containsExactly("1|8|x", "2|7|y");
    assertThat(target.query("SELECT id, mail FROM users ORDER BY id"))
        .containsExactly("7|b", "8|a", "9|own");
    assertThat(target.query("SELECT name FROM tags")).containsExactly("own");
    assertThat(transfer.run("--exclude", "texts")).containsOnlyKeys("public.users", "total");
    assertThat(target.query("SELECT name FROM tags")).containsExactly("own");
    assertThat(transfer.run("--only", "texts"))
        .containsOnlyKeys("public.posts", "public.tags", "total");
    assertThat(target.query("SELECT name FROM tags")).containsExactly("t");
  }

  @Test
  void aRowThatIsMissingInATableThatIsNotWrittenIsRefused() {
    Transfer transfer = transfer("INSERT INTO users VALUES (7, 'b')");
    assertThat(transfer.refused(6, "--exclude", "users"))
        .contains("public.posts", "public.users that the database does not have", "a");
    assertThat(transfer.refused(2, "--only", "nothing")).contains("nothing");
  }

  @Test
  void aDryRunChangesNothingAndTellsTheSameFigures() {
    Transfer transfer =
        transfer(
            """
            INSERT INTO users VALUES (7, 'b'), (9, 'own');
            INSERT INTO posts (author, t) VALUES (9, 'own'), (7, 'y');
            """);
    var contents = target.contents();
    var sequences = target.sequences();
    var dry = transfer.run("--dry-run");
    assertThat(target.contents()).isEqualTo(contents);
    assertThat(target.sequences()).isEqualTo(sequences);
    assertThat(transfer.run()).isEqualTo(dry);
    assertThat(Objects.requireNonNull(dry.get("total")).written()).isPositive();
  }

  @Test
  void aDryRunFailsWhereTheImportWould() {
    Transfer transfer = transfer("ALTER TABLE posts ADD CHECK (t <> 'y');");
    assertThat(transfer.refused(5, "--dry-run")).contains("posts_t_check");
    assertThat(transfer.refused(5)).contains("posts_t_check");
    target.execute(
        """
        ALTER TABLE posts DROP CONSTRAINT posts_t_check;
        CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS
          $$BEGIN RAISE EXCEPTION 'too late'; END$$;
        CREATE CONSTRAINT TRIGGER late AFTER INSERT ON posts DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION late();
        """);
    assertThat(transfer.refused(5, "--dry-run", "--triggers", "on")).contains("too late");
    assertThat(transfer.refused(5, "--triggers", "on")).contains("too late");
  }

  @Test
  void validatingOnlyTouchesNothing() {
    Transfer transfer = transfer("");
    var versions = Versions.of(target);
    assertThat(transfer.attempt("--validate-only").exit()).isZero();
    assertThat(Versions.of(target)).isEqualTo(versions);
    target.execute("DROP TABLE posts");
    assertThat(transfer.attempt("--validate-only").exit()).isEqualTo(6);
    assertThat(transfer.attempt("--validate-only", "--exclude", "posts").exit()).isZero();
  }
}
