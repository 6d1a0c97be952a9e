package io.loomctl.comparison;

import java.util.List;

/** What a column of a row holds. */
public sealed interface Value {

  Value NULL = new Null();

  /** No value. */
  record Null() implements Value {}

  /**
   * A value.
   *
   * @param text as PostgreSQL prints it
   * @param type the column's type, as {@code format_type} prints it
   */
  record Plain(String text, String type) implements Value {}

  /** The row that a reference leads to, told by its natural key. */
  record Parent(List<Value> key) implements Value {

    public Parent {
      key = List.copyOf(key);
    }
  }
}
