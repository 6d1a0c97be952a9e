package io.loomctl.proposal;

import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user decides.
 *
 * @param roots tables to make the example from, the first that will do
 * @param masked tables whose masks are active, not only suggested
 * @param lookups tables that are lookup tables, not only look like some
 */
public record Choices(List<TableName> roots, Set<TableName> masked, Set<TableName> lookups) {

  public Choices {
    roots = List.copyOf(roots);
    masked = Set.copyOf(new TreeSet<>(masked));
    lookups = Set.copyOf(new TreeSet<>(lookups));
  }

  /** What makes an export and an import into an empty schema work without a hand edit. */
  public static Choices defaults(Survey survey) {
    return new Choices(survey.roots(), Set.of(), Set.of());
  }
}
