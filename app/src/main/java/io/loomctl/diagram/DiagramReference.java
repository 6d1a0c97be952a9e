package io.loomctl.diagram;

import io.loomctl.catalog.ReferentialAction;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reference in a diagram.
 *
 * @param nullable whether a row need not have a parent
 * @param deferrable whether its check may wait for the end of the transaction
 * @param carried whether its columns leave the database, so that parents have to come along
 * @param cycle the number of the cycle whose tables it connects; 0 for none
 * @param onDelete nothing for a virtual reference
 * @param use what the scenario makes of it; nothing without a scenario
 */
public record DiagramReference(
    Reference reference,
    boolean nullable,
    boolean deferrable,
    boolean carried,
    int cycle,
    Optional<ReferentialAction> onDelete,
    Optional<Use> use) {

  /** What a scenario makes of a reference. */
  public enum Use {
    /** Rows are owned when the parent row is. */
    OWNS,
    /** Parent rows come along. */
    REQUIRES,
    /** Nothing. */
    NONE
  }

  public TableName child() {
    return reference.child();
  }

  public TableName parent() {
    return reference.parent();
  }

  /** The child's columns, with commas between them. */
  public String columns() {
    return reference.columns().stream().map(ColumnName::toString).collect(Collectors.joining(", "));
  }

  /** What is not usual about it, in words. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (nullable) {
      remarks.add("nullable");
    }
    if (deferrable) {
      remarks.add("deferrable");
    }
    switch (reference.kind()) {
      case NOT_VALID -> remarks.add("not valid");
      case NOT_ENFORCED -> remarks.add("not enforced");
      case VIRTUAL -> remarks.add("virtual");
      case FOREIGN_KEY -> {}
    }
    if (!carried) {
      remarks.add("excluded");
    }
    return remarks;
  }
}
