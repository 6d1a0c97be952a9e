package io.loomctl.catalog;

/** What a foreign key does to rows whose parent is deleted; the more a later one reaches. */
public enum OnDelete {
  NO_ACTION,
  RESTRICT,
  SET_NULL,
  SET_DEFAULT,
  CASCADE;

  /** Whether the server refuses the deletion instead of changing the referencing rows. */
  public boolean refuses() {
    return this == NO_ACTION || this == RESTRICT;
  }

  static OnDelete of(String confdeltype) {
    return switch (confdeltype) {
      case "a" -> NO_ACTION;
      case "r" -> RESTRICT;
      case "n" -> SET_NULL;
      case "d" -> SET_DEFAULT;
      case "c" -> CASCADE;
      default -> throw new IllegalArgumentException(confdeltype);
    };
  }

  /** {@code ON DELETE CASCADE}. */
  @Override
  public String toString() {
    return "ON DELETE " + name().replace('_', ' ');
  }
}
