package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ScenarioName;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreContent;
import io.loomctl.store.StoredBase;
import io.loomctl.store.StoredScenario;
import io.loomctl.store.StoredSnapshot;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loomctl list-exports}. */
@Command(
    name = "list-exports",
    description = "List the versions in the snapshot folder, the newest first.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ListExportsCommand implements Callable<Integer> {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final int FINGERPRINT = 6;

  private final Loomctl root;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "A scenario; else all that have versions.")
  @Nullable String scenario;

  @Mixin IdentityOptions identities;

  ListExportsCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.options.checkFormat("list-exports", Format.TEXT, Format.JSON);
    root.keyring().take(identities);
    Config config = Config.read(root.options.config, root.console().environment());
    SnapshotStore store = root.store(config);
    StoreContent content = store.content();
    for (Problem problem : content.problems()) {
      root.console().err().println("warning: " + problem);
    }
    List<StoredScenario> scenarios = chosen(config, content);
    if (root.options.json()) {
      JsonOutput.print(root.console().out(), document(store, scenarios));
    } else if (scenarios.isEmpty()) {
      root.console().err().println("no snapshots in " + ExportOutput.display(store.root()));
    } else {
      int width = root.console().outTerminal() ? root.console().width() : 0;
      table(scenarios).lines(width).forEach(root.console().out()::println);
    }
    return ExitCode.DONE.code();
  }

  /** A scenario that the config no longer has can still have versions. */
  private List<StoredScenario> chosen(Config config, StoreContent content) {
    List<StoredScenario> known =
        content.scenarios().values().stream()
            .filter(candidate -> !candidate.versions().isEmpty())
            .toList();
    if (scenario == null) {
      return known;
    }
    List<StoredScenario> named =
        known.stream().filter(found -> found.scenario().value().equals(scenario)).toList();
    if (named.isEmpty()) {
      ScenarioName name = config.scenario(scenario).name();
      root.console().err().println("no snapshots of \"" + name + "\"");
    }
    return named;
  }

  private static TextTable table(List<StoredScenario> scenarios) {
    TextTable table =
        new TextTable("SCENARIO", "VERSION", "CREATED", ">ROWS", ">SIZE", "SCHEMA", "MESSAGE");
    for (StoredScenario scenario : scenarios) {
      String name = scenario.scenario().value();
      for (StoredSnapshot snapshot : newestFirst(scenario)) {
        table.row(
            name,
            "v" + snapshot.version() + remark(scenario, snapshot),
            LOCAL.format(snapshot.createdAt()),
            Numbers.count(snapshot.rows()),
            Numbers.size(snapshot.bytes()),
            snapshot.schema().substring(0, Math.min(FINGERPRINT, snapshot.schema().length())),
            snapshot.message().lines().findFirst().orElse(""));
        name = "";
      }
    }
    return table;
  }

  private static String remark(StoredScenario scenario, StoredSnapshot snapshot) {
    String remark =
        snapshot.base().map(found -> " on v" + found.version()).orElse("")
            + (snapshot.masked() ? " masked" : "");
    if (!snapshot.whole()) {
      return remark + " part";
    }
    return remark + (scenario.latest().equals(Optional.of(snapshot)) ? " latest" : "");
  }

  private static List<StoredSnapshot> newestFirst(StoredScenario scenario) {
    List<StoredSnapshot> versions = new ArrayList<>(scenario.versions());
    Collections.reverse(versions);
    return versions;
  }

  private static ObjectNode document(SnapshotStore store, List<StoredScenario> scenarios) {
    ObjectNode json = JsonOutput.object();
    ArrayNode list = json.putArray("scenarios");
    for (StoredScenario scenario : scenarios) {
      ObjectNode entry = list.addObject().put("scenario", scenario.scenario().value());
      scenario.latest().ifPresent(latest -> entry.put("latest", latest.version()));
      ArrayNode versions = entry.putArray("versions");
      for (StoredSnapshot snapshot : newestFirst(scenario)) {
        versions
            .addObject()
            .put("version", snapshot.version())
            .put("file", ExportOutput.display(store.pathOf(snapshot)))
            .put("created_at", snapshot.createdAt().toString())
            .put("rows", snapshot.rows())
            .put("bytes", snapshot.bytes())
            .put("schema", snapshot.schema())
            .put("sha256", snapshot.sha256())
            .put("message", snapshot.message())
            .put("whole", snapshot.whole())
            .put("masked", snapshot.masked())
            .put("base", snapshot.base().map(StoredBase::version).orElse(null));
      }
    }
    return json;
  }
}
