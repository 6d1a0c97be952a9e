package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.process.LoomctlProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot folder on a disk that fills up. */
class FullDiskIT {

  private static final String YAML =
      Shop.YAML + "  few: { tables: { customers: { where: 'id <= 1000' } } }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void anExportThatDoesNotFitLeavesOnlyWhatWasThere(String jobs) {
    Workplace shop = Workplace.in(folder, Shop.shared(), YAML);
    try (SmallDisk disk = SmallDisk.over(shop.snapshots().root())) {
      shop.loomctl().run("export", "few").succeeded();
      List<Path> before = shop.snapshots().files();
      assertNoSpace(shop.loomctl().run("export", "whole", "-j", jobs));
      assertThat(shop.snapshots().files()).as("what is on " + disk).isEqualTo(before);
      shop.awaitNoSession();
      Run next = shop.loomctl().run("export", "few", "--force").succeeded();
      assertThat(next.out()).startsWith("few v2: ");
      shop.snapshots().assertWhole("few");
      shop.snapshots().assertIndexed("few");
    }
  }

  /** With no page to spare the snapshot still fits, but not the manifest. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aDiskThatIsFullAtTheVeryEndCostsNoVersion(int pagesToSpare) throws IOException {
    Workplace shop = Workplace.in(folder, Shop.shared(), YAML);
    try (SmallDisk disk = SmallDisk.over(shop.snapshots().root())) {
      shop.loomctl().run("export", "few").succeeded();
      long bytes = shop.snapshots().versions("few").get(1).toFile().length();
      Path filling = disk.fill(bytes / SmallDisk.PAGE + 1 + pagesToSpare);
      Run full = shop.loomctl().run("export", "few", "--force");
      if (full.exit() != 0) {
        assertNoSpace(full);
      }
      assertThat(full.exit() == 0).isEqualTo(pagesToSpare >= 1);
      assertThat(shop.snapshots().temporaryFiles()).isEmpty();
      assertThat(shop.snapshots().versions("few")).containsKey(1);
      shop.snapshots().assertWhole("few");
      shop.loomctl().run("list-exports").succeeded();
      Files.delete(filling);
      shop.loomctl().run("export", "few", "--force").succeeded();
      shop.snapshots().assertIndexed("few");
    }
  }

  private static void assertNoSpace(Run run) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err())
        .contains("cannot write: no space left on the disk\n")
        .endsWith("hint: free some space, then run the command again\n");
    assertThat(run.out()).isEmpty();
  }
}
