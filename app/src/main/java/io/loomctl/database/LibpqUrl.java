package io.loomctl.database;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a {@code postgresql://} URL apart into libpq's keywords, the way libpq does (PostgreSQL's
 * documentation, section "Connection URIs"): several hosts become comma-separated lists, {@code +}
 * is no space, and the last of several equal parameters counts.
 */
final class LibpqUrl {

  private static final String ENCODE =
      "in a user name or password write @ as %40, : as %3A, / as %2F, ? as %3F and % as %25";

  private static final Pattern SERVER =
      Pattern.compile("(?:\\[(?<bracketed>[^]]+)]|(?<host>[^:\\[\\]]*))(?::(?<port>[^:]*))?");

  private LibpqUrl() {}

  static boolean isOne(String text) {
    return text.startsWith("postgresql://") || text.startsWith("postgres://");
  }

  static Map<String, String> parse(String url) throws BadAddressException {
    Map<String, String> settings = new LinkedHashMap<>();
    String rest = url.substring(url.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    int at = rest.indexOf('@');
    if (at >= 0 && (slash < 0 || at < slash)) {
      putUser(rest.substring(0, at), settings);
      rest = rest.substring(at + 1);
    }
    String[] addressAndQuery = rest.split("\\?", 2);
    if (addressAndQuery[0].indexOf('@') >= 0) {
      throw new BadAddressException("the URL has an \"@\" where none belongs", ENCODE);
    }
    String[] hostsAndDatabase = addressAndQuery[0].split("/", 2);
    putHosts(hostsAndDatabase[0], settings);
    if (hostsAndDatabase.length == 2) {
      put("dbname", hostsAndDatabase[1], settings);
    }
    if (addressAndQuery.length == 2) {
      putParameters(addressAndQuery[1], settings);
    }
    return settings;
  }

  private static void putUser(String text, Map<String, String> settings)
      throws BadAddressException {
    String[] userAndPassword = text.split(":", 2);
    put("user", userAndPassword[0], settings);
    if (userAndPassword.length == 2) {
      put("password", userAndPassword[1], settings);
    }
  }

  private static void putHosts(String text, Map<String, String> settings)
      throws BadAddressException {
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String address : text.split(",", -1)) {
      Matcher server = SERVER.matcher(address);
      if (!server.matches()) {
        throw new BadAddressException(
            "the URL has a server that is not written as host:port",
            "write an IPv6 address as [::1]:5432; " + ENCODE);
      }
      String bracketed = server.group("bracketed");
      hosts.add(bracketed == null ? server.group("host") : bracketed);
      ports.add(Objects.requireNonNullElse(server.group("port"), ""));
    }
    put("host", String.join(",", hosts), settings);
    put("port", ports.stream().allMatch(String::isEmpty) ? "" : String.join(",", ports), settings);
  }

  private static void putParameters(String query, Map<String, String> settings)
      throws BadAddressException {
    if (query.isEmpty()) {
      return;
    }
    for (String parameter : query.split("&", -1)) {
      String[] nameAndValue = parameter.split("=", -1);
      if (nameAndValue.length != 2 || nameAndValue[0].isEmpty()) {
        throw new BadAddressException(
            "the URL has a parameter that is not written as name=value",
            "write parameters as ?sslmode=require&connect_timeout=10, and = in a value as %3D");
      }
      String name = decode(nameAndValue[0]);
      if (name.equals("ssl") && nameAndValue[1].equals("true")) {
        settings.put("sslmode", "require");
      } else {
        settings.put(name, decode(nameAndValue[1]));
      }
    }
  }

  private static void put(String keyword, String encoded, Map<String, String> settings)
      throws BadAddressException {
    if (!encoded.isEmpty()) {
      settings.put(keyword, decode(encoded));
    }
  }

  private static String decode(String text) throws BadAddressException {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0 || high + low == 0) {
        throw new BadAddressException("the URL has a \"%\" that does not begin an escape", ENCODE);
      }
      out.write(16 * high + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadAddressException("the URL has escapes that are not UTF-8", ENCODE);
    }
  }
}
