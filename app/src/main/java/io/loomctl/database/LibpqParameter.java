package io.loomctl.database;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** libpq's connection parameters that the driver knows too, besides those that say where. */
enum LibpqParameter {
  USER("user", "PGUSER", "user"),
  PASSWORD("password", "PGPASSWORD", "password"),
  SSLMODE("sslmode", "PGSSLMODE", "sslmode"),
  SSLROOTCERT("sslrootcert", "PGSSLROOTCERT", "sslrootcert"),
  SSLCERT("sslcert", "PGSSLCERT", "sslcert"),
  SSLKEY("sslkey", "PGSSLKEY", "sslkey"),
  SSLPASSWORD("sslpassword", null, "sslpassword"),
  SSLNEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", "sslNegotiation"),
  CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", "channelBinding"),
  REQUIRE_AUTH("require_auth", "PGREQUIREAUTH", "requireAuth"),
  GSSENCMODE("gssencmode", "PGGSSENCMODE", "gssEncMode"),
  KRBSRVNAME("krbsrvname", "PGKRBSRVNAME", "kerberosServerName"),
  APPLICATION_NAME("application_name", "PGAPPNAME", "ApplicationName"),
  FALLBACK_APPLICATION_NAME("fallback_application_name", null, null),
  CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", "connectTimeout"),
  OPTIONS("options", "PGOPTIONS", "options"),
  TARGET_SESSION_ATTRS("target_session_attrs", "PGTARGETSESSIONATTRS", "targetServerType"),
  LOAD_BALANCE_HOSTS("load_balance_hosts", "PGLOADBALANCEHOSTS", "loadBalanceHosts"),
  KEEPALIVES("keepalives", null, "tcpKeepAlive"),
  // The system's own figures serve where Java cannot set them.
  KEEPALIVES_IDLE("keepalives_idle", null, null),
  KEEPALIVES_INTERVAL("keepalives_interval", null, null),
  KEEPALIVES_COUNT("keepalives_count", null, null),
  TCP_USER_TIMEOUT("tcp_user_timeout", null, null),
  // The driver always speaks UTF-8.
  CLIENT_ENCODING("client_encoding", null, null);

  private final String keyword;
  private final @Nullable String variable;
  private final @Nullable String property;

  LibpqParameter(String keyword, @Nullable String variable, @Nullable String property) {
    this.keyword = keyword;
    this.variable = variable;
    this.property = property;
  }

  static boolean exists(String keyword) {
    return Arrays.stream(values()).anyMatch(parameter -> parameter.keyword.equals(keyword));
  }

  String keyword() {
    return keyword;
  }

  /** The environment variable that stands in. */
  Optional<String> variable() {
    return Optional.ofNullable(variable);
  }

  /** The driver's name; none when the parameter is accepted and has no effect. */
  Optional<String> property() {
    return Optional.ofNullable(property);
  }
}
