package io.loomctl.privacy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A name as the words that it is made of: {@code lastLogin_IP} is last, login and ip, {@code
 * workmail} is work and mail.
 */
record NameWords(List<String> words) {

  NameWords {
    words = List.copyOf(words);
  }

  static NameWords of(String name) {
    String plain =
        Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", " ")
            .replaceAll("(?<=\\p{L})(?=\\p{N}+$)", " ")
            .toLowerCase(Locale.ROOT)
            .replaceAll("(?<![\\p{L}\\p{N}])(\\p{L}{2,}?)(e?mail)(?![\\p{L}\\p{N}])", "$1 $2");
    return new NameWords(
        Stream.of(plain.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList());
  }

  String last() {
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  /** Where the phrase begins; -1 when it is not there. The later of two is found. */
  int find(List<String> phrase) {
    for (int at = words.size() - phrase.size(); at >= 0; at--) {
      if (startsWith(at, phrase)) {
        return at;
      }
    }
    return -1;
  }

  private boolean startsWith(int at, List<String> phrase) {
    for (int i = 0; i < phrase.size(); i++) {
      if (!same(words.get(at + i), phrase.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Plurals in "s" count as their singular. */
  static boolean same(String word, String other) {
    return word.equals(other)
        || (other.length() > 2 && word.equals(other + "s"))
        || (word.length() > 2 && other.equals(word + "s"));
  }
}
