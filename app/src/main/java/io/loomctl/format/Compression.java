package io.loomctl.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/**
 * How a file is compressed.
 *
 * @param level the method's own, where more is smaller and slower
 */
public record Compression(Method method, int level) {

  /** What files are compressed with. */
  public enum Method {
    /** RFC 1952; by the JDK, on one core. */
    GZIP("gzip", ".gz", 6, 1, 9, "1f8b"),
    /**
     * RFC 8878; by zstd-jni, on all cores. Level 1 is the usual one: rows come out as small as with
     * zstd's own level 3, or smaller, in a quarter of the time.
     */
    ZSTD("zstd", ".zst", 1, 1, 19, "28b52ffd");

    private final String name;
    private final String suffix;
    private final int usual;
    private final int lowest;
    private final int highest;
    private final String magic;

    Method(String name, String suffix, int usual, int lowest, int highest, String magic) {
      this.name = name;
      this.suffix = suffix;
      this.usual = usual;
      this.lowest = lowest;
      this.highest = highest;
      this.magic = magic;
    }

    public String suffix() {
      return suffix;
    }

    /** At the level that is a good choice mostly. */
    public Compression usual() {
      return new Compression(this, usual);
    }

    /** The method that a file's first bytes tell of. */
    static Optional<Method> of(byte[] start) {
      String hex = HexFormat.of().formatHex(start);
      return Stream.of(values()).filter(method -> hex.startsWith(method.magic)).findFirst();
    }

    /** Undoes it; a file may be made of several compressed ones, one behind the other. */
    InputStream open(InputStream in) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPInputStream(in, BUFFER);
        case ZSTD -> new ZstdCompressorInputStream(in);
      };
    }
  }

  private static final int BUFFER = 1 << 16;
  private static final Pattern TEXT = Pattern.compile("(gzip|zstd)(?::([0-9]{1,2}))?");

  /**
   * What a text such as {@code zstd} or {@code gzip:9} stands for.
   *
   * @return nothing for any other text
   */
  public static Optional<Compression> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Method method = parts.group(1).equals(Method.GZIP.name) ? Method.GZIP : Method.ZSTD;
    int level = parts.group(2) == null ? method.usual : Integer.parseInt(parts.group(2));
    return level < method.lowest || level > method.highest
        ? Optional.empty()
        : Optional.of(new Compression(method, level));
  }

  /** What {@link #parse} takes, in words. */
  public static String choices() {
    return "gzip or zstd, with a level if you like: gzip:1 to gzip:9, zstd:1 to zstd:19";
  }

  /** Compresses; closing the stream ends the compressed data and closes what is below. */
  OutputStream wrap(OutputStream out) throws IOException {
    return switch (method) {
      case GZIP -> new LeveledGzip(out, level);
      case ZSTD ->
          new BufferedOutputStream(
              ZstdCompressorOutputStream.builder()
                  .setOutputStream(out)
                  .setLevel(level)
                  .setWorkers(Runtime.getRuntime().availableProcessors())
                  .setChecksum(true)
                  .get(),
              BUFFER);
    };
  }

  private static final class LeveledGzip extends GZIPOutputStream {
    LeveledGzip(OutputStream out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(level);
      def.setStrategy(Deflater.DEFAULT_STRATEGY);
    }
  }
}
