package io.loomctl.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Completes libpq's keywords from the environment and its defaults, and says them in pgjdbc's. */
final class LibpqSettings {

  private static final Set<String> PLACE = Set.of("host", "port", "dbname");

  /** What a URL says elsewhere, or never. */
  private static final Set<String> UNSAID = Set.of("user", "password", "sslpassword");

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private final Map<String, String> given;
  private final Map<String, String> environment;

  private LibpqSettings(Map<String, String> given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  static DatabaseAddress address(Map<String, String> given, Map<String, String> environment)
      throws BadAddressException {
    for (String keyword : given.keySet()) {
      if (!PLACE.contains(keyword) && !LibpqParameter.exists(keyword)) {
        throw new BadAddressException(
            "loomctl does not know the connection parameter \"" + keyword + "\"",
            "take it out; it knows sslmode, sslrootcert, sslcert, sslkey, application_name,"
                + " connect_timeout, options, target_session_attrs and a few more");
      }
    }
    return new LibpqSettings(given, environment).address();
  }

  /** A URL of what is given, completed from the environment, without passwords. */
  static String url(Map<String, String> given, Map<String, String> environment)
      throws BadAddressException {
    LibpqSettings settings = new LibpqSettings(given, environment);
    String user =
        settings.value("user", Optional.of("PGUSER")).orElse(System.getProperty("user.name"));
    String database = settings.value("dbname", Optional.of("PGDATABASE")).orElse(user);
    String query =
        new TreeMap<>(given)
            .entrySet().stream()
                .filter(each -> !PLACE.contains(each.getKey()) && !UNSAID.contains(each.getKey()))
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    return "postgresql://"
        + encoded(user)
        + "@"
        + String.join(",", settings.servers())
        + "/"
        + encoded(database)
        + (query.isEmpty() ? "" : "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private DatabaseAddress address() throws BadAddressException {
    Map<String, String> properties = properties();
    String user = properties.getOrDefault("user", System.getProperty("user.name"));
    properties.put("user", user);
    String database = value("dbname", Optional.of("PGDATABASE")).orElse(user);
    String servers = String.join(",", servers());
    return new DatabaseAddress(
        "jdbc:postgresql://" + servers + "/" + encoded(database),
        properties,
        user + "@" + servers + "/" + database);
  }

  private List<String> servers() throws BadAddressException {
    String[] hosts = value("host", Optional.of("PGHOST")).orElse("localhost").split(",", -1);
    String[] ports = value("port", Optional.of("PGPORT")).orElse("5432").split(",", -1);
    if (ports.length != 1 && ports.length != hosts.length) {
      throw new BadAddressException(
          "there are " + hosts.length + " hosts but " + ports.length + " ports",
          "give one port for all hosts, or one for each");
    }
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      servers.add(host(hosts[i].strip()) + ":" + port(ports[ports.length == 1 ? 0 : i].strip()));
    }
    return servers;
  }

  private static String host(String host) throws BadAddressException {
    if (host.startsWith("/") || host.startsWith("@")) {
      throw new BadAddressException(
          "the host is a Unix socket, which loomctl cannot use",
          "use localhost; the host comes from the URL or PGHOST");
    }
    if (host.matches(".*[\\s/@?#].*")) {
      throw new BadAddressException(
          "the host has a character that no host name has",
          "write hosts as example.org, 192.0.2.1 or [::1]");
    }
    String name = host.isEmpty() ? "localhost" : host;
    return name.contains(":") ? "[" + name + "]" : name;
  }

  private static int port(String text) throws BadAddressException {
    // A wrong port is not shown: it may be a piece of a password that was not encoded.
    if (!text.isEmpty() && (!text.matches("\\d{1,5}") || !isPort(Integer.parseInt(text)))) {
      throw new BadAddressException(
          "the port is not a number from 1 to 65535",
          "write postgresql://user@host:5432/database; in a user name or password write @ as %40,"
              + " : as %3A and / as %2F");
    }
    return text.isEmpty() ? 5432 : Integer.parseInt(text);
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65535;
  }

  private Map<String, String> properties() throws BadAddressException {
    Map<String, String> properties = new TreeMap<>();
    properties.put("ApplicationName", given.getOrDefault("fallback_application_name", "loomctl"));
    properties.put("tcpKeepAlive", "true");
    for (LibpqParameter parameter : LibpqParameter.values()) {
      Optional<String> value = value(parameter.keyword(), parameter.variable());
      if (value.isPresent() && parameter.property().isPresent()) {
        properties.put(parameter.property().get(), translated(parameter, value.get()));
      }
    }
    if (properties.containsKey("connectTimeout")) {
      properties.put("loginTimeout", properties.get("connectTimeout"));
    }
    if ("system".equals(properties.get("sslrootcert"))) {
      properties.remove("sslrootcert");
      properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      properties.put("sslmode", "verify-full");
    }
    return properties;
  }

  private static String translated(LibpqParameter parameter, String value)
      throws BadAddressException {
    return switch (parameter) {
      case SSLMODE -> {
        if (!SSL_MODES.contains(value)) {
          throw new BadAddressException(
              "there is no sslmode \"" + value + "\"",
              "it is one of disable, allow, prefer, require, verify-ca and verify-full");
        }
        yield value;
      }
      case CONNECT_TIMEOUT -> {
        if (!value.matches("-?\\d{1,6}")) {
          throw new BadAddressException(
              "connect_timeout is not a number of seconds", "write connect_timeout=10");
        }
        yield String.valueOf(Math.max(0, Integer.parseInt(value)));
      }
      case TARGET_SESSION_ATTRS -> {
        String type = SERVER_TYPES.get(value);
        if (type == null) {
          throw new BadAddressException(
              "there is no target_session_attrs \"" + value + "\"",
              "it is one of any, read-write, read-only, primary, standby and prefer-standby");
        }
        yield type;
      }
      case KEEPALIVES -> String.valueOf(!value.equals("0"));
      case LOAD_BALANCE_HOSTS -> String.valueOf(value.equals("random"));
      default -> value;
    };
  }

  private Optional<String> value(String keyword, Optional<String> variable) {
    return Optional.ofNullable(given.get(keyword))
        .or(() -> variable.map(environment::get))
        .filter(value -> !value.isEmpty());
  }
}
