package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineBytesTest {

  @Property(tries = 500)
  void eightAtATimeIsLikeOneByOne(
      @ForAll("content") byte[] content,
      @ForAll @IntRange(max = 9) int before,
      @ForAll @IntRange(max = 9) int after) {
    int from = Math.min(before, content.length);
    int to = Math.max(from, content.length - after);
    int lines = 0;
    boolean foreign = false;
    for (int at = from; at < to; at++) {
      lines += content[at] == '\n' ? 1 : 0;
      foreign |= content[at] == '\r' || content[at] == 0;
    }
    assertThat(LineBytes.lines(content, from, to)).isEqualTo(lines);
    assertThat(LineBytes.anyForeign(content, from, to)).isEqualTo(foreign);
  }

  /** Alone among the bytes that are most like it, at each place of the eight. */
  @Test
  void everyByteIsTakenForItself() {
    for (int value = 0; value < 256; value++) {
      for (int other : new int[] {1, '\t', 0x0b, 0x0e, 'a', 0x80, 0x8a, 0x8d, 0xff}) {
        for (int at = 0; at < 16; at++) {
          byte[] content = new byte[16];
          Arrays.fill(content, (byte) other);
          content[at] = (byte) value;
          assertThat(LineBytes.lines(content, 0, 16)).isEqualTo(value == '\n' ? 1 : 0);
          assertThat(LineBytes.anyForeign(content, 0, 16)).isEqualTo(value == '\r' || value == 0);
        }
      }
    }
  }

  @Provide
  Arbitrary<byte[]> content() {
    return Arbitraries.of(10, 13, 0, 9, 97, 0x0b, 0x80, 0x8a, 0x8d, 0xff, 1)
        .map(Integer::byteValue)
        .list()
        .ofMaxSize(40)
        .map(
            bytes -> {
              byte[] content = new byte[bytes.size()];
              for (int i = 0; i < content.length; i++) {
                content[i] = bytes.get(i);
              }
              return content;
            });
  }
}
