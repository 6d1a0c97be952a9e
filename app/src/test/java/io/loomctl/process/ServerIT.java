package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.process.LoomctlProcess.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to an export through the server. */
class ServerIT {

  private static final String TERMINATE =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
          + " current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

  @TempDir Path folder;

  private Workplace shop;

  @BeforeEach
  void setUp() {
    shop = Workplace.in(folder, Shop.database(), Shop.YAML);
  }

  @Test
  void aConnectionCutWhileTheServerSearchesEndsTheExport() {
    try (LoomctlProcess export = shop.loomctl().start("export", "asleep")) {
      shop.awaitSessionWaitingFor("PgSleep");
      assertThat(shop.database().query(TERMINATE)).containsExactly("1");
      assertCut(export.await());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void aConnectionCutWhileRowsStreamEndsTheExport(String jobs) {
    try (LoomctlProcess export = shop.loomctl().start("export", "whole", "-j", jobs)) {
      Workplace.await("rows in the file", () -> shop.snapshots().temporaryBytes() > 1_000_000);
      assertThat(shop.database().query(TERMINATE)).isNotEqualTo(java.util.List.of("0"));
      assertCut(export.await());
    }
  }

  private void assertCut(Run run) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(5);
    assertThat(run.err())
        .containsPattern(
            "(?m)^error: (the server ended the connection|the connection to database \"db\" was"
                + " lost)")
        .contains("\nhint: run the command again");
    assertThat(run.out()).isEmpty();
    assertThat(shop.snapshots().temporaryFiles()).isEmpty();
    assertThat(shop.snapshots().versions("whole")).isEmpty();
    shop.awaitNoSession();
  }

  @Test
  void aLockHeldBySomebodyElseIsWaitedFor() throws SQLException {
    try (Connection other = shop.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("/* test */ LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      statement.execute("/* test */ DELETE FROM lines WHERE order_id = 1");
      statement.execute("/* test */ DELETE FROM orders WHERE id = 1");
      try (LoomctlProcess export = shop.loomctl().start("export", "whole")) {
        shop.awaitSessionWaitingFor("relation");
        assertThat(export.isAlive()).isTrue();
        other.commit();
        assertThat(export.await().succeeded().out()).startsWith("whole v1: 299,998 rows ");
      }
    }
    shop.snapshots().assertWhole("whole");
    assertThat(Files.exists(shop.snapshots().root().resolve("whole/latest.sql"))).isTrue();
  }
}
