package io.loomctl.config;

import java.util.List;
import java.util.Optional;

/** What is asked of the columns that a snapshot takes out of a database. */
public enum Masking {
  /** Each is masked, excluded or declared safe. */
  STRICT,
  /** Those that the config masks are masked. */
  LENIENT;

  private static final List<String> WORDS = List.of("strict", "lenient");

  /** Why every column of a scenario's tables has to be decided about, if it has to. */
  public static Optional<String> strictness(DatabaseConfig database, ScenarioConfig scenario) {
    if (scenario.masking() == STRICT) {
      return Optional.of("scenario \"" + scenario.name() + "\" is strict");
    } else if (!database.strict()) {
      return Optional.empty();
    }
    return Optional.of(
        "database \""
            + database.name()
            + "\" is "
            + (database.masking().isEmpty()
                ? "protected (\"masking: lenient\" there would let them pass)"
                : "strict"));
  }

  static Optional<Masking> read(Element element) {
    Optional<String> text = element.text("strict or lenient").map(Located::value);
    if (text.isPresent() && !WORDS.contains(text.get())) {
      element.problem(
          "expected strict or lenient, found " + Quote.of(text.get()),
          NearMiss.question(text.get(), WORDS).orElse(null));
      return Optional.empty();
    }
    return text.map(word -> word.equals("strict") ? STRICT : LENIENT);
  }
}
