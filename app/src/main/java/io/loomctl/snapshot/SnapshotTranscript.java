package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
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
 * Puts a snapshot together from parts that come in the snapshot's own order, its trailer last:
 * unlike in {@link SnapshotAssembly} nothing is kept. Every part is held against what loomctl
 * writes before it is passed on.
 */
public final class SnapshotTranscript {

  private final OutputStream out;
  private final SnapshotHeader header;
  private final String headerSha256;
  private final BodyGrammar grammar;
  private final MessageDigest body = DigestUtils.getSha256Digest();
  private final Map<TableName, SnapshotTrailer.Block> blocks = new LinkedHashMap<>();
  private long written;

  private SnapshotTranscript(OutputStream out, String text) throws IOException, MalformedException {
    this.out = out;
    this.header = HeaderFormat.read(SnapshotFile.json(text));
    SnapshotFile.refuseTwice(header);
    this.headerSha256 = DigestUtils.sha256Hex(text);
    this.grammar = new BodyGrammar(header.script());
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Begins with the header.
   *
   * @param lines all of it but the magic line
   */
  public static SnapshotTranscript begin(String lines, OutputStream out)
      throws IOException, MalformedException {
    return new SnapshotTranscript(out, HeaderFormat.MAGIC + SnapshotHeader.FORMAT + "\n" + lines);
  }

  /** Whether a statement ends where a text does, and none that was begun before goes on. */
  public static boolean endsStatement(String text) {
    try {
      StatementText.split(text);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  public SnapshotHeader header() {
    return header;
  }

  /** The tables in the order of their rows. */
  public List<TableHeader> tables() {
    return header.script().tables();
  }

  /**
   * Takes the statements from the former table's rows to a table's COPY, and its rows.
   *
   * @param line the number of lines before the statements, for messages
   */
  public void rows(TableHeader table, String before, long line, SnapshotAssembly.Rows rows)
      throws IOException, MalformedException {
    grammar.before(table.name(), before, line);
    write(before);
    RowBlock block = new RowBlock(out);
    rows.writeTo(block);
    RowBlock.Summary summary = block.finish();
    body.update((summary.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    blocks.put(
        table.name(),
        new SnapshotTrailer.Block(summary.rows(), 0, written, summary.bytes(), summary.sha256()));
    written += summary.bytes();
  }

  /**
   * Takes the statements after the last rows, and the trailer.
   *
   * @param line the number of lines before the statements, for messages
   * @throws MalformedException when the trailer does not describe what there was
   */
  public void end(String after, String trailer, long line) throws IOException, MalformedException {
    grammar.end(after, line);
    write(after);
    SnapshotTrailer declared = TrailerFormat.read(trailer);
    check(declared);
    if (!TrailerFormat.write(declared).equals(trailer)) {
      throw new MalformedException("the trailer is not as loomctl writes it");
    }
    out.write(trailer.getBytes(StandardCharsets.UTF_8));
  }

  private void check(SnapshotTrailer declared) throws MalformedException {
    SnapshotFile.checkTables(header, declared);
    if (!declared.headerSha256().equals(headerSha256)) {
      throw new MalformedException("the header was changed: its checksum differs");
    }
    for (Map.Entry<TableName, SnapshotTrailer.Block> entry : blocks.entrySet()) {
      SnapshotTrailer.Block there = entry.getValue();
      SnapshotTrailer.Block block = declared.block(entry.getKey());
      if (!there.equals(
          new SnapshotTrailer.Block(
              block.rows(), 0, block.offset(), block.bytes(), block.sha256()))) {
        throw new MalformedException(
            "the rows of " + entry.getKey() + " were changed: their checksum differs");
      }
    }
    if (!HexFormat.of().formatHex(body.digest()).equals(declared.sha256())) {
      throw new MalformedException("the statements around the rows were changed");
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.update(bytes);
    out.write(bytes);
    written += bytes.length;
  }
}
