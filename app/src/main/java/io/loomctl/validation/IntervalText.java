package io.loomctl.validation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Intervals as {@code IntervalStyle = postgres} prints them, such as {@code 1 mon -2 days 03:04}.
 */
final class IntervalText {

  private static final Pattern PART =
      Pattern.compile(
          "(?<number>[+-]?\\d+) (?<unit>year|mon|day)s?"
              + "|(?<sign>[+-]?)(?<hours>\\d+):(?<minutes>\\d+):(?<seconds>[\\d.]+)");

  private static final long DAY = 86_400;

  private IntervalText() {}

  /**
   * The seconds that the server compares by, to which a month is 30 days and a day 24 hours; other
   * text, such as infinity, as it is.
   */
  static String canonical(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal seconds = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && text.substring(end, part.start()).isBlank()) {
      seconds = seconds.add(seconds(part));
      end = part.end();
    }
    return end == 0 || end < text.length() ? text : seconds.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal seconds(Matcher part) {
    if (part.group("unit") != null) {
      long days =
          switch (part.group("unit")) {
            case "year" -> 360;
            case "mon" -> 30;
            default -> 1;
          };
      return new BigDecimal(part.group("number")).multiply(BigDecimal.valueOf(days * DAY));
    }
    BigInteger minutes =
        new BigInteger(part.group("hours"))
            .multiply(BigInteger.valueOf(60))
            .add(new BigInteger(part.group("minutes")));
    BigDecimal time =
        new BigDecimal(minutes.multiply(BigInteger.valueOf(60)))
            .add(new BigDecimal(part.group("seconds")));
    return part.group("sign").equals("-") ? time.negate() : time;
  }
}
