package io.loomctl.explanation;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.explanation.Explanation.Link;
import io.loomctl.explanation.Explanation.Missing;
import io.loomctl.explanation.Explanation.Rule;
import io.loomctl.explanation.Explanation.Selected;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.masking.Masks;
import io.loomctl.scenario.ConsistentView;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.Reach;
import io.loomctl.scenario.RowAddress;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.scenario.ScenarioPlan.Owned;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says why rows are in a scenario, or why they are not. The database is only read. */
public final class Why {

  /**
   * A row in question.
   *
   * @param table with or without its schema
   * @param key values of its key, or {@code column=value}, separated by commas
   */
  public record Sought(String table, String key) {}

  /** Which rows of which scenario. */
  public record Request(
      Config config, ScenarioConfig scenario, Map<String, String> parameters, List<Sought> rows) {}

  private final Database database;

  public Why(Database database) {
    this.database = database;
  }

  /**
   * Explains each row.
   *
   * @throws io.loomctl.failure.UsageException when a table is unknown, or a key does not fit it or
   *     means several rows
   */
  public List<Explanation> run(Request request) {
    List<RowKey> keys = request.rows.stream().map(row -> RowKey.parse(row.key)).toList();
    ConsistentView view =
        new ConsistentView(
            database, request.config, request.scenario, request.parameters, Narrowing.NONE);
    try {
      return view.use((session, plan) -> new Search(session, plan, request).explain(keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it within one transaction. */
  private static final class Search {
    private final Session session;
    private final ScenarioPlan plan;
    private final Request request;
    private final Rows rows;

    /** What was asked for, and the row if there is one. */
    private record Candidate(DataTable table, RowKey key, Optional<RowAddress> row) {}

    Search(Session session, ScenarioPlan plan, Request request) {
      this.session = session;
      this.plan = plan;
      this.request = request;
      this.rows = new Rows(session, plan.schema(), Masks.of(plan.schema()));
    }

    List<Explanation> explain(List<RowKey> keys) {
      session.useOwnSearchPath();
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        DataTable table = plan.schema().table(plan.schema().named(request.rows.get(i).table));
        candidates.add(new Candidate(table, keys.get(i), rows.find(table, keys.get(i))));
      }
      withholdMaskedWords();
      boolean anyFound = candidates.stream().anyMatch(candidate -> candidate.row.isPresent());
      Optional<Reach> reach = anyFound ? Optional.of(Reach.of(session, plan)) : Optional.empty();
      return candidates.stream().map(candidate -> explain(candidate, reach)).toList();
    }

    /** Until here the server could only quote what the user said. */
    private void withholdMaskedWords() {
      if (request.config.tables().stream().anyMatch(table -> !table.masks().isEmpty())) {
        session.withholdWords();
      }
    }

    private Explanation explain(Candidate candidate, Optional<Reach> reach) {
      return candidate
          .row
          .map(row -> explain(row, reach.orElseThrow()))
          .orElseGet(() -> new Missing(candidate.table.name(), candidate.key.text()));
    }

    private Explanation explain(RowAddress row, Reach reach) {
      return reach.distance(row).isPresent()
          ? selected(row, reach)
          : new Omission(plan, request.scenario, rows, reach).explain(row);
    }

    private Selected selected(RowAddress row, Reach reach) {
      List<Reach.Step> steps = reach.chain(row);
      List<Link> chain = new ArrayList<>();
      for (int i = 1; i < steps.size(); i++) {
        chain.add(link(steps.get(i - 1).row(), steps.get(i)));
      }
      RowAddress first = steps.get(0).row();
      Owned rule = Objects.requireNonNull(plan.owned().get(first.table()));
      return new Selected(
          rows.name(row),
          reach.ownedDistance(row).isPresent(),
          rule(rule.condition(), rule.rule()),
          rows.name(first),
          chain);
    }

    private Link link(RowAddress before, Reach.Step step) {
      ScenarioPlan.Link by = step.by().orElseThrow();
      Reference reference = by.reference();
      RowAddress child = step.down() ? step.row() : before;
      return new Link(
          rows.name(step.row()),
          reference,
          step.down(),
          rows.values(child, reference),
          step.down() ? Optional.of(rule(by.condition(), by.rule())) : Optional.empty());
    }

    private static Rule rule(Optional<Condition> condition, Where where) {
      return new Rule(condition.map(Condition::sql).map(Sql::text).map(Omission::oneLine), where);
    }
  }
}
