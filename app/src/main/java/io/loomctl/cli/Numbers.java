package io.loomctl.cli;

import java.util.Locale;

/** Figures as people read them, the same in every locale. */
final class Numbers {

  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

  private Numbers() {}

  /** {@code 1,234}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 row}, {@code 1,234 rows}. */
  static String count(long number, String noun) {
    return count(number) + " " + (number == 1 ? noun : noun + "s");
  }

  /** {@code 412 KB}; a KB is 1000 bytes. */
  static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    String pattern = unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, pattern, size, UNITS[unit]);
  }

  /** {@code 0.8 s}. */
  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
