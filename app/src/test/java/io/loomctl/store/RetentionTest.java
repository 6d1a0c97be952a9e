package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.graph.ScenarioName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final ScenarioName GENERAL = new ScenarioName("general");

  @Test
  void theNewestStay() {
    assertThat(dropped(new Retention(2, Optional.empty()), whole(1), whole(2), whole(3), whole(4)))
        .containsExactly(1, 2);
  }

  @Test
  void whatIsRecentStays() {
    assertThat(dropped(new Retention(0, since(3)), whole(1), whole(2), whole(3), whole(4)))
        .containsExactly(1, 2);
  }

  @Test
  void whatEitherRuleKeepsStays() {
    assertThat(dropped(new Retention(1, since(3)), whole(1), whole(2), whole(3), whole(4)))
        .containsExactly(1, 2);
    assertThat(dropped(new Retention(3, since(4)), whole(1), whole(2), whole(3), whole(4)))
        .containsExactly(1);
  }

  @Test
  void theLatestStaysEvenBehindPartsAndWhenItIsOld() {
    assertThat(dropped(new Retention(1, Optional.empty()), whole(1), whole(2), part(3), part(4)))
        .containsExactly(1, 3);
    assertThat(dropped(new Retention(0, since(9)), whole(1), whole(2), part(3)))
        .containsExactly(1, 3);
  }

  @Test
  void fewerVersionsThanAreKeptAllStay() {
    assertThat(dropped(new Retention(5, Optional.empty()), whole(1), whole(2))).isEmpty();
    assertThat(dropped(new Retention(5, Optional.empty()))).isEmpty();
  }

  private static List<Integer> dropped(Retention retention, StoredSnapshot... versions) {
    return retention
        .dropped(new StoredScenario(GENERAL, List.of(versions), versions.length))
        .stream()
        .map(StoredSnapshot::version)
        .toList();
  }

  private static Optional<Instant> since(int day) {
    return Optional.of(day(day));
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-0" + day + "T12:00:00Z");
  }

  private static StoredSnapshot whole(int version) {
    return snapshot(version, true);
  }

  private static StoredSnapshot part(int version) {
    return snapshot(version, false);
  }

  private static StoredSnapshot snapshot(int version, boolean whole) {
    return new StoredSnapshot(
        GENERAL,
        version,
        "v" + version,
        day(version),
        1,
        1,
        "schema",
        "sum",
        "",
        whole,
        false,
        Optional.empty());
  }
}
