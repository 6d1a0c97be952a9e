package io.loomctl.database;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.util.Map;
import java.util.Properties;

/**
 * Where a database is and how to log in, as the driver wants it. Only {@link #settings} may hold a
 * password. Without one the driver itself looks into the {@code .pgpass} file.
 *
 * @param jdbcUrl hosts, ports and database; never a password
 * @param settings the driver's connection properties, user and password among them
 * @param display {@code user@host:port/database}, for messages
 */
public record DatabaseAddress(String jdbcUrl, Map<String, String> settings, String display) {

  private static final String EXAMPLE =
      "write it as postgresql://user@host:5432/database, with the password in PGPASSWORD or .pgpass";

  public DatabaseAddress {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads what libpq reads ({@code postgresql://} URLs and {@code key=value} strings) and {@code
   * jdbc:postgresql:} URLs. What the text leaves open comes from the {@code PG*} variables, then
   * from libpq's defaults.
   *
   * @throws ConfigException naming what is wrong, never with a piece of text that may be a password
   */
  public static DatabaseAddress parse(String url, Map<String, String> environment, Where where) {
    String text = url.strip();
    try {
      if (text.startsWith("jdbc:")) {
        return JdbcUrl.parse(text, environment);
      }
      if (LibpqUrl.isOne(text)) {
        return LibpqSettings.address(LibpqUrl.parse(text), environment);
      }
      if (text.contains("=") && !text.contains("://")) {
        return LibpqSettings.address(LibpqConninfo.parse(text), environment);
      }
    } catch (BadAddressException e) {
      throw new ConfigException(Problem.at(where, e.message()).hint(e.hint()));
    }
    throw new ConfigException(
        Problem.at(where, text.isEmpty() ? "the database URL is empty" : "not a PostgreSQL URL")
            .hint(EXAMPLE));
  }

  /**
   * The address as a URL that may stand in a file: complete, so that it means the same to others,
   * but without passwords.
   *
   * @throws ConfigException as {@link #parse} does
   */
  public static String publicUrl(String url, Map<String, String> environment, Where where) {
    DatabaseAddress address = parse(url, environment, where);
    String text = url.strip();
    if (text.startsWith("jdbc:")) {
      return address.jdbcUrl;
    }
    try {
      Map<String, String> given =
          LibpqUrl.isOne(text) ? LibpqUrl.parse(text) : LibpqConninfo.parse(text);
      return LibpqSettings.url(given, environment);
    } catch (BadAddressException e) {
      throw new ConfigException(Problem.at(where, e.message()).hint(e.hint()));
    }
  }

  /** A new copy of {@link #settings} at each call. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  @Override
  public String toString() {
    return display;
  }
}
