package io.loomctl.database;

import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** What tells a database from every other, physical copies of it aside. */
public final class DatabaseIdentity {

  private static final Sql DATABASE =
      Sql.of("(SELECT oid FROM pg_database WHERE datname = current_database())");

  private DatabaseIdentity() {}

  /**
   * A digest of the server's identifier and the database's, in hexadecimal. Where the role may not
   * see the server's, that of its address stands in.
   */
  public static String of(Session session) {
    List<String> identity = new ArrayList<>();
    Sql own =
        Sql.of("SELECT concat(system_identifier, '/', {}) FROM pg_control_system()", DATABASE);
    if (session.attempt(() -> identity.addAll(text(session, own))).isPresent()) {
      identity.addAll(
          text(
              session,
              Sql.of(
                  "SELECT concat(inet_server_addr(), ':', inet_server_port(), '/', {})",
                  DATABASE)));
    }
    return DigestUtils.sha256Hex(identity.get(0));
  }

  private static List<String> text(Session session, Sql query) {
    return session.query(query, row -> row.getString(1));
  }
}
