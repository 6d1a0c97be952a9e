package io.loomctl.scenario;

import io.loomctl.config.Config;
import io.loomctl.config.NamePattern;
import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes only some of a scenario's tables, named by table, pattern or group. It never changes which
 * rows are owned, only whose owned rows are taken; rows of the other tables still come along where
 * a taken row requires them.
 *
 * @param only nothing means all
 */
public record Narrowing(List<String> only, List<String> exclude) {

  public static final Narrowing NONE = new Narrowing(List.of(), List.of());

  public Narrowing {
    only = List.copyOf(only);
    exclude = List.copyOf(exclude);
  }

  /**
   * The tables that stay.
   *
   * @throws UsageException for a name that stands for none of the tables
   */
  public Set<TableName> apply(Config config, Set<TableName> tables) {
    List<Problem> problems = new ArrayList<>();
    Set<TableName> taken = new TreeSet<>();
    if (only.isEmpty()) {
      taken.addAll(tables);
    }
    only.forEach(name -> taken.addAll(named(name, config, tables, problems)));
    exclude.forEach(name -> taken.removeAll(named(name, config, tables, problems)));
    if (problems.isEmpty() && taken.isEmpty() && !tables.isEmpty()) {
      problems.add(Problem.of("nothing is left: every table of the scenario was taken out"));
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems, null);
    }
    return taken;
  }

  private static Set<TableName> named(
      String name, Config config, Set<TableName> tables, List<Problem> problems) {
    List<NamePattern> patterns =
        config.groups().containsKey(name)
            ? config.groups().get(name)
            : NamePattern.parse(name, Where.NOWHERE).map(List::of).orElse(List.of());
    Set<TableName> found = new TreeSet<>();
    for (TableName table : tables) {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(table, config.schemas()))) {
        found.add(table);
      }
    }
    if (found.isEmpty()) {
      problems.add(unknown(name, config, tables));
    }
    return found;
  }

  private static Problem unknown(String name, Config config, Set<TableName> tables) {
    Collection<String> known =
        Stream.concat(
                config.groups().keySet().stream(),
                tables.stream().flatMap(table -> Stream.of(table.name(), table.toString())))
            .toList();
    return Problem.of("\"" + name + "\" is no group and no table of this scenario")
        .hint(
            NearMiss.of(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("its tables: " + tables));
  }
}
