package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearMissTest {

  private static final List<String> COLUMNS =
      List.of("fragment_id", "customer", "handle", "key", "all", "id", "Status");

  @Test
  void oneSlipIsForgivenInShortWordsAndMoreInLongOnes() {
    assertThat(NearMiss.of("custmer", COLUMNS)).contains("customer");
    assertThat(NearMiss.of("kye", COLUMNS)).contains("key");
    assertThat(NearMiss.of("al", COLUMNS)).contains("all");
    assertThat(NearMiss.of("fragmnt_ids", COLUMNS)).contains("fragment_id");
    assertThat(NearMiss.of("hndel", COLUMNS)).contains("handle");
  }

  @Test
  void theBeginningOfAWordIsNear() {
    assertThat(NearMiss.of("fragment", COLUMNS)).contains("fragment_id");
  }

  @Test
  void wordsThatHaveLittleInCommonAreNotNear() {
    assertThat(NearMiss.of("xy", COLUMNS)).isEmpty();
    assertThat(NearMiss.of("mask", COLUMNS)).isEmpty();
    assertThat(NearMiss.of("", COLUMNS)).isEmpty();
    assertThat(NearMiss.of("customer", List.of())).isEmpty();
  }

  @Test
  void ofEquallyNearWordsTheFirstIsTakenWhateverTheirOrder() {
    assertThat(NearMiss.of("user_x", List.of("user_b", "user_a"))).contains("user_a");
    assertThat(NearMiss.question("usr", List.of("user"))).contains("did you mean \"user\"?");
  }

  @Property
  void anotherCaseIsAlwaysNear(@ForAll @AlphaChars @StringLength(min = 1, max = 70) String word) {
    assertThat(NearMiss.of(word.toUpperCase(Locale.ROOT), List.of("zzz-other", word)))
        .contains(word);
  }

  @Property
  void twoSwappedLettersOfAnyWordAreNear(@ForAll("words") String word) {
    String swapped = word.substring(0, 1) + word.charAt(2) + word.charAt(1) + word.substring(3);
    assertThat(NearMiss.of(swapped, List.of(word))).contains(word);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(3).ofMaxLength(63);
  }
}
