package io.loomctl.graph;

import java.util.regex.Pattern;

/**
 * A scenario's name. It becomes a folder and part of file names on every file system, so it holds
 * letters, digits, dots, dashes and underscores only, starts with a letter or digit, does not end
 * in a dot, and has at most 64 characters.
 */
public record ScenarioName(String value) implements Comparable<ScenarioName> {

  public static final String RULE =
      "a scenario's name has up to 64 letters, digits, \".\", \"-\" and \"_\", starts with a letter"
          + " or digit, does not end in a dot, and is not \"metadata\"";

  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?");

  public ScenarioName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(RULE + ": " + value);
    }
  }

  /** {@code metadata} is where the manifest lives, so no scenario can have that folder. */
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches() && !value.equalsIgnoreCase("metadata");
  }

  @Override
  public int compareTo(ScenarioName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
