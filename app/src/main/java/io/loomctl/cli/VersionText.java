package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of a snapshot, as users write it. */
final class VersionText {

  private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})");

  private VersionText() {}

  /** The number of {@code v3}; nothing for a text that is no version. */
  static OptionalInt number(String text) {
    Matcher version = VERSION.matcher(text);
    return version.matches()
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }

  /**
   * The same where nothing but a version can be meant, so that {@code 3} will do.
   *
   * @param taker what takes the version, for the message
   * @return 0 for the newest when there is no text
   * @throws UsageException when it is no version
   */
  static int number(@Nullable String text, String taker) {
    if (text == null) {
      return 0;
    }
    return number(text.startsWith("v") ? text : "v" + text)
        .orElseThrow(
            () ->
                new UsageException(
                    Problem.of(taker + " takes a version such as v2, not \"" + text + "\"")));
  }
}
