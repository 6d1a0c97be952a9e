package io.loomctl.diagram;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.ForeignKeyActions;
import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Session;
import io.loomctl.diagram.DiagramReference.Use;
import io.loomctl.diagram.DiagramTable.State;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes a diagram of a database as it is. */
public final class DiagramReader {

  private final ConfiguredSchema schema;
  private final Optional<ScenarioPlan> plan;
  private final Optional<TableRules> rules;

  private DiagramReader(
      ConfiguredSchema schema, Optional<ScenarioPlan> plan, Optional<TableRules> rules) {
    this.schema = schema;
    this.plan = plan;
    this.rules = rules;
  }

  /**
   * Reads the catalog, and counts rows.
   *
   * @param scenario nothing for all tables of the config's schemas, with what they reference
   * @param count whether to count the rows of large tables, too
   * @throws io.loomctl.failure.ConfigException when the config does not fit the database
   */
  public static Diagram read(
      Session session, Config config, Optional<ScenarioConfig> scenario, boolean count) {
    ConfiguredSchema schema = ConfiguredSchema.of(config, CatalogReader.read(session));
    Optional<ScenarioPlan> plan =
        scenario.map(recipe -> ScenarioPlan.draft(schema, recipe, session::quote));
    Optional<TableRules> rules = plan.map(found -> new TableRules(found, scenario.orElseThrow()));
    DiagramReader reader = new DiagramReader(schema, plan, rules);
    SortedSet<TableName> shown = reader.shown();
    return reader.diagram(
        shown, new RowCounts(session, count).of(shown.stream().map(schema::table).toList()));
  }

  /** What is in scope or part of the scenario, and everything above it. */
  private SortedSet<TableName> shown() {
    SortedSet<TableName> shown = new TreeSet<>(schema.inScope());
    plan.ifPresent(found -> shown.addAll(found.owned().keySet()));
    plan.ifPresent(found -> shown.addAll(found.touched()));
    Deque<TableName> open = new ArrayDeque<>(shown);
    while (!open.isEmpty()) {
      for (Reference reference : schema.graph().referencesFrom(open.pop())) {
        if (shown.add(reference.parent())) {
          open.push(reference.parent());
        }
      }
    }
    return shown;
  }

  private Diagram diagram(SortedSet<TableName> shown, Map<TableName, RowCount> counts) {
    List<Reference> references =
        schema.graph().references().stream().filter(each -> shown.contains(each.child())).toList();
    Levels levels = new Levels(shown, references, schema.wishes());
    boolean oneSchema = shown.stream().map(TableName::schema).distinct().count() == 1;
    List<DiagramTable> tables =
        shown.stream()
            .map(name -> table(name, oneSchema, levels, Objects.requireNonNull(counts.get(name))))
            .sorted(Comparator.comparingInt(DiagramTable::level).thenComparing(DiagramTable::name))
            .toList();
    return new Diagram(
        plan.map(ScenarioPlan::scenario),
        tables,
        references.stream().map(each -> reference(each, levels)).toList());
  }

  private DiagramTable table(TableName name, boolean oneSchema, Levels levels, RowCount rows) {
    return new DiagramTable(
        name,
        oneSchema ? DisplayName.of(name.name()) : name.toString(),
        levels.level(name),
        levels.cycle(name),
        state(name),
        rules.map(found -> found.of(name)).orElse(""),
        rows,
        schema.table(name).key());
  }

  private Optional<State> state(TableName name) {
    boolean lookup = schema.table(name).lookup();
    if (plan.isEmpty()) {
      return lookup ? Optional.of(State.LOOKUP) : Optional.empty();
    } else if (!plan.get().touched().contains(name)) {
      return Optional.of(State.LEFT_OUT);
    } else if (lookup) {
      return Optional.of(State.LOOKUP);
    }
    return Optional.of(plan.get().taken().contains(name) ? State.OWNED : State.REQUIRED);
  }

  private DiagramReference reference(Reference reference, Levels levels) {
    Optional<ForeignKeyActions> actions =
        Optional.ofNullable(schema.catalog().actions().get(reference));
    int cycle = levels.cycle(reference.child());
    boolean within = cycle == levels.cycle(reference.parent()) && !reference.isSelfReference();
    return new DiagramReference(
        reference,
        isNullable(reference),
        actions.map(ForeignKeyActions::deferrable).orElse(false),
        isCarried(reference),
        within ? cycle : 0,
        actions.map(ForeignKeyActions::onDelete),
        plan.map(found -> use(found, reference)));
  }

  private boolean isNullable(Reference reference) {
    return reference.columns().stream()
        .anyMatch(
            column ->
                !schema
                    .table(reference.child())
                    .table()
                    .column(column)
                    .map(Column::notNull)
                    .orElse(false));
  }

  private boolean isCarried(Reference reference) {
    return schema.carriedReferencesFrom(reference.child()).contains(reference);
  }

  private Use use(ScenarioPlan found, Reference reference) {
    if (found.links().stream().anyMatch(link -> link.reference().equals(reference))) {
      return Use.OWNS;
    }
    return found.touched().contains(reference.child()) && isCarried(reference)
        ? Use.REQUIRES
        : Use.NONE;
  }
}
