package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class RowBlockTest {

  private static final int BUFFER = 1 << 16;

  @Property(tries = 200)
  void whateverTheSizesOfRowsTheyComeThroughInOrderCountedAndHashed(
      @ForAll("sizes") List<Integer> sizes) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowBlock block = new RowBlock(out);
    for (int size : sizes) {
      byte[] row = row(expected.size(), size);
      expected.write(row);
      block.row(row);
      Arrays.fill(row, (byte) '?');
    }
    assertThat(block.rows()).isEqualTo(sizes.size());
    assertThat(block.finish())
        .isEqualTo(
            new RowBlock.Summary(
                sizes.size(), expected.size(), DigestUtils.sha256Hex(expected.toByteArray())));
    assertThat(Arrays.equals(out.toByteArray(), expected.toByteArray())).isTrue();
  }

  @Test
  void noRowsAreNoBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new RowBlock(out).finish())
        .isEqualTo(
            new RowBlock.Summary(
                0, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    assertThat(out.size()).isZero();
  }

  @Test
  void smallRowsArePassedOnInLargePieces() throws IOException {
    List<Integer> pieces = new ArrayList<>();
    RowBlock block =
        new RowBlock(
            new OutputStream() {
              @Override
              public void write(int b) {
                pieces.add(1);
              }

              @Override
              public void write(byte[] content, int from, int length) {
                pieces.add(length);
              }
            });
    for (int i = 0; i < 3 * BUFFER / 16 + 1; i++) {
      block.row(row(i, 16));
    }
    assertThat(pieces).containsExactly(BUFFER, BUFFER, BUFFER);
    block.finish();
    assertThat(pieces).containsExactly(BUFFER, BUFFER, BUFFER, 16);
  }

  private static byte[] row(int seed, int size) {
    byte[] row = new byte[size];
    for (int i = 0; i < size; i++) {
      row[i] = (byte) (seed * 31 + i * 7);
    }
    row[size - 1] = '\n';
    return row;
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(1, 100),
            Arbitraries.of(BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 3 * BUFFER + 17),
            Arbitraries.integers().between(1, 2 * BUFFER))
        .list()
        .ofMaxSize(8);
  }
}
