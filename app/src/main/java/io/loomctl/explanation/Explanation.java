package io.loomctl.explanation;

import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;

/** Why a row is in a scenario, or why it is not. */
public sealed interface Explanation {

  /** Whether an export would take the row. */
  boolean isSelected();

  /**
   * A row that an export takes.
   *
   * @param owned whether the scenario owns it, else it is required
   * @param rule what names the chain's first row
   * @param first the row that the rule names
   * @param chain from there to the row; empty when the rule names the row itself
   */
  record Selected(RowName row, boolean owned, Rule rule, RowName first, List<Link> chain)
      implements Explanation {

    public Selected {
      chain = List.copyOf(chain);
    }

    @Override
    public boolean isSelected() {
      return true;
    }
  }

  /**
   * A row that stays behind.
   *
   * @param reasons at least one, the nearest first
   */
  record LeftOut(RowName row, List<Reason> reasons) implements Explanation {

    public LeftOut {
      reasons = List.copyOf(reasons);
    }

    @Override
    public boolean isSelected() {
      return false;
    }
  }

  /**
   * There is no such row.
   *
   * @param key as it was asked for
   */
  record Missing(TableName table, String key) implements Explanation {

    @Override
    public boolean isSelected() {
      return false;
    }
  }

  /**
   * What the operator wrote.
   *
   * @param condition with the parameters in their places; nothing when all rows are taken
   */
  record Rule(Optional<String> condition, Where where) {}

  /**
   * One reference on the way.
   *
   * @param row that the reference leads to
   * @param down whether it is the reference's child, owned because its parent is; else it is the
   *     parent, required by its child
   * @param values of the child's columns
   * @param rule what follows the reference down; upward none is needed
   */
  record Link(
      RowName row,
      Reference reference,
      boolean down,
      List<Optional<String>> values,
      Optional<Rule> rule) {

    public Link {
      values = List.copyOf(values);
    }

    /** {@code (project_id=4)}. */
    public String childColumns() {
      return RowName.equations(reference.columns(), values);
    }

    /** {@code (id=4)}. */
    public String parentColumns() {
      List<ColumnName> columns = reference.parentColumns();
      return RowName.equations(columns, values);
    }
  }

  /**
   * Something that keeps the row out, in a sentence.
   *
   * @param where the place in the config that says so, if one does
   */
  record Reason(Kind kind, String message, Where where) {

    /** What programs tell reasons apart by. */
    public enum Kind {
      /** The rule's condition does not hold for the row. */
      CONDITION,
      /** The row references no parent where a rule asks for one. */
      NO_PARENT,
      /** The parent that a rule asks for is not owned. */
      PARENT_NOT_OWNED,
      /** The scenario does not follow references down. */
      NO_CHILDREN,
      /** {@code children} lists other tables. */
      NOT_LISTED,
      /** References to lookup tables are not followed down. */
      LOOKUP_PARENT,
      /** {@code children} does not enter lookup tables. */
      LOOKUP,
      /** {@code children} does not enter tables of other schemas. */
      OTHER_SCHEMA,
      /** {@code stop} names the table. */
      STOP,
      /** A selected row references it by a column that is excluded. */
      EXCLUDED_COLUMN,
      /** No rule names the table. */
      NO_RULE,
      /** No selected row references it. */
      NOT_REQUIRED
    }
  }
}
