package io.loomctl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loomctl.testing.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFindingsTest {

  private Workshop workshop;

  @BeforeEach
  void open(@TempDir Path folder) {
    workshop = new Workshop(folder);
  }

  @Test
  void nothingIsWrongInAHealthyDatabaseWithHealthySnapshots() {
    workshop.export();
    workshop.export();
    assertThat(workshop.findings()).isEmpty();
    List<String> notRun = new ArrayList<>();
    for (JsonNode check : workshop.checks()) {
      if (!check.path("status").asText().equals("pass")) {
        notRun.add(check.path("family").asText());
      }
    }
    assertThat(notRun).isEmpty();
    assertThat(workshop.run().exit()).isZero();
    assertThat(workshop.run("one", "--strict").exit()).isZero();
  }

  @Test
  void everyMistakeOfAConfigIsAFindingAndTheOtherFamiliesDoNotRun() {
    workshop.config("tables: { person: { kee: [mail] } }\nscenarios: { s: { childern: all } }\n");
    assertThat(workshop.findings())
        .containsExactly(
            "config error: tables.person.kee: unknown key \"kee\"",
            "config error: scenarios.s.childern: unknown key \"childern\"");
    JsonNode checks = workshop.checks();
    assertThat(checks).hasSize(8);
    for (JsonNode check : checks) {
      boolean config = check.path("family").asText().equals("config");
      assertThat(check.path("status").asText()).isEqualTo(config ? "error" : "not_run");
      assertThat(check.path("reason").asText())
          .isEqualTo(config ? "null" : "the config cannot be read");
    }
    assertThat(workshop.run().exit()).isEqualTo(3);
    assertThat(workshop.run("--family", "snapshots").exit()).isEqualTo(3);
  }

  @Test
  void aConfigThatIsNotThereIsOneAsWell(@TempDir Path elsewhere) {
    Cli.Run run = new Cli(elsewhere).run("validate", "--family", "config");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("✗").contains("there is no such file").contains("1 error");
  }

  @Test
  void aParameterThatIsNotDeclaredIsFoundOnce() {
    workshop.edit("mail = :mail", "mail = :mail AND country = :cuontry");
    assertThat(workshop.findings())
        .containsExactly(
            "config error: scenarios.one.tables.person.where: the SQL uses \":cuontry\", which is"
                + " no parameter");
  }

  @Test
  void aParameterThatNothingUsesIsAWarning() {
    workshop.edit("id >= :least", "id >= 1");
    assertThat(workshop.findings())
        .containsExactly(
            "config warning: scenarios.one: no condition of scenario \"one\" uses its parameter"
                + " \"least\"");
    assertThat(workshop.run().exit()).isZero();
    assertThat(workshop.run("--strict").exit()).isEqualTo(1);
  }

  @Test
  void aScenarioRestrictsWhatIsLookedAt() {
    workshop.edit("id >= :least", "id >= 1");
    assertThat(workshop.findings("all")).isEmpty();
    assertThat(workshop.findings("one")).hasSize(1);
  }
}
