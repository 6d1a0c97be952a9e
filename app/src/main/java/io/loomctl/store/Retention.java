package io.loomctl.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a scenario stay. What either rule keeps stays, and the latest version always
 * does; so does every base that one of these needs.
 *
 * @param newest how many of the newest versions to keep, parts counted; 0 for no such rule
 * @param since keeps what was created then or later
 */
public record Retention(int newest, Optional<Instant> since) {

  /** The versions that do not stay, the oldest first. */
  List<StoredSnapshot> dropped(StoredScenario scenario) {
    List<StoredSnapshot> versions = scenario.versions();
    List<StoredSnapshot> dropped = old(scenario);
    // The newest first: what stays keeps its base, which is older, and that its own.
    for (int i = versions.size() - 1; i >= 0; i--) {
      StoredSnapshot snapshot = versions.get(i);
      if (!dropped.contains(snapshot)) {
        snapshot
            .base()
            .ifPresent(base -> dropped.removeIf(each -> each.version() == base.version()));
      }
    }
    return dropped;
  }

  private List<StoredSnapshot> old(StoredScenario scenario) {
    List<StoredSnapshot> versions = scenario.versions();
    List<StoredSnapshot> dropped = new ArrayList<>();
    for (StoredSnapshot snapshot : versions.subList(0, Math.max(0, versions.size() - newest))) {
      boolean recent = since.map(start -> !snapshot.createdAt().isBefore(start)).orElse(false);
      if (!recent && !scenario.latest().equals(Optional.of(snapshot))) {
        dropped.add(snapshot);
      }
    }
    return dropped;
  }
}
