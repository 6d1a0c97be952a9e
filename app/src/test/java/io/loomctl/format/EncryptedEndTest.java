package io.loomctl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.SnapshotException;
import io.loomctl.snapshot.SampleSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a file behind the end of what is compressed in it is authenticated, too. */
class EncryptedEndTest {

  @TempDir Path folder;

  /** More than a part of 64 KB behind the compressed snapshot, so that nobody has to read it. */
  private byte[] file() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(SampleSnapshots.notes("general", 3, "1\thello"));
    }
    return AgeFiles.encrypted(Arrays.copyOf(gzip.toByteArray(), 300_000), AgeFiles.toKey());
  }

  private long rows(byte[] encrypted) throws IOException {
    Path path = Files.write(folder.resolve("sample.sql.gz.age"), encrypted);
    try (Unpacking unpacking = new Unpacking(AgeFiles.key())) {
      return unpacking.open(path).trailer().rows();
    }
  }

  @Test
  void aFileCutOffBehindItsSnapshotIsNoticed() throws IOException {
    byte[] whole = file();
    assertThat(rows(whole)).isPositive();
    for (int cut : new int[] {1, 1000, 100_000, 200_000}) {
      byte[] shorter = Arrays.copyOf(whole, whole.length - cut);
      assertThatThrownBy(() -> rows(shorter))
          .as(cut + " bytes missing")
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("damaged or cut off");
    }
  }
}
