package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.HeaderFormat.MalformedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  private final Map<TableName, Long> firstLines = new HashMap<>();
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

  /** The line of the file that a table's first row is on, counted from 1. */
  public long firstLine(TableName table) {
    return Objects.requireNonNull(firstLines.get(table));
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
    long line = lines(file.bodyStart());
    long at = 0;
    long end = file.trailerStart() - file.bodyStart();
    try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
      for (Map.Entry<TableName, SnapshotTrailer.Block> entry : file.trailer().tables().entrySet()) {
        SnapshotTrailer.Block block = entry.getValue();
        String before = text(in, at, block.offset(), end);
        grammar.before(entry.getKey(), before, line);
        digest.update(before.getBytes(StandardCharsets.UTF_8));
        digest.update((block.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
        line += before.chars().filter(c -> c == '\n').count();
        firstLines.put(entry.getKey(), line + 1);
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

  private long lines(long headerBytes) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
      long lines = 0;
      for (long at = 0; at < headerBytes; at++) {
        lines += in.read() == '\n' ? 1 : 0;
      }
      return lines;
    }
  }

  private String text(RandomAccessFile in, long from, long to, long end)
      throws IOException, MalformedException {
    if (from < 0 || to < from || to > end || to - from > LONGEST_STATEMENTS) {
      throw new MalformedException("the trailer's offsets do not fit the file");
    }
    byte[] bytes = new byte[(int) (to - from)];
    in.seek(file.bodyStart() + from);
    in.readFully(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a statement is not in UTF-8");
    }
  }
}
