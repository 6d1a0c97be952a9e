package io.loomctl.exporter;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.masking.MaskedRows;
import io.loomctl.masking.Masks;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ConsistentView;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.scenario.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts what an export would take. Nothing is written, neither here nor in the database. */
public final class Estimate {

  /** What to count; as for an export. */
  public record Request(
      Config config,
      ScenarioConfig scenario,
      Map<String, String> parameters,
      Narrowing narrowing) {}

  /**
   * What was counted.
   *
   * @param tables in the order of a snapshot
   * @param exceeded limits of the config for which an export would be refused
   */
  public record Result(ScenarioName scenario, List<TableEstimate> tables, List<Problem> exceeded) {}

  /**
   * One table's rows.
   *
   * @param owned counted exactly
   * @param required counted exactly
   * @param bytes of the rows as COPY text; exact for few rows, else by a sample of them
   */
  public record TableEstimate(TableName table, long owned, long required, long bytes) {

    public long rows() {
      return owned + required;
    }
  }

  private final Database database;
  private final ProgressListener progress;

  public Estimate(Database database, ProgressListener progress) {
    this.database = database;
    this.progress = progress;
  }

  /**
   * Counts.
   *
   * @throws io.loomctl.failure.LoomctlException when that is not possible
   */
  public Result run(Request request) {
    ConsistentView view =
        new ConsistentView(
            database, request.config, request.scenario, request.parameters, request.narrowing);
    try {
      return view.use(this::count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result count(Session session, ScenarioPlan plan) {
    Config config = plan.schema().config();
    MaskedRows masks = MaskedRows.of(Masks.of(plan.schema()), plan.touched(), config.salt());
    if (masks.masksAny(plan.touched())) {
      masks.prepare(session);
    }
    Selection.Counted counted = Selection.count(session, plan);
    List<TableEstimate> tables = new ArrayList<>();
    for (SelectedTable table : ordered(plan.schema(), counted.tables())) {
      tables.add(table(session, masks, table, plan.schema().catalog().encoding()));
    }
    return new Result(plan.scenario(), tables, counted.exceeded());
  }

  /** In the order of a snapshot. */
  private static List<SelectedTable> ordered(ConfiguredSchema schema, List<SelectedTable> tables) {
    Map<TableName, SelectedTable> selected = new TreeMap<>();
    tables.forEach(table -> selected.put(table.name(), table));
    DependencyOrder order =
        DependencyOrder.of(selected.keySet(), schema.graph().references(), schema.wishes());
    return order.groups().stream()
        .flatMap(group -> group.tables().stream())
        .map(name -> Objects.requireNonNull(selected.get(name)))
        .toList();
  }

  private TableEstimate table(
      Session session, MaskedRows masks, SelectedTable table, String encoding) {
    String name = table.name().toString();
    progress.tableStarted(name, -1);
    long rows = table.owned() + table.required();
    long bytes = new RowVolume(table, masks, encoding, rows).bytes(session);
    progress.tableFinished(name, rows);
    return new TableEstimate(table.name(), table.owned(), table.required(), bytes);
  }
}
