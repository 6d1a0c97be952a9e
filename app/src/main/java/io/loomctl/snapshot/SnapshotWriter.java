package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes one snapshot: header, body, trailer.
 *
 * <p>The body's checksum is the SHA-256 of the body (from BEGIN to COMMIT) in which the rows of
 * each COPY are replaced by one line, their own SHA-256 in hexadecimal. So rows are hashed once,
 * also when several tables were read at the same time, and equal data has an equal checksum.
 */
public final class SnapshotWriter {

  /** Writes the rows of one block and tells what was written. */
  @FunctionalInterface
  public interface Rows {
    RowBlock.Summary writeTo(OutputStream out) throws IOException;
  }

  private final OutputStream out;
  private final String headerSha256;
  private long written;
  private final MessageDigest body = DigestUtils.getSha256Digest();
  private final Map<TableName, SnapshotTrailer.Block> blocks = new LinkedHashMap<>();

  /** Writes the header and the statements that open the body. The stream stays the caller's. */
  public SnapshotWriter(OutputStream out, SnapshotHeader header) throws IOException {
    this.out = out;
    String text = HeaderFormat.write(header);
    this.headerSha256 = DigestUtils.sha256Hex(text);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    write(preamble().text());
  }

  /** The statements that open a transaction whose settings make a replay exact. */
  public static Sql preamble() {
    return Sql.resource(SnapshotWriter.class, "preamble.sql");
  }

  public void statement(Sql statement) throws IOException {
    write(statement.text() + ";\n");
  }

  /** Writes statements that are known as text, without their semicolons. */
  public void statements(List<String> statements) throws IOException {
    for (String statement : statements) {
      write(statement + ";\n");
    }
  }

  /**
   * Writes a COPY with its rows.
   *
   * @param required how many of the rows are there only because another row references them
   */
  public RowBlock.Summary block(TableName table, Sql copy, long required, Rows rows)
      throws IOException {
    statement(copy);
    long offset = written;
    RowBlock.Summary summary = rows.writeTo(out);
    written += summary.bytes();
    body.update((summary.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    write("\\.\n");
    blocks.put(
        table,
        new SnapshotTrailer.Block(
            summary.rows(), required, offset, summary.bytes(), summary.sha256()));
    return summary;
  }

  /** Ends the body and writes the trailer. */
  public SnapshotTrailer finish() throws IOException {
    write("COMMIT;\n");
    SnapshotTrailer trailer =
        new SnapshotTrailer(blocks, HexFormat.of().formatHex(body.digest()), headerSha256);
    out.write(TrailerFormat.write(trailer).getBytes(StandardCharsets.UTF_8));
    out.flush();
    return trailer;
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.update(bytes);
    out.write(bytes);
    written += bytes.length;
  }
}
