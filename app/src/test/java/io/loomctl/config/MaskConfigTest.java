package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.config.ColumnMask.Kind;
import io.loomctl.failure.Where;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskConfigTest {

  @TempDir Path folder;

  private Config read(String text) {
    return ConfigTexts.read(folder, ConfigTexts.MINIMAL + text);
  }

  private String problems(String text) {
    return ConfigTexts.problems(folder, ConfigTexts.MINIMAL + text);
  }

  @Test
  void everyKindOfMaskIsRead() {
    TableConfig table =
        read("""
                tables:
                  users:
                    mask:
                      mail: email
                      tel: phone
                      who: name
                      ssn: hash
                      notes: null
                      pay: { sql: "round(pay, -3)" }
                    safe: [id, role]
                """)
            .tables()
            .get(0);

    assertThat(
            table.masks().stream()
                .collect(Collectors.toMap(mask -> mask.column().value().value(), ColumnMask::kind)))
        .isEqualTo(
            Map.of(
                "mail", Kind.EMAIL,
                "tel", Kind.PHONE,
                "who", Kind.NAME,
                "ssn", Kind.HASH,
                "notes", Kind.NULL,
                "pay", Kind.SQL));
    assertThat(table.masks().get(5).sql().map(Located::value)).contains("round(pay, -3)");
    assertThat(table.masks().get(5).sql().map(Located::where).map(Where::line)).contains(11);
    assertThat(table.safe().columns().stream().map(each -> each.value().value()))
        .containsExactly("id", "role");
    assertThat(table.safe().all()).isFalse();
  }

  @Test
  void allColumnsCanBeSafe() {
    assertThat(read("tables: { genre: { safe: all } }\n").tables().get(0).safe())
        .isEqualTo(new SafeColumns(true, List.of()));
  }

  @Test
  void everyMistakeAboutMasksIsToldAtItsPlace() {
    assertThat(
            problems(
                """
                salt: "${LOOM"
                tables:
                  users:
                    key: [handle]
                    exclude: [ip]
                    safe: [role]
                    mask: { a: emial, b: 7, c: , d: {}, e: { sql: "" }, f.g: hash, handle: null, ip: hash, role: hash }
                  genre: { safe: al, mask: {} }
                scenarios:
                  one: { masking: strikt }
                """))
        .isEqualTo(
            """
            3:7: salt: "${" begins no variable that can be read (write ${NAME} or ${NAME:-default}, none inside another)
            9:16: tables.users.mask.a: expected email, phone, name, hash, null or { sql: EXPRESSION }, found "emial" (did you mean "email"?)
            9:26: tables.users.mask.b: expected email, phone, name, hash, null or { sql: EXPRESSION }, found "7"
            9:29: tables.users.mask.c: expected email, phone, name, hash, null or { sql: EXPRESSION }, found nothing
            9:34: tables.users.mask.d: "sql" is missing (write { sql: "an expression" })
            9:46: tables.users.mask.e.sql: expected an SQL expression, found empty text
            9:57: tables.users.mask."f.g": "f.g" is not a column name (put double quotes around a name that holds a dot)
            9:68: tables.users.mask.handle: column "handle" is part of the key (rows cannot be matched by a column that is NULL in all of them)
            9:82: tables.users.mask.ip: column "ip" is excluded as well (do one of the two)
            9:92: tables.users.mask.role: column "role" is declared safe as well (do one of the two)
            10:18: tables.genre.safe: expected all or a list of column names
            10:28: tables.genre.mask: expected masks by column, found {} (leave "mask" out)
            12:19: scenarios.one.masking: expected strict or lenient, found "strikt" (did you mean "strict"?)""");
  }

  @Test
  void theSaltComesFromTheEnvironmentUnlessTheConfigSaysElse() {
    assertThat(read("").salt().raw()).isEqualTo("${LOOMCTL_MASK_SALT}");
    assertThat(read("salt: \"${OTHER}\"\n").salt().raw()).isEqualTo("${OTHER}");
  }

  @Test
  void protectedDatabasesAreStrictUnlessTheySayElse() {
    Config config =
        ConfigTexts.read(
            folder,
            """
            version: 1
            databases:
              plain: { url: "postgresql:///a" }
              guarded: { url: "postgresql:///b", protected: true }
              trusted: { url: "postgresql:///c", protected: true, masking: lenient }
              careful: { url: "postgresql:///d", masking: strict }
            """);

    assertThat(config.databases().stream().filter(DatabaseConfig::strict))
        .extracting(DatabaseConfig::name)
        .containsExactly("guarded", "careful");
    assertThat(config.database(Optional.of("trusted")).masking()).contains(Masking.LENIENT);
  }
}
