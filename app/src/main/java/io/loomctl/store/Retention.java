package io.loomctl.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a scenario stay. What either rule keeps stays, and the latest version always
 * does.
 *
 * @param newest how many of the newest versions to keep, parts counted; 0 for no such rule
 * @param since keeps what was created then or later
 */
public record Retention(int newest, Optional<Instant> since) {

  /** The versions that do not stay, the oldest first. */
  List<StoredSnapshot> dropped(StoredScenario scenario) {
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
