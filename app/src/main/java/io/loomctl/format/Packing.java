package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a snapshot is kept in a file.
 *
 * @param grouping the config's groups of tables, for forms that tell them
 */
public record Packing(
    Form form,
    Optional<Compression> compression,
    Optional<Encryption> encryption,
    Grouping grouping) {

  /** Tells which tables belong together. */
  @FunctionalInterface
  public interface Grouping {
    Map<String, List<TableName>> of(List<TableName> tables);
  }

  /** SQL and nothing around it. */
  public static final Packing PLAIN =
      new Packing(Form.SQL, Optional.empty(), Optional.empty(), tables -> Map.of());

  /** What stands before the suffix in the name of a delta. */
  public static final String DELTA = ".delta";

  /** A regular expression for every {@link #suffix} that there is. */
  public static final String SUFFIXES =
      "(?:%s)?(?:%s)(?:%s)?(?:%s)?"
          .formatted(
              Pattern.quote(DELTA),
              Stream.of(Form.values()).map(Form::suffix).collect(alternatives()),
              Stream.of(Compression.Method.values())
                  .map(Compression.Method::suffix)
                  .collect(alternatives()),
              Pattern.quote(Encryption.SUFFIX));

  private static final int BUFFER = 1 << 16;

  private static Collector<String, ?, String> alternatives() {
    return Collectors.mapping(Pattern::quote, Collectors.joining("|"));
  }

  /** Whether it is what loomctl works with, so that nothing has to be done. */
  public boolean isPlain() {
    return form == Form.SQL && compression.isEmpty() && encryption.isEmpty();
  }

  /** What the names of such files end with, such as {@code .sql.zst.age}. */
  public String suffix() {
    return form.suffix()
        + compression.map(each -> each.method().suffix()).orElse("")
        + encryption.map(each -> Encryption.SUFFIX).orElse("");
  }

  /** Writes a snapshot; the stream stays open. */
  public void write(SnapshotFile snapshot, OutputStream out) throws IOException {
    List<TableName> tables = snapshot.header().tables().stream().map(TableHeader::name).toList();
    OutputStream kept = new Kept(out);
    // What is encrypted does not compress any more.
    try (OutputStream hidden = encryption.isPresent() ? encryption.get().wrap(kept) : kept;
        OutputStream packed = compression.isPresent() ? compression.get().wrap(hidden) : hidden;
        OutputStream content = new BufferedOutputStream(packed, BUFFER)) {
      form.format(grouping.of(tables)).write(snapshot, content);
    }
  }

  /** What is around the content ends with it, what is below stays open. */
  private static final class Kept extends FilterOutputStream {
    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] content, int from, int length) throws IOException {
      out.write(content, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
