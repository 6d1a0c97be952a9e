package io.loomctl.cli;

import io.loomctl.exporter.Export;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.UsageException;
import io.loomctl.graph.ScenarioName;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoredSnapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code --since} stands for. */
final class SinceText {

  private SinceText() {}

  /**
   * Finds what a delta is to be made on.
   *
   * @throws UsageException when the text is neither a version nor a time
   * @throws RefusedException when changes between the newest version and the time would be missing
   */
  static Export.Since find(String text, ScenarioName scenario, SnapshotStore store) {
    OptionalInt version = VersionText.number(text);
    if (version.isPresent()) {
      return base(store.find(scenario, version.getAsInt()), store);
    } else if (text.equals("latest")) {
      return base(store.latest(scenario), store);
    }
    Instant time = time(text);
    StoredSnapshot latest = store.latest(scenario);
    if (latest.createdAt().isBefore(time)) {
      throw new RefusedException(
          Problem.of(
                  "v%d was taken before %s: what changed in between would be missing"
                      .formatted(latest.version(), time))
              .hint("name a time before " + latest.createdAt() + ", or use --since latest"));
    }
    return new Export.Since(store.open(latest), Optional.of(time));
  }

  private static Export.Since base(StoredSnapshot snapshot, SnapshotStore store) {
    return new Export.Since(store.open(snapshot), Optional.empty());
  }

  /** A date is its beginning, and a time without an offset is one, in UTC. */
  private static Instant time(String text) {
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return text.matches(".*(Z|[+-][0-9:]{2,8})")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UsageException(
          Problem.of("--since takes a version or a time, not \"" + text + "\"")
              .hint("write v3, latest, 2026-11-20 or 2026-11-20T18:00:00Z"));
    }
  }
}
