package io.loomctl.failure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, said to a person.
 *
 * @param message what is wrong: one sentence without a full stop, user text in double quotes
 * @param details further lines, each shown indented
 * @param hint what to do next
 */
public record Problem(Where where, String message, List<String> details, @Nullable String hint) {

  public Problem {
    details = List.copyOf(details);
  }

  public static Problem of(String message) {
    return new Problem(Where.NOWHERE, message, List.of(), null);
  }

  public static Problem at(Where where, String message) {
    return new Problem(where, message, List.of(), null);
  }

  public Problem detail(String detail) {
    List<String> more = new ArrayList<>(details);
    more.add(detail);
    return new Problem(where, message, more, hint);
  }

  public Problem hint(@Nullable String hint) {
    return new Problem(where, message, details, hint);
  }

  @Override
  public String toString() {
    String place = where.toString();
    return place.isEmpty() ? message : place + ": " + message;
  }
}
