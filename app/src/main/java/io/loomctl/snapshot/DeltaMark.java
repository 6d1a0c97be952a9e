package io.loomctl.snapshot;

/** What the first value of a row in a delta says of the row. */
public enum DeltaMark {
  /** Only the base has it. */
  REMOVED('-'),
  /** As it is in the base; the next row is what became of it. */
  BEFORE('<'),
  /** What became of the row before. */
  AFTER('>'),
  /** Only the newer version has it. */
  ADDED('+'),
  /** It did not change, but natural keys tell who is who, and one that did references it. */
  REFERENCED('=');

  /** What the column of the marks is called, unless a table has a column of that name. */
  public static final String COLUMN = "loomctl_mark";

  private final byte sign;

  DeltaMark(char sign) {
    this.sign = (byte) sign;
  }

  public byte sign() {
    return sign;
  }

  /** Whether the base has such a row. */
  public boolean isInBase() {
    return this == REMOVED || this == BEFORE || this == REFERENCED;
  }

  /** Whether the newer version has such a row. */
  public boolean isInNewer() {
    return this == ADDED || this == AFTER || this == REFERENCED;
  }

  /**
   * The mark that a row begins with.
   *
   * @throws MalformedException when it begins otherwise
   */
  public static DeltaMark of(RowLines row) throws MalformedException {
    int length = row.to(0) - row.from(0);
    for (DeltaMark mark : values()) {
      if (length == 1 && row.bytes()[row.from(0)] == mark.sign) {
        return mark;
      }
    }
    throw new MalformedException("a row of a delta does not say how it changed");
  }
}
