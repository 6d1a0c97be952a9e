package io.loomctl.catalog;

/**
 * What a foreign key does to rows whose parent is deleted or gets another key; the more a later one
 * reaches.
 */
public enum ReferentialAction {
  NO_ACTION,
  RESTRICT,
  SET_NULL,
  SET_DEFAULT,
  CASCADE;

  /** Whether the server refuses the change instead of changing the referencing rows. */
  public boolean refuses() {
    return this == NO_ACTION || this == RESTRICT;
  }

  /**
   * Whether it looks at the referencing rows even when another parent row has the key by then. NO
   * ACTION alone does not.
   */
  public boolean acts() {
    return this != NO_ACTION;
  }

  static ReferentialAction of(String code) {
    return switch (code) {
      case "a" -> NO_ACTION;
      case "r" -> RESTRICT;
      case "n" -> SET_NULL;
      case "d" -> SET_DEFAULT;
      case "c" -> CASCADE;
      default -> throw new IllegalArgumentException(code);
    };
  }

  /** {@code SET NULL}. */
  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
