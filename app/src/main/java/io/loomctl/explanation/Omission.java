package io.loomctl.explanation;

import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.TableConfig;
import io.loomctl.explanation.Explanation.LeftOut;
import io.loomctl.explanation.Explanation.Reason;
import io.loomctl.explanation.Explanation.Reason.Kind;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.Barrier;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.Descent;
import io.loomctl.scenario.Reach;
import io.loomctl.scenario.RowAddress;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.scenario.ScenarioPlan.Link;
import io.loomctl.scenario.ScenarioPlan.Owned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a row that exists is not selected: what each rule and reference that could bring it lacks.
 */
final class Omission {

  /** How far the reasons of parents are followed. */
  private static final int GENERATIONS = 8;

  private final ScenarioPlan plan;
  private final ConfiguredSchema schema;
  private final ScenarioConfig scenario;
  private final Rows rows;
  private final Reach reach;
  private final List<Reason> reasons = new ArrayList<>();

  Omission(ScenarioPlan plan, ScenarioConfig scenario, Rows rows, Reach reach) {
    this.plan = plan;
    this.schema = plan.schema();
    this.scenario = scenario;
    this.rows = rows;
    this.reach = reach;
  }

  LeftOut explain(RowAddress row) {
    notOwned(row, new HashSet<>());
    notRequired(row);
    return new LeftOut(rows.name(row), reasons);
  }

  /** SQL as it fits into a sentence. */
  static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }

  private void add(Kind kind, String message, Where where) {
    reasons.add(new Reason(kind, message, where));
  }

  /** Why no rule makes the row owned, and if that is its parent's fault, why not the parent. */
  private void notOwned(RowAddress row, Set<RowAddress> seen) {
    if (!seen.add(row) || seen.size() > GENERATIONS) {
      return;
    }
    Owned rule = plan.owned().get(row.table());
    int before = reasons.size();
    if (rule != null) {
      rule.condition().ifPresent(condition -> conditionFails(row, condition));
      plan.links().stream()
          .filter(link -> link.reference().child().equals(row.table()))
          .forEach(link -> notBelow(row, link, seen));
    }
    notEntered(row);
    if (reasons.size() == before) {
      add(Kind.NO_RULE, "no rule of the scenario names " + row.table(), scenario.where());
    }
  }

  private void conditionFails(RowAddress row, Condition condition) {
    add(
        Kind.CONDITION,
        "the condition of "
            + row.table()
            + " does not hold for "
            + rows.name(row)
            + ": "
            + oneLine(condition.sql().text()),
        condition.where());
  }

  private void notBelow(RowAddress row, Link link, Set<RowAddress> seen) {
    Reference reference = link.reference();
    Optional<RowAddress> parent = reach.parent(reference, row);
    if (parent.isEmpty()) {
      add(
          Kind.NO_PARENT,
          rows.name(row)
              + " references no row of "
              + reference.parent()
              + " by "
              + columns(reference, row),
          link.rule());
    } else if (reach.ownedDistance(parent.get()).isPresent()) {
      link.condition().ifPresent(condition -> conditionFails(row, condition));
    } else {
      boolean required = reach.distance(parent.get()).isPresent();
      add(
          Kind.PARENT_NOT_OWNED,
          rows.name(row)
              + " comes with its parent "
              + rows.name(parent.get())
              + ", which is "
              + (required ? "required, not owned" : "left out, too"),
          link.rule());
      notOwned(parent.get(), seen);
    }
  }

  /** References down to the table that are not followed, although the parent's row is owned. */
  private void notEntered(RowAddress row) {
    Descent descent = new Descent(schema, scenario);
    for (Reference reference : schema.graph().referencesFrom(row.table())) {
      Optional<RowAddress> owner =
          isFollowed(reference)
              ? Optional.empty()
              : reach
                  .parent(reference, row)
                  .filter(parent -> reach.ownedDistance(parent).isPresent());
      Optional<Barrier> barrier = descent.barrier(reference);
      if (owner.isPresent() && barrier.isPresent()) {
        add(kind(barrier.get()), sentence(barrier.get(), row, owner.get()), barrier.get().where());
      }
    }
  }

  private boolean isFollowed(Reference reference) {
    return plan.links().stream().anyMatch(link -> link.reference().equals(reference));
  }

  private static Kind kind(Barrier barrier) {
    return Kind.valueOf(barrier.kind().name());
  }

  private String sentence(Barrier barrier, RowAddress row, RowAddress owner) {
    TableName table = row.table();
    String because =
        switch (barrier.kind()) {
          case NO_CHILDREN -> "the scenario has no \"children\" to follow references down";
          case NOT_LISTED -> "\"children\" lists other tables, not " + table;
          case LOOKUP_PARENT -> "\"children\" does not go down from lookup tables";
          case LOOKUP -> table + " is a lookup table, which \"children\" does not enter";
          case OTHER_SCHEMA ->
              "\"children\" enters tables of \"schemas\" only, and " + table + " is in none";
          case STOP -> "\"stop\" keeps \"children\" out of " + table;
        };
    return "its parent " + rows.name(owner) + " is owned, but " + because;
  }

  private void notRequired(RowAddress row) {
    int before = reasons.size();
    List<Reference> references = schema.graph().referencesTo(row.table());
    references.forEach(reference -> excludedColumn(row, reference));
    if (reasons.size() > before) {
      return;
    }
    Optional<RowName> child =
        references.stream()
            .flatMap(reference -> reach.child(reference, row).stream())
            .filter(found -> !found.equals(row))
            .findFirst()
            .map(rows::name);
    String message =
        references.isEmpty()
            ? "no reference leads to " + row.table() + ", so no row requires it"
            : child
                .map(
                    name ->
                        "no row of the scenario references it; "
                            + name
                            + " does, but is left out, too")
                .orElse("no row references it, so none requires it");
    add(Kind.NOT_REQUIRED, message, Where.NOWHERE);
  }

  /** A row that is selected and references this one, by a column that never leaves the database. */
  private void excludedColumn(RowAddress row, Reference reference) {
    DataTable child = schema.table(reference.child());
    List<ColumnName> excluded = reference.columns().stream().filter(child::excludes).toList();
    if (excluded.isEmpty()) {
      return;
    }
    reach
        .selectedChild(reference, row)
        .map(rows::name)
        .ifPresent(
            name ->
                add(
                    Kind.EXCLUDED_COLUMN,
                    name + " references it by " + excluded.get(0) + ", which is excluded",
                    excludedAt(child.name(), excluded.get(0))));
  }

  private Where excludedAt(TableName table, ColumnName column) {
    return schema
        .written(table)
        .map(TableConfig::exclude)
        .flatMap(
            columns ->
                columns.stream().filter(written -> written.value().equals(column)).findFirst())
        .map(written -> written.where())
        .orElse(Where.NOWHERE);
  }

  private String columns(Reference reference, RowAddress row) {
    return RowName.equations(reference.columns(), rows.values(row, reference));
  }
}
