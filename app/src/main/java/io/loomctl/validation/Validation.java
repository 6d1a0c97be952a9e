package io.loomctl.validation;

import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.format.Unpacking;
import io.loomctl.progress.ProgressListener;
import io.loomctl.store.SnapshotStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at everything that can be wrong, and never stops at the first thing that is. */
public final class Validation {

  /**
   * What to look at.
   *
   * @param database one of the config's; else the first
   * @param scenario restricts the checks to what concerns one scenario
   * @param families those to run
   * @param repair whether to make the manifest and the pointers anew
   * @param fix whether to run the rules' fixes
   * @param allowProtected whether a fix may write to a protected database
   */
  public record Request(
      Path config,
      Map<String, String> environment,
      Optional<String> database,
      Optional<String> scenario,
      Set<Family> families,
      boolean repair,
      boolean fix,
      boolean allowProtected) {

    public Request {
      environment = Map.copyOf(environment);
      families = Set.copyOf(families);
    }
  }

  /**
   * What was found.
   *
   * @param failure what kept checks from running, if anything did: a config that cannot be read, a
   *     database that cannot be reached
   */
  public record Result(List<Check> checks, Optional<LoomctlException> failure) {

    public Result {
      checks = List.copyOf(checks);
    }

    public long count(Check.Status status) {
      return checks.stream().filter(check -> check.status() == status).count();
    }
  }

  private final DatabaseSource source;
  private final Unpacking unpacking;
  private final Compatibility compatibility;
  private final ProgressListener progress;
  private final BooleanSupplier stopped;
  private final List<Check> checks = new ArrayList<>();
  private @Nullable LoomctlException failure;

  /**
   * A validation that has not run yet.
   *
   * @param stopped whether the user asked to stop
   */
  public Validation(
      DatabaseSource source,
      Unpacking unpacking,
      Compatibility compatibility,
      ProgressListener progress,
      BooleanSupplier stopped) {
    this.source = source;
    this.unpacking = unpacking;
    this.compatibility = compatibility;
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * Runs the checks.
   *
   * @throws io.loomctl.failure.UsageException when the request names what does not exist
   * @throws RefusedException when fixes may not write to the database
   */
  public Result run(Request request) {
    try {
      Config config = Config.read(request.config(), request.environment());
      checkRequest(request, config);
      runAll(request, config);
    } catch (ConfigException e) {
      checks.add(ConfigChecks.unreadable(e));
      Problem reason = Problem.of("the config cannot be read");
      request.families().stream()
          .filter(family -> family != Family.CONFIG)
          .sorted()
          .forEach(family -> checks.add(Check.notRun(family, reason)));
      failure = e;
    }
    return new Result(checks, Optional.ofNullable(failure));
  }

  private static void checkRequest(Request request, Config config) {
    DatabaseConfig database = config.database(request.database());
    request.scenario().ifPresent(config::scenario);
    if (request.fix() && database.guarded() && !request.allowProtected()) {
      throw new RefusedException(
          Problem.at(
                  database.where(),
                  "database \"" + database.name() + "\" is protected: fixes may not write to it")
              .hint("pass --allow-protected if that is meant"));
    }
  }

  private void runAll(Request request, Config config) {
    List<ScenarioConfig> scenarios =
        request.scenario().map(name -> List.of(config.scenario(name))).orElse(config.scenarios());
    LiveDatabase live = new LiveDatabase(source, config);
    SnapshotStore store = new SnapshotStore(config.snapshots(), unpacking);
    Reading reading = new Reading(progress, stopped);
    for (Family family : Family.values()) {
      if (request.families().contains(family)) {
        guarded(
            family,
            switch (family) {
              case CONFIG -> new ConfigChecks(config, scenarios);
              case SCHEMA -> new SchemaChecks(live, scenarios);
              case SNAPSHOTS -> new SnapshotChecks(store, request, config, reading);
              case REFERENCES ->
                  new ReferenceChecks(store, request, reading, ReferenceScan.capacityOfHeap());
              case COMPATIBILITY -> new CompatibilityChecks(store, live, scenarios, compatibility);
              case DATA -> new DataChecks(live, request.scenario().map(config::scenario));
              case PRIVACY ->
                  new PrivacyChecks(live, scenarios, config.database(request.database()));
              case RULES -> new RuleChecks(live, config.rules(), request.fix());
            });
      }
    }
  }

  /** What a family had found before something got in its way stays. */
  private void guarded(Family family, Checks work) {
    try {
      work.run(checks::add);
    } catch (InterruptedCommandException e) {
      throw e;
    } catch (LoomctlException e) {
      checks.add(Check.notRun(family, e.problems().get(0)));
      failure = Objects.requireNonNullElse(failure, e);
    }
  }
}
