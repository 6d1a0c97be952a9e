package io.loomctl.diagram;

/** How large things are drawn. What a browser's font makes wider than this is shortened there. */
final class BoxSize {

  static final int HEIGHT = 42;
  static final int GAP = 14;

  private static final int LETTER = 8;
  private static final int WIDE_LETTER = 14;
  private static final int PADDING = 28;
  private static final int NARROWEST = 120;
  private static final int WIDEST = 260;
  private static final int LABEL_LETTER = 7;
  private static final int LONGEST_LABEL = 190;

  private BoxSize() {}

  static int width(String name) {
    return Math.min(WIDEST, Math.max(NARROWEST, PADDING + letters(name, LETTER)));
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
