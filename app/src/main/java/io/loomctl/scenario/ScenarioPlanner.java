package io.loomctl.scenario;

import io.loomctl.config.Children;
import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.ScenarioTable;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.scenario.ScenarioPlan.Link;
import io.loomctl.scenario.ScenarioPlan.Owned;
import io.loomctl.sql.Sql;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a scenario's rules into tables and links, and collects what does not fit the schema. */
final class ScenarioPlanner {

  private final ConfiguredSchema schema;
  private final ScenarioConfig scenario;
  private final SortedMap<String, String> parameters;
  private final Function<String, Sql> quote;
  private final List<Problem> problems = new ArrayList<>();
  private final SortedMap<TableName, Owned> owned = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();

  ScenarioPlanner(
      ConfiguredSchema schema,
      ScenarioConfig scenario,
      SortedMap<String, String> parameters,
      Function<String, Sql> quote) {
    this.schema = schema;
    this.scenario = scenario;
    this.parameters = parameters;
    this.quote = quote;
  }

  ScenarioPlan plan(Narrowing narrowing) {
    Map<TableName, ScenarioTable> written = resolve();
    written.forEach(this::own);
    if (scenario.tables().isEmpty()) {
      schema.inScope().forEach(name -> own(name, Optional.empty(), true, scenario.where()));
    }
    followChildren();
    written.forEach(this::linkVia);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems, null);
    }
    Set<TableName> taken = narrowing.apply(schema.config(), owned.keySet());
    ScenarioPlan plan =
        new ScenarioPlan(
            scenario.name(),
            parameters,
            schema,
            owned,
            links,
            new TreeSet<>(taken),
            new TreeSet<>(reachable(taken)),
            RowLimits.of(schema, scenario));
    new TableRights(schema).check(plan);
    return plan;
  }

  private Map<TableName, ScenarioTable> resolve() {
    TableLookup lookup =
        new TableLookup(schema.catalog(), schema.config().schemas(), problems::add);
    Map<TableName, ScenarioTable> written = new TreeMap<>();
    for (ScenarioTable table : scenario.tables()) {
      lookup.find(table.table()).ifPresent(name -> written.put(name, table));
    }
    return written;
  }

  private void own(TableName name, ScenarioTable written) {
    boolean whole = written.where().isEmpty() && written.via().isEmpty();
    own(
        name,
        written.via().isEmpty() ? condition(written) : Optional.empty(),
        whole,
        written.where().map(Located::where).orElse(written.table().where()));
  }

  private void own(TableName name, Optional<Condition> condition, boolean whole, Where rule) {
    owned.put(name, new Owned(schema.table(name), whole, condition, rule));
  }

  private Optional<Condition> condition(ScenarioTable written) {
    try {
      return written
          .where()
          .map(sql -> new Condition(Parameters.apply(sql, parameters, quote), sql.where()));
    } catch (ConfigException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private void linkVia(TableName child, ScenarioTable written) {
    for (Located<String> via : written.via()) {
      List<Reference> candidates = referencesNamed(child, via.value());
      List<Reference> usable =
          candidates.stream().filter(reference -> owned.containsKey(reference.parent())).toList();
      if (candidates.isEmpty()) {
        problems.add(noReference(child, via));
      } else if (usable.isEmpty()) {
        problems.add(parentNotOwned(candidates.get(0), via.where()));
      }
      for (Reference reference : usable) {
        link(new Link(reference, condition(written), via.where()));
      }
    }
  }

  /** By child columns in any order, or by the parent table. */
  private List<Reference> referencesNamed(TableName child, String via) {
    Set<String> columns =
        Arrays.stream(via.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    List<Reference> byColumns =
        schema.graph().referencesFrom(child).stream()
            .filter(
                reference ->
                    reference.columns().stream()
                        .map(ColumnName::value)
                        .collect(Collectors.toSet())
                        .equals(columns))
            .toList();
    if (!byColumns.isEmpty()) {
      return byColumns;
    }
    return schema.graph().referencesFrom(child).stream()
        .filter(
            reference ->
                reference.parent().toString().equals(via) || reference.parent().name().equals(via))
        .toList();
  }

  private Problem noReference(TableName child, Located<String> via) {
    List<String> known =
        schema.graph().referencesFrom(child).stream()
            .flatMap(
                reference ->
                    Stream.of(
                        reference.columns().stream()
                            .map(ColumnName::value)
                            .collect(Collectors.joining(", ")),
                        reference.parent().name()))
            .distinct()
            .toList();
    return Problem.at(via.where(), "no reference from " + child + " by \"" + via.value() + "\"")
        .hint(
            NearMiss.of(via.value(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(
                    known.isEmpty()
                        ? "the table references nothing; declare a virtual reference under"
                            + " \"tables\""
                        : "its references: " + String.join(", ", known)));
  }

  private Problem parentNotOwned(Reference reference, Where where) {
    return Problem.at(
            where,
            reference
                + " leads to a table of which scenario \""
                + scenario.name()
                + "\" owns nothing")
        .hint("name " + reference.parent() + " under the scenario's \"tables\" as well");
  }

  /** Once: a child that two rules lead to is a child for the first one's sake. */
  private void link(Link link) {
    if (links.stream().noneMatch(link::equalsButForItsPlace)) {
      links.add(link);
    }
  }

  private void followChildren() {
    if (scenario.children() instanceof Children.All all) {
      followChildren(all.where());
    } else if (scenario.children() instanceof Children.Into into) {
      followChildren(into.where());
    }
  }

  private void followChildren(Where rule) {
    Descent descent = new Descent(schema, scenario);
    Deque<TableName> open = new ArrayDeque<>(owned.keySet());
    while (!open.isEmpty()) {
      for (Reference reference : schema.graph().referencesTo(open.pop())) {
        if (descent.barrier(reference).isEmpty()) {
          link(new Link(reference, Optional.empty(), rule));
          if (!owned.containsKey(reference.child())) {
            own(reference.child(), Optional.empty(), false, rule);
            open.push(reference.child());
          }
        }
      }
    }
  }

  /** Upward from what is taken, over references whose columns travel. */
  private Set<TableName> reachable(Set<TableName> taken) {
    Set<TableName> seen = new TreeSet<>(taken);
    Deque<TableName> open = new ArrayDeque<>(taken);
    while (!open.isEmpty()) {
      for (Reference reference : schema.carriedReferencesFrom(open.pop())) {
        if (seen.add(reference.parent())) {
          open.push(reference.parent());
        }
      }
    }
    seen.removeAll(taken);
    return seen;
  }
}
