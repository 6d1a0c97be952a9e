package io.loomctl.privacy;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a single value looks like, whatever its column is called. */
enum ValueShape {
  EMAIL(Subject.EMAIL, "e-mail addresses", "[^\\s@<>,;:\"()]+@[\\p{L}\\p{N}.-]+\\.\\p{L}{2,}"),
  CARD(Subject.CARD, "card numbers", "[3-6]\\d{3}([ -]?)(?:\\d{4}\\1){2}\\d{1,7}|3\\d{13,14}") {
    @Override
    boolean fits(String value) {
      return super.fits(value) && hasLuhnDigit(value);
    }
  },
  IBAN(Subject.ACCOUNT, "IBANs", "[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}") {
    @Override
    boolean fits(String value) {
      return super.fits(value) && hasIbanDigits(value);
    }
  },
  SSN(
      Subject.NATIONAL_ID,
      "social security numbers",
      "(?!000|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}"),
  IP(
      Subject.NETWORK_ADDRESS,
      "IP addresses",
      "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}"
          + "|(?=.*:.*:)(?:\\p{XDigit}{0,4}:){2,7}\\p{XDigit}{0,4}"),
  PHONE(
      Subject.PHONE,
      "phone numbers",
      "(?:\\+|00)[1-9][\\d ()./-]{6,20}|\\(\\d{2,5}\\)[ -]?\\d[\\d -]{4,12}"
          + "|0\\d{1,4} ?[ /-] ?\\d[\\d -]{4,12}|\\d{3}([-. ])\\d{3}\\1\\d{4}") {
    @Override
    boolean fits(String value) {
      long digits = value.chars().filter(Character::isDigit).count();
      return super.fits(value) && digits >= 7 && digits <= 15;
    }
  },
  SECRET(
      Subject.SECRET,
      "password hashes or tokens",
      "\\$(?:2[abxy]?|1|5|6|argon2\\w*|scrypt|pbkdf2[\\w-]*)\\$\\S+|eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*"
          + "|(?:sk|pk|ghp|gho|xox[abp])[-_]\\w{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  /** Within longer text. */
  private static final Pattern CONTAINED_EMAIL =
      Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,64}\\.[\\p{L}\\p{N}.-]{2,64}");

  private final Subject subject;
  private final String plural;
  private final Pattern pattern;

  ValueShape(Subject subject, String plural, String pattern) {
    this.subject = subject;
    this.plural = plural;
    this.pattern = Pattern.compile(pattern);
  }

  Subject subject() {
    return subject;
  }

  /** For messages. */
  String plural() {
    return plural;
  }

  boolean fits(String value) {
    return pattern.matcher(value).matches();
  }

  long count(List<String> values) {
    return values.stream().filter(this::fits).count();
  }

  static boolean holdsEmail(String value) {
    return CONTAINED_EMAIL.matcher(value).find();
  }

  /** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
  private static boolean hasLuhnDigit(String value) {
    int sum = 0;
    int place = 0;
    for (int at = value.length() - 1; at >= 0; at--) {
      if (Character.isDigit(value.charAt(at))) {
        int digit = value.charAt(at) - '0';
        int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
        sum += place % 2 == 0 ? digit : doubled;
        place++;
      }
    }
    return place >= 13 && place <= 19 && sum % 10 == 0;
  }

  /** The check digits of ISO 13616. */
  private static boolean hasIbanDigits(String value) {
    String text = value.replace(" ", "").toUpperCase(Locale.ROOT);
    StringBuilder digits = new StringBuilder();
    (text.substring(4) + text.substring(0, 4))
        .chars()
        .forEach(character -> digits.append(Character.digit(character, 36)));
    return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
  }
}
