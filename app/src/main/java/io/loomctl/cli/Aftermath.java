package io.loomctl.cli;

import org.jspecify.annotations.Nullable;

/** What a command that failed has changed. */
enum Aftermath {
  /** It is not said: there was nothing to change. */
  UNSAID("", false),
  NO_SNAPSHOT("No snapshot was written.", false),
  NOTHING("Nothing was changed.", false),
  /** The connection was lost when the changes were being committed. */
  UNKNOWN("It is not known whether the changes were made.", null),
  /** What failed came after them. */
  MADE("The changes were made.", true);

  private final String sentence;
  private final @Nullable Boolean changed;

  Aftermath(String sentence, @Nullable Boolean changed) {
    this.sentence = sentence;
    this.changed = changed;
  }

  /** For people; may be empty. */
  String sentence() {
    return sentence;
  }

  /** For programs: nothing when it is not known. */
  @Nullable Boolean changed() {
    return changed;
  }
}
