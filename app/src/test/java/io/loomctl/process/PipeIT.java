package io.loomctl.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output carries the result and nothing else; standard error everything else. */
class PipeIT {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String PROGRESS =
      "public.customers  50,000 rows\npublic.orders  100,000 rows\npublic.lines  150,000 rows\n";

  @TempDir Path folder;

  private Workplace shop;

  @BeforeEach
  void setUp() {
    shop = Workplace.in(folder, Shop.shared(), Shop.YAML);
  }

  @Test
  void aSnapshotOnStandardOutputIsExactlyTheSnapshot() throws IOException {
    Run run = shop.loomctl().run("export", "whole", "-o", "-").succeeded();
    Path file = Files.writeString(folder.resolve("piped.sql"), run.out());
    SnapshotFile snapshot = SnapshotFolder.open(file);
    assertThat(snapshot.trailer().rows()).isEqualTo(300_000);
    assertThat(SnapshotFolder.sha256(snapshot)).isEqualTo(snapshot.trailer().sha256());
    assertThat(run.err())
        .startsWith(PROGRESS)
        .endsWith(" MB, in " + run.err().substring(run.err().lastIndexOf(" in ") + 4))
        .contains("\nwhole: 300,000 rows of 3 tables, ");
    assertThat(run.err().lines()).hasSize(4);
    assertThat(Files.exists(shop.snapshots().root())).isFalse();
  }

  @Test
  void aResultInJsonIsOneDocumentOnStandardOutput() throws IOException {
    Run export = shop.loomctl().run("export", "whole", "--format", "json").succeeded();
    JsonNode exported = JSON.readTree(export.out());
    assertThat(exported.path("rows").asLong()).isEqualTo(300_000);
    assertThat(export.err()).isEqualTo(PROGRESS);
    Run list = shop.loomctl().run("list-exports", "--format", "json").succeeded();
    assertThat(JSON.readTree(list.out()).findValuesAsText("sha256"))
        .containsExactly(exported.path("sha256").asText());
    assertThat(list.err()).isEmpty();
  }

  @Test
  void aFailureInJsonIsOneDocumentOnStandardOutput() throws IOException {
    Run run = shop.loomctl().run("export", "nowhere", "--format", "json");
    assertThat(JSON.readTree(run.out()).path("error").path("exit_code").asInt())
        .isEqualTo(run.exit())
        .isNotZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void progressThatGoesToNoTerminalIsPlainLines() {
    assertThat(shop.loomctl().run("export", "whole").succeeded().err()).isEqualTo(PROGRESS);
  }

  @Test
  void aQuietExportSaysNothingOnStandardError() {
    Run run = shop.loomctl().run("export", "whole", "--quiet").succeeded();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("whole v1: 300,000 rows of 3 tables, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void aReaderThatStopsEarlyEndsTheExport(String jobs) throws IOException {
    try (LoomctlProcess export =
        shop.loomctl()
            .options("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")))
            .out(ProcessBuilder.Redirect.PIPE)
            .start("export", "whole", "-j", jobs, "-o", "-")) {
      assertThat(new String(export.out().readNBytes(10), UTF_8)).isEqualTo("-- loomctl");
      export.out().close();
      Run run = export.await();
      assertThat(run.exit()).as(run.toString()).isEqualTo(4);
      assertThat(run.err())
          .contains("error: standard output: cannot write: whoever read it has stopped\n");
    }
    assertThat(new SnapshotFolder(folder.resolve("tmp")).temporaryFiles()).isEmpty();
    shop.awaitNoSession();
  }

  @Test
  void aFullDiskBehindStandardOutputEndsTheExport() {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Run run =
        shop.loomctl()
            .out(ProcessBuilder.Redirect.appendTo(full.toFile()))
            .run("export", "whole", "-o", "-");
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains("error: standard output: cannot write");
  }
}
