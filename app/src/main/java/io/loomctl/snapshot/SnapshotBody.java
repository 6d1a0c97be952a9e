package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A snapshot's body, held against what {@link SnapshotWriter} writes. Nothing in it is ever
 * executed: statements are recognised or refused, and rows are handed on as they are while their
 * checksum is taken.
 */
public final class SnapshotBody {

  /** Takes pieces of a table's rows. */
  @FunctionalInterface
  public interface Pieces {

    /**
     * Takes the first bytes of an array.
     *
     * @param length how many; the array is used again afterwards
     */
    void accept(byte[] content, int length) throws IOException;
  }

  private static final int LONGEST_STATEMENTS = 64 << 20;
  private static final int PIECE = 1 << 16;

  private final SnapshotFile file;
  private final Map<TableName, Origin.Lines> lines = new HashMap<>();
  private final BodyGrammar grammar;

  private SnapshotBody(SnapshotFile file) {
    this.file = file;
    this.grammar = new BodyGrammar(file.header().script());
  }

  /**
   * Reads everything but the rows.
   *
   * @throws SnapshotException when there is anything in the body that loomctl does not write, or
   *     when its checksum is wrong
   */
  public static SnapshotBody open(SnapshotFile file) throws IOException {
    SnapshotBody body = new SnapshotBody(file);
    try {
      body.readStatements();
      return body;
    } catch (MalformedException e) {
      throw new SnapshotException(
          Problem.at(Where.file(file.place()), String.valueOf(e.getMessage()))
              .hint("restore the file with git, or export again"),
          e);
    }
  }

  public SnapshotFile file() {
    return file;
  }

  /** What the body does besides writing rows. */
  public WrittenStatements written() {
    return grammar.written();
  }

  /** The statements that do not follow from the header. */
  public BodyStatements statements() {
    return grammar.statements();
  }

  /**
   * The line of the file that a row begins on, counted from 1; 0 when that is not known.
   *
   * @param row the row's number in its table, counted from 1
   */
  public long line(TableName table, long row) {
    return file.origin().lines(table, Objects.requireNonNull(lines.get(table))).of(row);
  }

  /**
   * Hands on the rows of a table.
   *
   * @throws SnapshotException after the last one, when they are not those that were written
   */
  public void rows(TableName table, Pieces pieces) throws IOException {
    byte[] piece = new byte[PIECE];
    try (BlockRows rows = BlockRows.open(file, table)) {
      int read;
      while ((read = rows.read(piece, 0, piece.length)) >= 0) {
        pieces.accept(piece, read);
      }
    }
  }

  private void readStatements() throws IOException, MalformedException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    long line = headerLines();
    long at = 0;
    long end = file.trailerStart() - file.bodyStart();
    try (Content in = file.content().open()) {
      for (Map.Entry<TableName, SnapshotTrailer.Block> entry : file.trailer().tables().entrySet()) {
        SnapshotTrailer.Block block = entry.getValue();
        String before = text(in, at, block.offset(), end);
        grammar.before(entry.getKey(), before, line);
        digest.update(before.getBytes(StandardCharsets.UTF_8));
        digest.update((block.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
        line += before.chars().filter(c -> c == '\n').count();
        lines.put(entry.getKey(), new Origin.Lines(line + 1, 1));
        line += block.rows();
        at = block.offset() + block.bytes();
      }
      String after = text(in, at, end, end);
      grammar.end(after, line);
      digest.update(after.getBytes(StandardCharsets.UTF_8));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.trailer().sha256())) {
      throw new MalformedException("the statements around the rows were changed");
    }
  }

  private long headerLines() throws IOException {
    try (Content in = file.content().open()) {
      byte[] header = in.bytes(0, (int) file.bodyStart());
      return LineBytes.lines(header, 0, header.length);
    }
  }

  private String text(Content in, long from, long to, long end)
      throws IOException, MalformedException {
    if (from < 0 || to < from || to > end || to - from > LONGEST_STATEMENTS) {
      throw new MalformedException("the trailer's offsets do not fit the file");
    }
    byte[] bytes = in.bytes(file.bodyStart() + from, (int) (to - from));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a statement is not in UTF-8");
    }
  }
}
