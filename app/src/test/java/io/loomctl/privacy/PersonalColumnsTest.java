package io.loomctl.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.CatalogReader;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.Where;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which columns look personal, and which only seem to. */
class PersonalColumnsTest {

  @Test
  void namesInFourLanguagesSayWhatAColumnHolds() {
    assertThat(
            suggestions(
                """
                CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL, "phoneNumber" text,
                  name text, first_name text, date_of_birth date, dob date NOT NULL, ssn char(11),
                  last_login_ip inet, client_ip inet NOT NULL, street text, zip text, city text,
                  password_hash text NOT NULL, api_key text, salary numeric NOT NULL,
                  notes text, latitude float8 NOT NULL);
                CREATE TABLE personal (nr int PRIMARY KEY, vorname text, "Nachname" text,
                  "Straße" text, plz text, geburtsdatum date, "E-Mail" text, telefonnummer text);
                CREATE TABLE salarie (id int, nom text, prenom text, courriel text, code_postal text);
                CREATE TABLE empleado (id int, nombre text, apellido text, "correo electrónico" text,
                  fecha_nacimiento date, "teléfono" text);
                """))
        .containsExactly(
            "customer.email: email",
            "customer.phoneNumber: phone",
            "customer.name: name",
            "customer.first_name: name",
            "customer.date_of_birth: null",
            "customer.dob: date_trunc('year', \"dob\")::date",
            "customer.ssn: hash",
            "customer.last_login_ip: null",
            "customer.client_ip: '0.0.0.0'",
            "customer.street: null",
            "customer.zip: null",
            "customer.city: null",
            "customer.password_hash: hash",
            "customer.api_key: null",
            "customer.salary: round(\"salary\"::numeric, -3)",
            "customer.notes: null",
            "customer.latitude: round(\"latitude\"::numeric)",
            "empleado.nombre: name",
            "empleado.apellido: name",
            "empleado.correo electrónico: email",
            "empleado.fecha_nacimiento: null",
            "empleado.teléfono: phone",
            "personal.vorname: name",
            "personal.Nachname: name",
            "personal.Straße: null",
            "personal.plz: null",
            "personal.geburtsdatum: null",
            "personal.E-Mail: email",
            "personal.telefonnummer: phone",
            "salarie.nom: name",
            "salarie.prenom: name",
            "salarie.courriel: email",
            "salarie.code_postal: null");
  }

  @Test
  void whatOnlySoundsPersonalIsLeftAlone() {
    assertThat(
            suggestions(
                """
                CREATE TABLE product (id int PRIMARY KEY, name text, location text, note text,
                  mail_template text, email_id int, email_verified boolean, phone_model text,
                  token_count int, total_tokens int, ship_date date, birth_order boolean,
                  city text, gender text, description text, mac_address text, "order" int);
                CREATE TABLE genre (name text, comment text);
                CREATE TABLE city (city_id int, city text);
                CREATE TABLE users_log (id int, name text, filename text,
                  address text GENERATED ALWAYS AS (filename) STORED);
                """))
        .isEmpty();
  }

  @Test
  void aNameIsAPersonsWhereTheTableOrTheOtherColumnsSaySo() {
    assertThat(
            suggestions(
                """
                CREATE TABLE t1 (name text, birthday date);
                CREATE TABLE t2 (name text, email text, password text);
                CREATE TABLE t3 (name text, customer_name text);
                CREATE TABLE user_profiles (name text);
                CREATE TABLE user_settings (name text);
                """))
        .containsExactly(
            "t1.name: name",
            "t1.birthday: null",
            "t2.name: name",
            "t2.email: email",
            "t2.password: null",
            "t3.customer_name: name",
            "user_profiles.name: name");
  }

  @Test
  void valuesTellWhatANameDoesNot() {
    assertThat(
            reasons(
                """
                CREATE TABLE t (a text, b text, c text, d text, e text, f text, g text, h text, i text);
                INSERT INTO t SELECT
                  CASE WHEN n <= 80 THEN format('p%s@example.org', n) ELSE 'none' END,
                  format('+43 660 %s', 1234500 + n),
                  (ARRAY['4111 1111 1111 1111', '5555555555554444', '378282246310005'])[1 + n % 3],
                  (ARRAY['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432'])[1 + n % 2],
                  format('10.1.2.%s', n), format('2001:db8::%s', n), format('078-05-%s', 1000 + n),
                  CASE WHEN n <= 30 THEN format('call %s@example.org today', n) ELSE 'no' END,
                  '$2b$12$' || md5(n::text)
                FROM generate_series(1, 100) n
                """))
        .containsExactly(
            "t.a: email: 80 of 100 sampled values look like e-mail addresses",
            "t.b: phone: 100 of 100 sampled values look like phone numbers",
            "t.c: hash: 100 of 100 sampled values look like card numbers",
            "t.d: hash: 100 of 100 sampled values look like IBANs",
            "t.e: null: 100 of 100 sampled values look like IP addresses",
            "t.f: null: 100 of 100 sampled values look like IP addresses",
            "t.g: hash: 100 of 100 sampled values look like social security numbers",
            "t.h: null: 30 of 100 sampled values hold an e-mail address",
            "t.i: null: 100 of 100 sampled values look like password hashes or tokens");
  }

  @Test
  void numbersThatFailTheirCheckDigitAndOtherNumbersLookLikeNothing() {
    assertThat(
            suggestions(
                """
                CREATE TABLE t (card text, iban text, day text, isbn text, id text, uuid text, v text);
                INSERT INTO t SELECT '4111 1111 1111 1112', 'DE88370400440532013000',
                  date '2024-01-01' + n, '978-3-16-148410-0', 100000000 + n, gen_random_uuid(),
                  format('1.%s', n)
                FROM generate_series(1, 100) n
                """))
        .containsExactly("t.iban: hash");
  }

  @Test
  void valuesCanDisproveAName() {
    assertThat(
            suggestions(
                """
                CREATE TABLE t (mail text, phone text, ip text);
                INSERT INTO t SELECT 'monthly', 'yes', 'patent' FROM generate_series(1, 10);
                CREATE TABLE u (mail text, phone text);
                INSERT INTO u VALUES ('a@example.org', '0660 12345'), ('', ''), (NULL, NULL);
                """))
        .containsExactly("u.mail: email", "u.phone: phone");
  }

  @Test
  void aReasonCountsAndNeverQuotes() {
    assertThat(
            reasons(
                """
                CREATE TABLE users (mail text);
                INSERT INTO users SELECT format('secret%s@example.org', n) FROM generate_series(1, 9) n
                """))
        .containsExactly(
            "users.mail: email: its name says an e-mail address, as do 9 of 9 sampled values");
  }

  @Test
  void aSampleIsBoundedWhateverTheTableHolds() {
    TestDatabase database =
        TestServer.main()
            .database(
                """
                CREATE TABLE "Large ""1" ("a.b" text, wide text, number int);
                INSERT INTO "Large ""1" SELECT n, CASE WHEN n % 100 = 0 THEN
                    (SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 300)) END, n
                  FROM generate_series(1, 60000) n;
                ANALYZE;
                """);
    List<List<String>> samples =
        read(
                database,
                (session, table) ->
                    table.columns().stream()
                        .map(column -> ValueSample.of(session, table).of(column.name()))
                        .toList())
            .get(0);
    assertThat(samples.get(0)).hasSizeBetween(400, 500);
    assertThat(samples.get(0).stream().mapToInt(Integer::parseInt).max().orElse(0))
        .isGreaterThan(15_000);
    assertThat(samples.get(1)).isEmpty();
    assertThat(samples.get(2)).isEmpty();
  }

  @Test
  void ofATableThatMayNotBeReadNothingIsSampled() {
    TestDatabase database =
        TestServer.main()
            .database("CREATE TABLE t (email text); INSERT INTO t VALUES ('a@example.org')");
    database.execute("DROP ROLE IF EXISTS nobody_reads; CREATE ROLE nobody_reads LOGIN");
    assertThat(
            read(
                database.as("nobody_reads"),
                (session, table) ->
                    ValueSample.of(session, table).of(table.columns().get(0).name())))
        .containsExactly(List.of());
  }

  @Test
  void realDatabasesShowWhatTheirTablesTellOfPeople() {
    assertThat(of(SharedDatabases.withData("chinook")))
        .containsEntry("customer.email", "email")
        .containsEntry("customer.phone", "phone")
        .containsEntry("customer.last_name", "name")
        .containsEntry("employee.birth_date", "null")
        .doesNotContainKeys("genre.name", "track.name", "playlist.name", "media_type.name");
    assertThat(of(SharedDatabases.withData("crearis")))
        .containsEntry("users.sysmail", "email")
        .containsEntry("users.username", "hash")
        .doesNotContainKeys("projects.name", "tags.name", "status.name", "events.name");
    assertThat(of(SharedDatabases.withData("pagila")))
        .containsEntry("actor.first_name", "name")
        .containsEntry("staff.password", "null")
        .doesNotContainKeys("category.name", "language.name", "film.title", "city.city");
  }

  private static Map<String, String> of(String sql) {
    Map<String, String> found = new TreeMap<>();
    for (String line : suggestions(sql)) {
      String[] parts = line.split(": ", 2);
      found.put(parts[0], parts[1]);
    }
    return found;
  }

  /** {@code table.column: mask}. */
  private static List<String> suggestions(String sql) {
    return all(sql).stream().map(line -> line.get(0) + ": " + line.get(1)).toList();
  }

  /** {@code table.column: mask: reason}. */
  private static List<String> reasons(String sql) {
    return all(sql).stream().map(line -> String.join(": ", line)).toList();
  }

  private static List<List<String>> all(String sql) {
    List<List<String>> lines = new ArrayList<>();
    read(
        TestServer.main().database(sql),
        (session, table) -> {
          ValueSample sample = ValueSample.of(session, table);
          for (Column column : table.columns()) {
            PersonalColumns.of(table, column, sample.of(column.name()))
                .ifPresent(
                    found ->
                        lines.add(
                            List.of(
                                table.name().name() + "." + column.name().value(),
                                found.sql().orElse(found.mask().toString()),
                                found.reason())));
          }
          return table;
        });
    return lines;
  }

  private interface OfTable<T> {
    T of(Session session, Table table);
  }

  private static <T> List<T> read(TestDatabase database, OfTable<T> work) {
    DatabaseAddress address = DatabaseAddress.parse(database.url(), Map.of(), Where.NOWHERE);
    try (Database open = Database.connect("test", address, Where.NOWHERE, 1)) {
      return open.inTransaction(
          TransactionMode.READ_ONLY,
          session -> {
            Catalog catalog = CatalogReader.read(session);
            return catalog.tables().values().stream().map(t -> work.of(session, t)).toList();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
