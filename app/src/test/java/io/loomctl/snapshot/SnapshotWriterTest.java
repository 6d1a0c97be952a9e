package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWriterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T23:30:00Z"), ZoneId.of("Asia/Kathmandu"));
  private static final TableName USERS = new TableName("public", "users");
  private static final TableName TEAMS = new TableName("My \"Org\"", "teams\n-- x");

  @Test
  void aSnapshotLooksLikeThis() throws IOException {
    assertThat(written()).isEqualTo(SampleSnapshots.golden("cycle.sql"));
  }

  @Test
  void theBodysChecksumIsThatOfTheBodyWithTheRowsReplacedByTheirs(@TempDir Path folder)
      throws IOException {
    String text = written();
    SnapshotFile file = SnapshotFile.open(Files.writeString(folder.resolve("s.sql"), text));
    String body = text.substring(text.indexOf("\nBEGIN;\n") + 1, text.indexOf("\nCOMMIT;\n") + 9);
    StringBuilder summed = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    boolean inRows = false;
    for (String line : AnyHeader.lines(body)) {
      if (inRows && line.equals("\\.")) {
        summed.append(DigestUtils.sha256Hex(rows.toString())).append('\n');
        rows.setLength(0);
        inRows = false;
      }
      (inRows ? rows : summed).append(line).append('\n');
      inRows |= line.startsWith("COPY ");
    }
    assertThat(file.trailer().sha256()).isEqualTo(DigestUtils.sha256Hex(summed.toString()));
    String header = text.substring(0, text.indexOf("BEGIN;\n"));
    assertThat(file.trailer().headerSha256()).isEqualTo(DigestUtils.sha256Hex(header));
  }

  @Test
  void theTrailerTellsWhereTheRowsAreAndWhatTheyAre() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotTrailer trailer = write(out);
    String text = out.toString(StandardCharsets.UTF_8);
    int body = text.indexOf("BEGIN;\n");
    String users = "1\tAnn\t1\n2\tBjørn \\\\. 😀\t\\N\n";
    String teams = "1\t1\n";
    byte[] before = text.substring(body, text.indexOf(users)).getBytes(StandardCharsets.UTF_8);
    byte[] beforeTeams =
        text.substring(body, text.indexOf("stdin;\n" + teams) + 7).getBytes(StandardCharsets.UTF_8);
    assertThat(trailer.tables())
        .isEqualTo(
            Map.of(
                USERS,
                new SnapshotTrailer.Block(2, 0, before.length, 29, DigestUtils.sha256Hex(users)),
                TEAMS,
                new SnapshotTrailer.Block(
                    1, 1, beforeTeams.length, 4, DigestUtils.sha256Hex(teams))));
    assertThat(trailer.rows()).isEqualTo(3);
  }

  @Test
  void theChecksumOfTheBodyDoesNotDependOnTheHeader() {
    String checksum = checksum(SampleSnapshots.notes("general", 1, "1\tHome"));
    assertThat(checksum(SampleSnapshots.notes("other", 22, "1\tHome"))).isEqualTo(checksum);
    assertThat(checksum(SampleSnapshots.notes("general", 1, "1\tHomes"))).isNotEqualTo(checksum);
    assertThat(checksum(SampleSnapshots.notes("general", 1))).isNotEqualTo(checksum);
  }

  private static String checksum(byte[] snapshot) {
    String text = new String(snapshot, StandardCharsets.UTF_8);
    return text.replaceFirst("(?s).*\"rows\":\\d+,\"sha256\":\"(\\w+)\".*", "$1");
  }

  private static String written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** As an export does it: rows, then what is deleted, then what is written. */
  private static SnapshotTrailer write(ByteArrayOutputStream out) throws IOException {
    SnapshotHeader header = header();
    LoadScript script = header.script();
    TableHeader teams = header.tables().get(0);
    TableHeader users = header.tables().get(1);
    SnapshotWriter writer = new SnapshotWriter(out, header);
    writer.statement(script.createStaging(teams));
    writer.block(TEAMS, script.copy(teams), 1, rows -> SampleSnapshots.rows(rows, List.of("1\t1")));
    writer.statement(script.createStaging(users));
    writer.block(
        USERS,
        script.copy(users),
        0,
        rows -> SampleSnapshots.rows(rows, List.of("1\tAnn\t1", "2\tBjørn \\\\. 😀\t\\N")));
    writer.statement(
        Sql.of(
            "DELETE FROM ONLY {} AS r WHERE NOT {}",
            Sql.name("public", "users"),
            script.stays(users, Sql.of("r")).orElseThrow()));
    writer.statement(script.write(List.of(teams, users)));
    writer.statement(
        Sql.of(
            "SELECT pg_catalog.setval({}, {})", Sql.literal("public.users_id_seq"), Sql.number(2)));
    return writer.finish();
  }

  private static SnapshotHeader header() {
    TreeMap<String, String> parameters = new TreeMap<>(Map.of("project", "a\n'b\\"));
    return new SnapshotHeader(
        new ScenarioName("one-project"),
        3,
        CLOCK.instant(),
        "First \"take\"\n-- }\r\nDROP TABLE users;\u2028é",
        "loomctl 0.1.0",
        "18.1 (Debian)",
        "demo",
        parameters,
        List.of("public.users"),
        List.of("audit_*"),
        "5c4e3a",
        LoadScript.Layout.STAGED,
        List.of(
            table(TEAMS, Role.MIXED, reference("teams_lead", TEAMS, "lead", USERS), "id", "lead"),
            table(
                USERS,
                Role.OWNED,
                reference("users_team", USERS, "team", TEAMS),
                "id",
                "name",
                "team")));
  }

  private static TableHeader table(
      TableName name, Role role, Reference reference, String... columns) {
    ColumnName id = new ColumnName("id");
    return new TableHeader(
        name,
        role,
        1,
        false,
        List.of(columns).stream()
            .map(
                column ->
                    new ColumnHeader(
                        new ColumnName(column),
                        column.equals("name") ? "text" : "bigint",
                        !column.equals("team"),
                        column.equals("id")))
            .toList(),
        List.of(id),
        new MatchKey(MatchKey.Kind.PRIMARY, List.of(id)),
        List.of(new SortColumn(id, SortColumn.By.VALUE)),
        List.of(reference));
  }

  private static Reference reference(
      String name, TableName child, String column, TableName parent) {
    return new Reference(
        name,
        child,
        List.of(new ColumnName(column)),
        parent,
        List.of(new ColumnName("id")),
        Reference.Kind.FOREIGN_KEY,
        List.of());
  }
}
