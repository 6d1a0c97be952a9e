package io.loomctl.catalog;

/**
 * What a foreign key does when a parent row loses the key that it references.
 *
 * @param deferrable whether its check may wait for the end of the transaction
 */
public record ForeignKeyActions(
    ReferentialAction onDelete, ReferentialAction onUpdate, boolean deferrable) {

  /** How a parent row loses its key. */
  public enum Event {
    DELETE,
    UPDATE
  }

  public ReferentialAction on(Event event) {
    return event == Event.DELETE ? onDelete : onUpdate;
  }

  /** Of two keys that stand for one: what reaches more. */
  ForeignKeyActions stronger(ForeignKeyActions other) {
    return new ForeignKeyActions(
        onDelete.compareTo(other.onDelete) < 0 ? other.onDelete : onDelete,
        onUpdate.compareTo(other.onUpdate) < 0 ? other.onUpdate : onUpdate,
        deferrable && other.deferrable);
  }
}
