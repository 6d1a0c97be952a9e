package io.loomctl.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known word that was probably meant. */
public final class NearMiss {

  private static final int TOO_FAR = Integer.MAX_VALUE;

  private record Candidate(String word, int distance) {}

  private NearMiss() {}

  /**
   * The nearest known word, compared without regard to case. Words count as near when they differ
   * by few changed, missing, extra or swapped letters, or when one is the beginning of the other;
   * of equally near ones the first by code unit is taken.
   */
  public static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .map(word -> new Candidate(word, distance(lower(written), lower(word))))
        .filter(candidate -> candidate.distance < TOO_FAR)
        .min(
            Comparator.comparingInt(Candidate::distance)
                .thenComparing(candidate -> !candidate.word.equals(written))
                .thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  /** The same as a question, ready to be a problem's hint. */
  public static Optional<String> question(String written, Collection<String> known) {
    return of(written, known).map(word -> "did you mean " + Quote.of(word) + "?");
  }

  private static int distance(String written, String known) {
    int limit = limit(Math.max(written.length(), known.length()));
    if (Math.abs(written.length() - known.length()) <= limit) {
      int edits = edits(written, known);
      if (edits <= limit) {
        return edits;
      }
    }
    boolean beginning =
        Math.min(written.length(), known.length()) >= 3
            && (known.startsWith(written) || written.startsWith(known));
    return beginning ? 10 + Math.abs(written.length() - known.length()) : TOO_FAR;
  }

  /** One slip in a short word, three in a long one; words of two letters leave no room for any. */
  private static int limit(int length) {
    return length < 3 ? 0 : length < 6 ? 1 : length < 9 ? 2 : 3;
  }

  /** Damerau-Levenshtein distance in its restricted form (optimal string alignment). */
  private static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
