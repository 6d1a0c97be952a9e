package io.loomctl.scenario;

import io.loomctl.config.Children;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.NamePattern;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.ScenarioTable;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Along which references a scenario's {@code children} goes down. */
public record Descent(ConfiguredSchema schema, ScenarioConfig scenario) {

  /** What is in the way, if anything; the parent has owned rows. */
  public Optional<Barrier> barrier(Reference reference) {
    TableName child = reference.child();
    Children children = scenario.children();
    if (children instanceof Children.None) {
      return barrier(Barrier.Kind.NO_CHILDREN, scenario.where());
    } else if (children instanceof Children.Into into && find(into.patterns(), child).isEmpty()) {
      return barrier(Barrier.Kind.NOT_LISTED, into.where());
    } else if (schema.table(reference.parent()).lookup()) {
      return barrier(Barrier.Kind.LOOKUP_PARENT, configured(reference.parent()));
    } else if (schema.table(child).lookup()) {
      return barrier(Barrier.Kind.LOOKUP, configured(child));
    } else if (!schema.inScope().contains(child) && !isNamed(child)) {
      return barrier(Barrier.Kind.OTHER_SCHEMA, scenario.where());
    }
    return find(scenario.stop(), child)
        .flatMap(pattern -> barrier(Barrier.Kind.STOP, pattern.where()));
  }

  private static Optional<Barrier> barrier(Barrier.Kind kind, Where where) {
    return Optional.of(new Barrier(kind, where));
  }

  private Optional<NamePattern> find(List<NamePattern> patterns, TableName table) {
    return patterns.stream()
        .filter(pattern -> pattern.matches(table, schema.config().schemas()))
        .findFirst();
  }

  private Where configured(TableName table) {
    return schema.written(table).map(written -> written.table().where()).orElse(scenario.where());
  }

  private boolean isNamed(TableName table) {
    Stream<ConfiguredTable> written = scenario.tables().stream().map(ScenarioTable::table);
    return written.anyMatch(
        name ->
            name.candidates(schema.config().schemas()).stream()
                .filter(schema.catalog().tables()::containsKey)
                .findFirst()
                .equals(Optional.of(table)));
  }
}
