package io.loomctl.importer;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts a snapshot into a database, in one transaction. */
public final class Import {

  /** How far an import goes. */
  public enum Extent {
    /** Everything, and then COMMIT. */
    COMMIT,
    /** Everything, and then ROLLBACK. */
    DRY_RUN,
    /** The file is read, and its header held against the target's schema. */
    VALIDATE_ONLY
  }

  /**
   * What to import.
   *
   * @param scenario the scenario of the target's config that the snapshot has to be of
   * @param file all rows of its tables, or of a delta those that are new or were changed
   * @param base of a delta, the rows that it changes, as the target has to have them
   * @param parameters values given for the scenario's parameters
   * @param narrowing the tables to write; rows of the others are matched only
   * @param cascade whether rows outside the scenario may be deleted or changed by foreign keys
   * @param masked whether masked values may replace those that they were made of
   * @param triggers whether user triggers and rules fire
   * @param lockWait how long to wait for each lock; zero for ever
   */
  public record Request(
      Config config,
      ScenarioConfig scenario,
      SnapshotFile file,
      Optional<SnapshotFile> base,
      Map<String, String> parameters,
      Strategy strategy,
      Narrowing narrowing,
      Extent extent,
      boolean cascade,
      boolean masked,
      boolean triggers,
      Duration lockWait) {}

  /**
   * What was done.
   *
   * @param version 0 for a snapshot that is no version
   * @param committed false when nothing was meant to be changed
   * @param tables in the order of the snapshot; empty when it was validated only
   * @param rows the rows of the snapshot
   */
  public record Result(
      ScenarioName scenario,
      int version,
      String database,
      Strategy strategy,
      Extent extent,
      boolean committed,
      long rows,
      List<TableResult> tables) {}

  /**
   * What was done to one table.
   *
   * @param skipped rows that are in both and differ, and were left alone
   * @param required how many of the snapshot's rows came along only because others reference them
   * @param millis time spent on reading and comparing its rows
   */
  public record TableResult(
      TableName table,
      long inserted,
      long updated,
      long deleted,
      long skipped,
      long unchanged,
      long required,
      long millis) {}

  private final Database database;
  private final ProgressListener progress;

  public Import(Database database, ProgressListener progress) {
    this.database = database;
    this.progress = progress;
  }

  /**
   * Imports.
   *
   * @throws io.loomctl.failure.LoomctlException when that is not possible; nothing was changed then
   */
  public Result run(Request request) {
    refuseOtherScenario(request);
    try {
      SnapshotBody body = SnapshotBody.open(request.file());
      List<TableResult> tables =
          database.inTransaction(
              TransactionMode.READ_COMMITTED,
              session -> new Transaction(database, session, request, body, progress).run());
      return result(request, tables);
    } catch (IOException e) {
      throw StoreFailure.reading(e, Path.of(request.file().place()));
    }
  }

  /**
   * What stands in the way of importing a snapshot, as far as its header tells.
   *
   * @param plan of the snapshot's scenario, on the target's schema
   */
  public static List<Problem> obstacles(SnapshotHeader header, ScenarioPlan plan) {
    try {
      TargetCheck.tables(plan, header, tables(header));
      return List.of();
    } catch (RefusedException e) {
      return e.problems();
    }
  }

  private static Set<TableName> tables(SnapshotHeader header) {
    Set<TableName> tables = new TreeSet<>();
    header.tables().forEach(table -> tables.add(table.name()));
    return tables;
  }

  private static void refuseOtherScenario(Request request) {
    ScenarioName found = request.file().header().scenario();
    if (!found.equals(request.scenario().name())) {
      throw new RefusedException(
          Problem.at(
                  Where.file(request.file().place()),
                  "this is a snapshot of scenario \""
                      + found
                      + "\", not of \""
                      + request.scenario().name()
                      + "\"")
              .hint("import it as \"" + found + "\""));
    }
  }

  private Result result(Request request, List<TableResult> tables) {
    SnapshotHeader header = request.file().header();
    return new Result(
        header.scenario(),
        header.version(),
        database.name(),
        request.strategy(),
        request.extent(),
        request.extent() == Extent.COMMIT,
        request.file().trailer().rows(),
        tables);
  }

  /** The tables of a snapshot that a request writes. */
  static Set<TableName> included(Request request, SnapshotHeader header) {
    return request.narrowing().apply(request.config(), tables(header));
  }

  /**
   * The values of the scenario's parameters. Where rows are deleted, those that the operator gave
   * decide which, and the snapshot has to have been taken with the same.
   */
  static Map<String, String> parameters(Request request, SnapshotHeader header) {
    if (request.strategy().deletes()) {
      return request.parameters();
    }
    Map<String, String> values = new TreeMap<>(header.parameters());
    values.keySet().removeAll(header.withheld());
    values.keySet().retainAll(request.scenario().params().keySet());
    values.putAll(request.parameters());
    return values;
  }
}
