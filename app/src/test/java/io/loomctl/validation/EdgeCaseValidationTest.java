package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Schemas;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is found where odd things are as they should be. */
class EdgeCaseValidationTest {

  @TempDir Path folder;

  @Test
  void everyEdgeCaseIsFineOnTheNewestServer() {
    TestDatabase database = TestServer.main().database(Schemas.withData(18));
    assertThat(findings(database)).isEmpty();
  }

  @Test
  void everyEdgeCaseIsFineOnTheOldestServer() {
    TestDatabase database = TestServer.oldest().database(Schemas.withData(14));
    assertThat(findings(database)).isEmpty();
  }

  @Test
  void theOldestServerKnowsAllThatTheChecksAsk() {
    TestDatabase database = TestServer.oldest().database(Workshop.SCHEMA);
    Workshop workshop = new Workshop(folder, database);
    workshop.export();
    assertThat(workshop.findings()).isEmpty();
    workshop.edit(
        "SELECT id, body FROM note WHERE body = ''\" }",
        "SELECT id FROM note\", fix: \"DELETE FROM note\" }");
    assertThat(workshop.findings("--fix")).isEmpty();
    assertThat(database.count("note")).isZero();
  }

  private List<String> findings(TestDatabase database) {
    Workshop workshop = new Workshop(folder, database);
    workshop.config(schemas(database) + "\nscenarios: { all: {} }\n");
    workshop.export();
    return workshop.findings().stream()
        .filter(finding -> !finding.contains(" looks personal: "))
        .toList();
  }

  /** JSON strings are YAML too, and keep line breaks. */
  private static String schemas(TestDatabase database) {
    return database
        .query(
            "SELECT to_json(quote_ident(nspname)) FROM pg_namespace WHERE nspname !~ '^pg_' AND"
                + " nspname <> 'information_schema' ORDER BY nspname")
        .stream()
        .collect(Collectors.joining(", ", "schemas: [", "]"));
  }
}
