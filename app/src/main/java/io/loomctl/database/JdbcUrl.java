package io.loomctl.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a {@code jdbc:postgresql:} URL. It goes to the driver as it is, but for its passwords,
 * which move to the settings. Of the environment, PGUSER, PGPASSWORD and PGAPPNAME fill in.
 */
final class JdbcUrl {

  private static final String SERVER = "(\\[[^]/@]*]|[^\\[\\]:/@,]*)(:\\d{1,5})?";

  /** {@code //host:port,host:port/database}, {@code ///database}, or a database alone. */
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql:(//" + SERVER + "(," + SERVER + ")*/)?[^/@]*");

  private static final Set<String> SECRETS = Set.of("password", "sslpassword");

  private static final String EXAMPLE =
      "write it as jdbc:postgresql://host:5432/database?user=name, with the password in PGPASSWORD"
          + " or .pgpass";

  private JdbcUrl() {}

  static DatabaseAddress parse(String url, Map<String, String> environment)
      throws BadAddressException {
    String[] addressAndQuery = url.split("\\?", 2);
    if (!ADDRESS.matcher(addressAndQuery[0]).matches()) {
      throw new BadAddressException("not a JDBC URL that PostgreSQL's driver takes", EXAMPLE);
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("ApplicationName", environment.getOrDefault("PGAPPNAME", "loomctl"));
    settings.put("user", environment.getOrDefault("PGUSER", System.getProperty("user.name")));
    if (environment.containsKey("PGPASSWORD")) {
      settings.put("password", environment.get("PGPASSWORD"));
    }
    String query = addressAndQuery.length == 2 ? withoutSecrets(addressAndQuery[1], settings) : "";
    String cleaned = addressAndQuery[0] + (query.isEmpty() ? "" : "?" + query);
    return new DatabaseAddress(cleaned, settings, display(cleaned, settings));
  }

  private static String withoutSecrets(String query, Map<String, String> settings)
      throws BadAddressException {
    List<String> kept = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      String[] nameAndValue = parameter.split("=", 2);
      if (nameAndValue.length == 2 && SECRETS.contains(nameAndValue[0])) {
        settings.put(nameAndValue[0], decode(nameAndValue[1]));
      } else {
        kept.add(parameter);
      }
    }
    return String.join("&", kept);
  }

  private static String decode(String value) throws BadAddressException {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadAddressException(
          "the URL has a \"%\" that does not begin an escape", "write % itself as %25");
    }
  }

  private static String display(String url, Map<String, String> settings)
      throws BadAddressException {
    Properties defaults = new Properties();
    defaults.putAll(settings);
    // Any password keeps the driver from looking for one in .pgpass already now.
    defaults.putIfAbsent("password", "");
    Map<String, String> read = asTheDriverReadsIt(url, defaults);
    String[] hosts = read.getOrDefault("PGHOST", "localhost").split(",", -1);
    String[] ports = read.getOrDefault("PGPORT", "5432").split(",", -1);
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      servers.add(
          (hosts[i].isEmpty() ? "localhost" : hosts[i])
              + ":"
              + ports[Math.min(i, ports.length - 1)]);
    }
    String user = read.getOrDefault("user", "");
    return user + "@" + String.join(",", servers) + "/" + read.getOrDefault("PGDBNAME", user);
  }

  private static Map<String, String> asTheDriverReadsIt(String url, Properties defaults)
      throws BadAddressException {
    try {
      Map<String, String> read = new HashMap<>();
      for (DriverPropertyInfo property :
          DriverManager.getDriver(url).getPropertyInfo(url, defaults)) {
        if (property.value != null) {
          read.put(property.name, property.value);
        }
      }
      return read;
    } catch (SQLException e) {
      throw new BadAddressException("not a JDBC URL that PostgreSQL's driver takes", EXAMPLE);
    }
  }
}
