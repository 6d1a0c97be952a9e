package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.graph.ScenarioName;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.store.SnapshotStore;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The two sides of a comparison. */
record ComparedSnapshots(ScenarioName scenario, SnapshotChoice from, SnapshotChoice to) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Finds both.
   *
   * @param name the scenario; the config need not have it any more if there are versions of it
   * @param live takes the snapshot that stands for the database, given the other side's header
   */
  static ComparedSnapshots find(
      String name,
      String from,
      String to,
      Config config,
      SnapshotStore store,
      Function<SnapshotHeader, SnapshotChoice> live) {
    boolean hasVersions =
        ScenarioName.isValid(name)
            && !store.content().scenario(new ScenarioName(name)).versions().isEmpty();
    ScenarioName scenario = hasVersions ? new ScenarioName(name) : config.scenario(name).name();
    Optional<SnapshotChoice> left = stored(from, scenario, store);
    Optional<SnapshotChoice> right = stored(to, scenario, store);
    SnapshotHeader other = left.or(() -> right).orElseThrow().file().header();
    return new ComparedSnapshots(
        scenario,
        left.orElseGet(() -> live.apply(other)),
        right.orElseGet(() -> live.apply(other)));
  }

  private static Optional<SnapshotChoice> stored(
      String text, ScenarioName scenario, SnapshotStore store) {
    return text.equals(LiveSnapshot.NAME)
        ? Optional.empty()
        : Optional.of(SnapshotChoice.find(text, scenario, store));
  }

  ComparedNames names() {
    return new ComparedNames(scenario.value(), from.label(), to.label());
  }

  /** A line about each side. */
  List<String> descriptions() {
    return Stream.of(from, to)
        .map(
            side -> {
              SnapshotHeader header = side.file().header();
              String message = header.message().isEmpty() ? "" : ": " + header.message();
              return "%s: %s of %s, database %s, PostgreSQL %s%s"
                  .formatted(
                      side.label(),
                      Numbers.count(side.file().trailer().rows(), "row"),
                      TIME.format(header.createdAt()),
                      header.database(),
                      header.server(),
                      message);
            })
        .toList();
  }

  /** What makes the two differ by itself, as sentences. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (SnapshotChoice side : List.of(from, to)) {
      ScenarioName of = side.file().header().scenario();
      if (!of.equals(scenario)) {
        warnings.add(side.label() + " is a snapshot of \"" + of + "\"");
      }
    }
    differing("parameters", header -> header.parameters()).ifPresent(warnings::add);
    differing("--only", SnapshotHeader::only).ifPresent(warnings::add);
    differing("--exclude", SnapshotHeader::exclude).ifPresent(warnings::add);
    return warnings;
  }

  private Optional<String> differing(String what, Function<SnapshotHeader, Object> of) {
    Object before = of.apply(from.file().header());
    Object after = of.apply(to.file().header());
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            "they were taken with different %s: %s %s, %s %s"
                .formatted(what, from.label(), before, to.label(), after));
  }
}
