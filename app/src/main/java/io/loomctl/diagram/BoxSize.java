package io.loomctl.diagram;

/** How large things are drawn. What a browser's font makes wider than this is shortened there. */
final class BoxSize {

  static final int HEIGHT = 42;
  static final int GAP = 14;

  private static final int LETTER = 9;
  private static final int WIDE_LETTER = 15;
  private static final int PADDING = 28;
  private static final int LOOP = 22;
  private static final int NARROWEST = 120;
  private static final int WIDEST = 260;
  private static final int LABEL_LETTER = 7;
  private static final int LONGEST_LABEL = 190;

  private BoxSize() {}

  /**
   * Wide enough for a name.
   *
   * @param loop whether the table references itself, which has a sign
   */
  static int width(String name, boolean loop) {
    int wanted = PADDING + (loop ? LOOP : 0) + letters(name, LETTER);
    return Math.min(WIDEST, Math.max(NARROWEST, wanted));
  }

  static int label(String columns) {
    return Math.min(LONGEST_LABEL, letters(columns, LABEL_LETTER));
  }

  /**
   * High enough for the ends of all references on one side.
   *
   * @param apart the distance between two of them
   */
  static int height(int ends, int apart) {
    return Math.max(HEIGHT, (ends + 1) * apart);
  }

  private static int letters(String text, int letter) {
    return text.codePoints().map(character -> character < 0x1100 ? letter : WIDE_LETTER).sum();
  }
}
