package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The target's schema need not be the source's, as long as every value has its place. */
class SchemaDifferenceTest {

  private static final String SOURCE =
      """
      CREATE TABLE things (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text, b int NOT NULL,
        c text GENERATED ALWAYS AS (a || '!') STORED);
      INSERT INTO things (a, b) VALUES ('x', 1), (NULL, 2);
      """;

  @TempDir Path folder;

  @Test
  void columnsMayStandInAnotherOrder() {
    TestDatabase source = TestServer.main().database(SOURCE);
    TestDatabase target =
        TestServer.main()
            .database(
                """
                CREATE TABLE things (
                  gone text, b int NOT NULL, c text GENERATED ALWAYS AS (a || '!') STORED, a text,
                  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                ALTER TABLE things DROP gone;
                INSERT INTO things (a, b) VALUES ('old', 1);
                """);
    Transfer transfer = Transfer.of(folder, source, target, "");
    transfer.run();
    assertThat(target.query("SELECT id, a, b, c FROM things ORDER BY id"))
        .containsExactly("1|x|1|x!", "2|null|2|null");
    assertThat(transfer.total().written()).isZero();
  }

  @Test
  void anExtraColumnGetsItsDefaultOrNullAndKeepsWhatItHas() {
    TestDatabase source = TestServer.main().database(SOURCE);
    TestDatabase target =
        TestServer.main()
            .database(
                SOURCE
                    + """
                    UPDATE things SET a = 'old' WHERE id = 1;
                    DELETE FROM things WHERE id = 2;
                    ALTER TABLE things ADD extra text DEFAULT 'new', ADD other int,
                      ADD must text NOT NULL DEFAULT 'must';
                    UPDATE things SET extra = 'kept', other = 7;
                    """);
    Transfer.of(folder, source, target, "").run();
    assertThat(target.query("SELECT id, a, extra, other, must FROM things ORDER BY id"))
        .containsExactly("1|x|kept|7|must", "2|null|new|null|must");
  }

  @Test
  void everythingThatDoesNotFitIsToldAtOnce() {
    TestDatabase source =
        TestServer.main()
            .database(
                SOURCE
                    + """
                    CREATE TABLE gone (id int PRIMARY KEY);
                    CREATE TABLE others (id int PRIMARY KEY, n numeric(8, 3), d date, g int, t text);
                    """);
    TestDatabase target =
        TestServer.main()
            .database(
                """
                CREATE TABLE things (
                  id int PRIMARY KEY, b int NOT NULL, c text, must text NOT NULL);
                CREATE TABLE others (
                  id int PRIMARY KEY, n numeric(8, 2), d timestamp,
                  g int GENERATED ALWAYS AS (1) STORED, t text);
                """);
    Transfer transfer = Transfer.of(folder, source, target, "");
    assertThat(transfer.refused(6))
        .contains(
            "the target has no table public.gone",
            "the target has no column public.things.a",
            "public.things.must must not be null and has no default",
            "public.others.n is of type numeric(8,2)",
            "public.others.d is of type timestamp without time zone",
            "public.others.g is generated")
        .contains("Nothing was changed")
        .doesNotContain("public.others.t");
    assertThat(transfer.refused(6, "--validate-only")).contains("public.others.g is generated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "integer; bigint; 7; 7",
        "bigint; smallint; 7; 7",
        "integer; numeric; 7; 7",
        "integer; text; 7; 7",
        "numeric(6,2); numeric(10,2); 1.50; 1.50",
        "numeric(6,2); numeric; 1.50; 1.50",
        "varchar(5); varchar(9); abc; abc",
        "varchar(9); varchar(5); abc; abc",
        "varchar(5); text; abc; abc",
        "text; varchar(5); abc; abc",
        "char(5); text; abc; 'abc  '",
        "jsonb; text; {}; {}",
        "timestamp(3); timestamp; 2024-01-01; 2024-01-01 00:00:00",
        "time(0); time; 12:00; 12:00:00"
      })
  void valuesFitIntoAnotherType(String from, String to, String given, String stored) {
    assertThat(moved(from, to, given).total().inserted()).isEqualTo(1);
    assertThat(target.query("SELECT v::text FROM t")).containsExactly(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bigint; smallint; 70000; smallint",
        "text; varchar(3); abcd; too long",
        "numeric; integer; 1.5; integer",
        "numeric(10,2); numeric(3,2); 12.50; overflow"
      })
  void aValueThatDoesNotFitIsRefusedWithItsLine(String from, String to, String given, String said) {
    Transfer transfer = moved(from, to, given);
    assertThat(transfer.refused(5)).contains(said).containsPattern("\\.sql:[0-9]+: public.t id 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text; integer; 7",
        "numeric; numeric(5,1); 1",
        "float8; numeric; 1",
        "float8; float4; 1",
        "timestamptz; timestamp; 2024-01-01",
        "timestamp; date; 2024-01-01",
        "char(3); char(5); abc",
        "json; jsonb; {}",
        "text; uuid; 5c0ff1a5-0000-4000-8000-000000000000"
      })
  void aTypeThatMightChangeValuesIsRefused(String from, String to, String given) {
    assertThat(moved(from, to, given).refused(6)).contains("public.t.v is of type");
  }

  @SuppressWarnings("NullAway.Init")
  private TestDatabase target;

  private Transfer moved(String from, String to, String given) {
    String table = "CREATE TABLE t (id int PRIMARY KEY, v %s);";
    TestDatabase source =
        TestServer.main()
            .database(table.formatted(from) + "INSERT INTO t VALUES (1, '" + given + "')");
    target = TestServer.main().database(table.formatted(to));
    return Transfer.of(folder, source, target, "");
  }
}
