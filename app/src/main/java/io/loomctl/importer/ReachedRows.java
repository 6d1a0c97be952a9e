package io.loomctl.importer;

import io.loomctl.catalog.ForeignKeyActions.Event;
import io.loomctl.catalog.ReferentialAction;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rows of one table that a foreign key would act on.
 *
 * @param from the number of parent rows that lose their key
 * @param kept whether some of these rows are to keep their values, because another parent row has
 *     the key by then
 * @param shown the keys of the first of them
 */
record ReachedRows(
    Reference reference,
    Event event,
    ReferentialAction action,
    long from,
    long rows,
    boolean kept,
    List<String> shown) {

  /** Whether it is for the operator to allow. */
  private boolean allowable() {
    return !kept && !action.refuses();
  }

  /**
   * Refuses what is not allowed.
   *
   * @param cascade whether the operator allows rows outside the scenario to be deleted and changed
   * @throws RefusedException naming the rows
   */
  static void refuse(List<ReachedRows> reached, boolean cascade) {
    List<ReachedRows> refused =
        reached.stream().filter(found -> !cascade || !found.allowable()).toList();
    if (refused.isEmpty()) {
      return;
    }
    Problem problem = Problem.of("import refused: it would " + what(refused));
    for (ReachedRows found : refused) {
      problem = problem.detail(found.sentence());
    }
    throw new RefusedException(problem.hint(hint(refused)));
  }

  private static String what(List<ReachedRows> refused) {
    boolean deletes = refused.stream().anyMatch(found -> found.event == Event.DELETE);
    boolean updates = refused.stream().anyMatch(found -> found.event == Event.UPDATE);
    return (deletes ? "delete rows" : "")
        + (deletes && updates ? " or " : "")
        + (updates ? "change keys" : "")
        + " that other rows reference, which stay";
  }

  private String sentence() {
    String more = rows > shown.size() ? " and others" : "";
    return "%s of %s %s → %s of %s (%s, ON %s %s)%s%s"
        .formatted(
            count(from),
            reference.parent(),
            event == Event.DELETE ? "to delete" : "to get another key",
            count(rows),
            reference.child(),
            reference.name(),
            event,
            action,
            shown.isEmpty() ? "" : ": " + String.join("; ", shown) + more,
            kept ? "; another row takes the key" : "");
  }

  private static String count(long rows) {
    return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
  }

  private static String hint(List<ReachedRows> refused) {
    ReachedRows first = refused.get(0);
    if (first.kept) {
      String key =
          first.reference.parentColumns().stream()
              .map(ColumnName::toString)
              .collect(Collectors.joining(", ", "[", "]"));
      return "have the rows of "
          + first.reference.parent()
          + " recognised by what is referenced: give it \"key: "
          + key
          + "\" in the config";
    }
    String allow =
        refused.stream().allMatch(ReachedRows::allowable) ? ", or pass --allow-cascade" : "";
    return first.event == Event.DELETE
        ? "add "
            + first.reference.child()
            + " to the scenario, or use \"update-import\", which deletes nothing"
            + allow
        : "add " + first.reference.child() + " to the scenario" + allow;
  }
}
