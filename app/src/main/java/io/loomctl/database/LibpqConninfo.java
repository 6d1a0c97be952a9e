package io.loomctl.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code host=localhost dbname='my db'}: libpq's keyword/value strings. */
final class LibpqConninfo {

  private static final Pattern SETTING =
      Pattern.compile(
          "\\G\\s*(?<keyword>[a-z_]+)\\s*=\\s*"
              + "(?:'(?<quoted>(?:[^'\\\\]|\\\\.)*+)'|(?<plain>(?:[^'\\\\\\s]|\\\\.)*+))(?=\\s|$)",
          Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private LibpqConninfo() {}

  static Map<String, String> parse(String text) throws BadAddressException {
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher setting = SETTING.matcher(text);
    int end = 0;
    while (setting.find()) {
      String quoted = setting.group("quoted");
      String value = quoted == null ? setting.group("plain") : quoted;
      settings.put(setting.group("keyword"), ESCAPE.matcher(value).replaceAll("$1"));
      end = setting.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new BadAddressException(
          "not written as keyword=value pairs",
          "write host=localhost dbname=shop, values with spaces in single quotes, or a"
              + " postgresql:// URL");
    }
    return settings;
  }
}
