package io.loomctl.scenario;

import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;

/**
 * What brings rows of a table into a scenario: a rule, or a reference that a rule or need follows.
 */
sealed interface Origin {

  /** Whose rows they are. */
  TableName table();

  /** What to do when it brings too many. */
  String remedy();

  /** The table is taken whole. */
  record Whole(TableName table, Where rule) implements Origin {

    @Override
    public String remedy() {
      return "select some of the rows by \"where\" or \"via\", or raise max_rows";
    }

    @Override
    public String toString() {
      return "as all are taken (" + place(rule) + ")";
    }
  }

  /** The operator's condition holds. */
  record Matching(TableName table, Where rule) implements Origin {

    @Override
    public String remedy() {
      return "narrow the condition, or raise max_rows";
    }

    @Override
    public String toString() {
      return "by a condition (" + place(rule) + ")";
    }
  }

  /** The parent is owned. */
  record Down(Reference reference, Where rule) implements Origin {

    @Override
    public TableName table() {
      return reference.child();
    }

    @Override
    public String remedy() {
      boolean children = String.valueOf(rule.path()).endsWith(".children");
      return (children ? "keep \"children\" out of " + table() + " with \"stop\", " : "")
          + "select fewer rows of "
          + reference.parent()
          + ", or raise max_rows";
    }

    @Override
    public String toString() {
      return "below " + described(reference) + " (" + place(rule) + ")";
    }
  }

  /** A child is selected. */
  record Up(Reference reference) implements Origin {

    @Override
    public TableName table() {
      return reference.parent();
    }

    @Override
    public String remedy() {
      return "select fewer rows of "
          + reference.child()
          + ", \"exclude\" the column that references them, or raise max_rows";
    }

    @Override
    public String toString() {
      return "required by " + described(reference);
    }
  }

  private static String described(Reference reference) {
    return reference + name(reference);
  }

  private static String name(Reference reference) {
    return reference.kind() == Reference.Kind.VIRTUAL
        ? ", a virtual reference"
        : ", " + reference.name();
  }

  private static String place(Where where) {
    return where.path() + ", line " + where.line();
  }
}
