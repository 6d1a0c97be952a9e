package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys of a type whose operators are outside of the search path: there, {@code =} would be another
 * operator, that of text.
 */
class KeyEqualityTest {

  private static final String SCHEMA =
      """
      CREATE SCHEMA elsewhere;
      CREATE EXTENSION citext SCHEMA elsewhere;
      CREATE TABLE users (email elsewhere.citext PRIMARY KEY, name text);
      CREATE TABLE posts (id int PRIMARY KEY, author elsewhere.citext REFERENCES users);
      CREATE TABLE tags (label elsewhere.citext UNIQUE NULLS NOT DISTINCT, colour text);
      """;

  @TempDir Path folder;

  private final TestDatabase source = TestServer.main().database(SCHEMA);
  private final TestDatabase target = TestServer.main().database(SCHEMA);

  @Test
  void rowsMatchAsTheirUniqueIndexHasIt() {
    source.execute(
        """
        INSERT INTO users VALUES ('Ann@x.org', 'new'), ('bob', 'Bob');
        INSERT INTO tags VALUES ('Red', 'f00'), (NULL, '000');
        """);
    target.execute(
        """
        INSERT INTO users VALUES ('ann@X.org', 'old'), ('carl', 'Carl');
        INSERT INTO tags VALUES ('red', NULL), (NULL, 'fff');
        """);
    Transfer transfer = Transfer.of(folder, source, target, "");
    assertThat(transfer.run("--strategy", "merge"))
        .containsEntry("public.users", new Transfer.Figures(1, 1, 0, 0, 0))
        .containsEntry("public.tags", new Transfer.Figures(0, 2, 0, 0, 0));
    assertThat(target.query("SELECT * FROM users ORDER BY 1"))
        .containsExactly("Ann@x.org|new", "bob|Bob", "carl|Carl");
    assertThat(target.query("SELECT * FROM tags ORDER BY 1"))
        .containsExactly("Red|f00", "null|000");
  }

  @Test
  void rowsAreRequiredAsTheForeignKeyHasIt() {
    source.execute(
        """
        INSERT INTO users VALUES ('Ann', 'Ann'), ('Bob', 'Bob');
        INSERT INTO posts VALUES (1, 'aNN');
        """);
    Transfer transfer =
        Transfer.of(folder, source, target, "scenarios: { it: { tables: { posts: {} } } }");
    transfer.run();
    assertThat(target.query("SELECT * FROM users")).containsExactly("Ann|Ann");
    assertThat(target.query("SELECT * FROM posts")).containsExactly("1|aNN");
  }
}
