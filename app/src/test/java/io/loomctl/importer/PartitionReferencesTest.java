package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreign keys that partitions declare for themselves: what a value refers to depends on them. */
class PartitionReferencesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE posts (id int PRIMARY KEY, slug text NOT NULL UNIQUE);
      CREATE TABLE users (id int PRIMARY KEY, mail text NOT NULL UNIQUE);
      CREATE TABLE remarks (kind text, about int, words text) PARTITION BY LIST (kind);
      CREATE TABLE post_remarks PARTITION OF remarks FOR VALUES IN ('post');
      CREATE TABLE user_remarks PARTITION OF remarks FOR VALUES IN ('user');
      CREATE TABLE other_remarks PARTITION OF remarks DEFAULT;
      ALTER TABLE post_remarks ADD FOREIGN KEY (about) REFERENCES posts;
      ALTER TABLE user_remarks ADD FOREIGN KEY (about) REFERENCES users;
      """;

  @TempDir Path folder;

  @Test
  void eachPartitionsRowsFollowItsOwnReference() {
    TestDatabase source = TestServer.main().database(SCHEMA);
    TestDatabase target = TestServer.main().database(SCHEMA);
    source.execute(
        """
        INSERT INTO posts VALUES (1, 'p1'), (2, 'p2');
        INSERT INTO users VALUES (1, 'u1'), (2, 'u2');
        INSERT INTO remarks VALUES ('post', 1, 'on p1'), ('user', 1, 'on u1'), ('user', 2, 'on u2'),
          ('else', 1, 'on the number 1');
        """);
    target.execute(
        """
        INSERT INTO posts VALUES (11, 'p1'), (2, 'p2');
        INSERT INTO users VALUES (21, 'u1'), (22, 'u2');
        """);
    Transfer transfer =
        Transfer.of(
            folder, source, target, "tables: { posts: { key: [slug] }, users: { key: [mail] } }\n");
    transfer.run();
    assertThat(target.query("SELECT * FROM remarks ORDER BY words"))
        .containsExactly(
            "post|11|on p1", "else|1|on the number 1", "user|21|on u1", "user|22|on u2");
    assertThat(transfer.total().written()).isZero();
  }
}
