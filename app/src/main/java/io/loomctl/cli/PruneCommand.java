package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.graph.ScenarioName;
import io.loomctl.store.Retention;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreContent;
import io.loomctl.store.StoredSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl prune}. */
@Command(
    name = "prune",
    description = {
      "Delete old versions of a scenario.",
      "With both options a version stays that either of them keeps. The latest version always"
          + " stays, and so does every version that a delta which stays is made on."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 config, 4 snapshot folder."})
final class PruneCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(paramLabel = "SCENARIO", description = "The scenario.")
  String scenario;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N versions, at least 1.")
  @Nullable Integer keep;

  @Option(
      names = "--keep-days",
      paramLabel = "D",
      description = "Keep the versions of the last D days, at least 1.")
  @Nullable Integer keepDays;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Show what would be deleted, and delete nothing.")
  boolean dryRun;

  PruneCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.options.checkFormat("prune", Format.TEXT, Format.JSON);
    Retention retention = retention(Clock.systemUTC());
    Config config = Config.read(root.options.config, root.console().environment());
    SnapshotStore store = root.store(config);
    StoreContent content = store.content();
    ScenarioName name = StoredName.find(scenario, config, content);
    List<StoredSnapshot> all = content.scenario(name).versions();
    List<StoredSnapshot> deleted =
        dryRun ? store.prunable(name, retention) : store.prune(name, retention);
    List<StoredSnapshot> kept = all.stream().filter(each -> !deleted.contains(each)).toList();
    if (root.options.json()) {
      JsonOutput.print(root.console().out(), document(store, name, deleted, kept));
    } else {
      deleted.stream()
          .map(snapshot -> ExportOutput.display(store.pathOf(snapshot)))
          .forEach(root.console().out()::println);
      root.console().out().println(sentence(name, deleted, kept));
    }
    return ExitCode.DONE.code();
  }

  private Retention retention(Clock clock) {
    if (keep == null && keepDays == null) {
      throw new UsageException(
          Problem.of("prune needs to know what to keep")
              .hint("give --keep N, --keep-days D or both"));
    }
    return new Retention(
        keep == null ? 0 : positive("--keep", keep),
        Optional.ofNullable(keepDays)
            .map(days -> clock.instant().minus(Duration.ofDays(positive("--keep-days", days)))));
  }

  private static int positive(String option, int number) {
    if (number < 1) {
      throw new UsageException(Problem.of(option + " has to be at least 1, but was " + number));
    }
    return number;
  }

  private String sentence(
      ScenarioName name, List<StoredSnapshot> deleted, List<StoredSnapshot> kept) {
    String stay = kept.size() == 1 ? "stays" : "stay";
    if (deleted.isEmpty()) {
      return "%s: nothing to delete, %s %s"
          .formatted(name, Numbers.count(kept.size(), "version"), stay);
    }
    return "%s: %s %s (%s), %s %s"
        .formatted(
            name,
            Numbers.count(deleted.size(), "version"),
            dryRun ? "would be deleted" : "deleted",
            Numbers.size(bytes(deleted)),
            Numbers.count(kept.size()),
            stay);
  }

  private static long bytes(List<StoredSnapshot> snapshots) {
    return snapshots.stream().mapToLong(StoredSnapshot::bytes).sum();
  }

  private ObjectNode document(
      SnapshotStore store,
      ScenarioName name,
      List<StoredSnapshot> deleted,
      List<StoredSnapshot> kept) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", name.value()).put("dry_run", dryRun);
    ArrayNode list = json.putArray("deleted");
    for (StoredSnapshot snapshot : deleted) {
      list.addObject()
          .put("version", snapshot.version())
          .put("file", ExportOutput.display(store.pathOf(snapshot)))
          .put("bytes", snapshot.bytes());
    }
    ArrayNode staying = json.putArray("kept");
    kept.forEach(snapshot -> staying.add(snapshot.version()));
    json.put("bytes", bytes(deleted));
    return json;
  }
}
