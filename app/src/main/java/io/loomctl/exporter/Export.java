package io.loomctl.exporter;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.delta.DeltaSummary;
import io.loomctl.format.Packing;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConsistentView;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.store.Draft;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes a snapshot of a scenario. */
public final class Export {

  /** Where a snapshot goes. */
  public sealed interface Destination {

    /**
     * The snapshot folder, as a new version.
     *
     * @param force whether to write one also when nothing changed
     */
    record Version(SnapshotStore store, boolean force) implements Destination {}

    /** A file outside the snapshot folder, replaced when it is there; no version. */
    record File(Path path) implements Destination {}

    /** A stream, which stays open; no version. */
    record Stream(OutputStream out) implements Destination {}
  }

  /**
   * What to export.
   *
   * @param parameters values given for the scenario's parameters
   * @param jobs how many tables are read at the same time, at least 1
   * @param packing how the file is kept
   * @param since writes a delta; nothing for all rows
   * @param tool what the snapshot names as its writer
   */
  public record Request(
      Config config,
      ScenarioConfig scenario,
      Map<String, String> parameters,
      Narrowing narrowing,
      String message,
      int jobs,
      Packing packing,
      Optional<Since> since,
      String tool) {}

  /**
   * What a delta is made on.
   *
   * @param base the whole snapshot
   * @param time looks at rows only that changed later, as far as their tables tell
   */
  public record Since(SnapshotFile base, Optional<Instant> time) {}

  /**
   * What was exported.
   *
   * @param version 0 when the snapshot is no version
   * @param file where it is; nothing for a stream
   * @param unchanged whether the newest version holds the same data, so that none was written
   * @param whole whether all of the scenario was exported
   * @param sha256 of the body, when whole
   * @param tables of the whole snapshot
   * @param delta nothing when the file holds all rows
   */
  public record Result(
      ScenarioName scenario,
      int version,
      Optional<Path> file,
      Instant createdAt,
      boolean unchanged,
      boolean whole,
      long bytes,
      String sha256,
      List<TableResult> tables,
      Optional<DeltaSummary> delta) {

    public long rows() {
      return tables.stream().mapToLong(TableResult::rows).sum();
    }
  }

  /** The rows of one table. */
  public record TableResult(TableName table, long rows, long owned, long required) {}

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private final Database database;
  private final Clock clock;
  private final ProgressListener progress;

  public Export(Database database, Clock clock, ProgressListener progress) {
    this.database = database;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Takes the snapshot.
   *
   * @throws io.loomctl.failure.LoomctlException when that is not possible; nothing is left behind
   */
  public Result run(Request request, Destination destination) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (destination instanceof Destination.Version version) {
      return toStore(request, version, now);
    } else if (destination instanceof Destination.File file) {
      return toFile(request, file.path(), now);
    }
    return toStream(request, ((Destination.Stream) destination).out(), now);
  }

  private Result toStore(Request request, Destination.Version destination, Instant now) {
    SnapshotStore store = destination.store();
    ScenarioName scenario = request.scenario().name();
    try (Draft target = store.draft(scenario);
        Draft draft = sql(request, target)) {
      int next = store.nextVersion(scenario);
      Written written = write(request, next, now, draft.stream(), draft.path());
      Finished finished = finished(request, draft, written);
      SnapshotStore.Published published;
      try (Draft file = finished.file) {
        published = store.publish(file, request.packing(), destination.force());
      }
      StoredSnapshot snapshot = published.snapshot();
      return new Result(
          scenario,
          snapshot.version(),
          Optional.of(store.pathOf(snapshot)),
          snapshot.createdAt(),
          published.unchanged(),
          snapshot.whole(),
          snapshot.bytes(),
          snapshot.sha256(),
          tables(finished.exported.whole),
          finished.exported.delta);
    } catch (IOException e) {
      throw StoreFailure.writing(e, store.root());
    }
  }

  private Result toFile(Request request, Path path, Instant now) {
    try (Draft target = Draft.create(folderOf(path));
        Draft draft = sql(request, target)) {
      Written written = write(request, 0, now, draft.stream(), draft.path());
      Finished finished = finished(request, draft, written);
      if (finished.file != target) {
        try (Draft file = finished.file) {
          request.packing().write(file.snapshot(), target.stream());
        }
      }
      long bytes = Files.size(target.path());
      target.moveTo(path);
      return unnumbered(request, now, Optional.of(path), bytes, finished.exported);
    } catch (IOException e) {
      throw StoreFailure.writing(e, path);
    }
  }

  /** Where the snapshot is written in SQL: its final place, unless it is packed from there. */
  private static Draft sql(Request request, Draft target) throws IOException {
    return isWrittenAtOnce(request) ? target : Draft.unnamed(TEMPORARY);
  }

  private static boolean isWrittenAtOnce(Request request) {
    return request.packing().isPlain() && request.since().isEmpty();
  }

  /** What was exported, whether all of it is kept, or the delta to it. */
  private record Exported(SnapshotTrailer whole, Optional<DeltaSummary> delta) {}

  /** The same with the file that is kept. */
  private record Finished(Draft file, Exported exported) {}

  private static Finished finished(Request request, Draft draft, Written written)
      throws IOException {
    if (request.since().isEmpty()) {
      return new Finished(draft, new Exported(written.trailer, Optional.empty()));
    }
    Delta.Made made = new Delta(request.since().get(), written.plan, TEMPORARY).of(draft);
    return new Finished(made.file(), new Exported(made.whole(), Optional.of(made.summary())));
  }

  private Result toStream(Request request, OutputStream out, Instant now) {
    CountingStream counting = new CountingStream(out);
    try {
      Exported exported = stream(request, now, counting);
      return unnumbered(request, now, Optional.empty(), counting.count(), exported);
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of("standard output"));
    }
  }

  private Exported stream(Request request, Instant now, OutputStream out) throws IOException {
    if (isWrittenAtOnce(request)) {
      Path beside = TEMPORARY.resolve("stdout");
      return new Exported(write(request, 0, now, out, beside).trailer, Optional.empty());
    }
    try (Draft draft = Draft.unnamed(TEMPORARY)) {
      Written written = write(request, 0, now, draft.stream(), draft.path());
      Finished finished = finished(request, draft, written);
      try (Draft file = finished.file) {
        request.packing().write(file.snapshot(), out);
      }
      return finished.exported;
    }
  }

  /** A whole snapshot, and what it was made by. */
  private record Written(SnapshotTrailer trailer, ScenarioPlan plan) {}

  private Written write(Request request, int version, Instant now, OutputStream out, Path beside)
      throws IOException {
    ConsistentView view =
        new ConsistentView(
            database,
            request.config(),
            request.scenario(),
            request.parameters(),
            request.narrowing());
    return view.use(
        (session, plan) ->
            new Written(
                new SnapshotContent(database, session, plan, request, progress)
                    .write(version, now, out, folderOf(beside)),
                plan));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
  }

  private static Result unnumbered(
      Request request, Instant now, Optional<Path> file, long bytes, Exported exported) {
    return new Result(
        request.scenario().name(),
        0,
        file,
        now,
        false,
        request.narrowing().equals(Narrowing.NONE),
        bytes,
        exported.whole.sha256(),
        tables(exported.whole),
        exported.delta);
  }

  private static List<TableResult> tables(SnapshotTrailer trailer) {
    return trailer.tables().entrySet().stream()
        .map(
            entry -> {
              long required = entry.getValue().required();
              long rows = entry.getValue().rows();
              return new TableResult(entry.getKey(), rows, rows - required, required);
            })
        .toList();
  }
}
