package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.sql.LiteralText;
import io.loomctl.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any text on its way through COPY text and literals, with the server as the judge. */
class InsertValuesTest {
  private static final String SPECIAL = "\\'\"E\b\f\n\r\t\u000b\u0001\u001f\u007f\u0085\u2028N.;$";

  @SuppressWarnings("NullAway.Init")
  private static Connection connection;

  @BeforeContainer
  static void connect() throws SQLException {
    connection = TestServer.main().database("").connect();
  }

  @AfterContainer
  static void close() throws SQLException {
    connection.close();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withChars(SPECIAL).ofMaxLength(12),
            Arbitraries.strings().excludeChars('\0').ofMaxLength(12))
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Property(tries = 300)
  void theServerReadsFromALiteralWhatWentIn(@ForAll("texts") String text) throws SQLException {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    Bytes literal = new Bytes();
    LiteralText.write(value, 0, value.length, literal);
    String sql = literal.toString(StandardCharsets.UTF_8);
    assertThat(sql).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery("SELECT " + sql)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo(text);
      }
    }
    Bytes back = new Bytes();
    assertThat(LiteralText.read(literal.array(), 0, literal.size(), back))
        .isEqualTo(literal.size());
    assertThat(back.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Property(tries = 1000)
  void aValueOfCopyTextComesBackAsItWas(@ForAll("texts") String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    Bytes copy = new Bytes();
    CopyValue.escape(value, 0, value.length, copy);
    assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo(asCopyWrites(text));
    Bytes plain = new Bytes();
    assertThat(CopyValue.unescape(copy.array(), 0, copy.size(), plain)).isTrue();
    assertThat(plain.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  /** Written down from the manual: "COPY", text format. */
  private static String asCopyWrites(String text) {
    return text.replace("\\", "\\\\")
        .replace("\b", "\\b")
        .replace("\f", "\\f")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\u000b", "\\v");
  }
}
