package io.loomctl.masking;

import io.loomctl.database.Session;
import io.loomctl.sql.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that masks are made with, derived from the salt. They reach the server as the value of a
 * setting that lives as long as the transaction, bound to a statement and never part of its text,
 * so that neither the server's log nor its view of running statements shows them.
 */
final class MaskKeys {

  static final int KEYS = 3;

  private static final String SETTING = "loomctl.mask_keys";
  private static final String MAC = "HmacSHA256";

  /** What keys are for: those of one purpose tell nothing of another's. */
  enum Purpose {
    EMAIL(0),
    PHONE(1),
    NAME(2),
    HASH(3),
    INTEGER(4);

    /** Where its keys are in the setting. */
    private final int place;

    Purpose(int place) {
      this.place = place;
    }

    /** One of the purpose's keys; the server evaluates it once for a statement. */
    Sql key(int index) {
      return Sql.of(
          "(SELECT pg_catalog.split_part(pg_catalog.current_setting({}), ',',"
              + " {})::pg_catalog.int8)",
          Sql.literal(SETTING),
          Sql.number(place * KEYS + index + 1));
    }
  }

  private MaskKeys() {}

  static void set(Session session, String salt) {
    session.set(SETTING, keys(salt));
  }

  private static String keys(String salt) {
    List<String> keys = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      for (int i = 0; i < KEYS; i++) {
        String name = "loomctl mask " + purpose.name().toLowerCase(Locale.ROOT) + " " + i;
        keys.add(String.valueOf(ByteBuffer.wrap(mac(salt, name)).getLong()));
      }
    }
    return String.join(",", keys);
  }

  /** 64 bits, in hexadecimal. */
  static String digest(String salt, String value) {
    return HexFormat.of().formatHex(mac(salt, "loomctl value " + value), 0, Long.BYTES);
  }

  private static byte[] mac(String salt, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), MAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + MAC, e);
    }
  }
}
