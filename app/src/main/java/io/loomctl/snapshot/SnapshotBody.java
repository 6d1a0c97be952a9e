package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.HeaderFormat.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
  private final List<SequencePosition> sequences = new ArrayList<>();

  private SnapshotBody(SnapshotFile file) {
    this.file = file;
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
          Problem.at(Where.file(file.path()), String.valueOf(e.getMessage()))
              .hint("restore the file with git, or export again"),
          e);
    }
  }

  public SnapshotFile file() {
    return file;
  }

  /** The positions that the body sets sequences to. */
  public List<SequencePosition> sequences() {
    return List.copyOf(sequences);
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
    SnapshotTrailer.Block block = Objects.requireNonNull(file.trailer().tables().get(table));
    MessageDigest digest = DigestUtils.getSha256Digest();
    byte[] piece = new byte[PIECE];
    long left = block.bytes();
    long lines = 0;
    try (FileChannel channel = FileChannel.open(file.path())) {
      channel.position(file.bodyStart() + block.offset());
      InputStream in = Channels.newInputStream(channel);
      while (left > 0) {
        int read = in.read(piece, 0, (int) Math.min(piece.length, left));
        if (read < 0) {
          throw damaged(table);
        }
        left -= read;
        digest.update(piece, 0, read);
        lines += lines(piece, read);
        pieces.accept(piece, read);
      }
    }
    if (lines != block.rows()
        || !HexFormat.of().formatHex(digest.digest()).equals(block.sha256())) {
      throw damaged(table);
    }
  }

  private static long lines(byte[] content, int length) {
    long lines = 0;
    for (int i = 0; i < length; i++) {
      if (content[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private SnapshotException damaged(TableName table) {
    return new SnapshotException(
        Problem.at(
                Where.file(file.path()),
                "the rows of " + table + " were changed: their checksum differs")
            .hint("restore the file with git, or export again"));
  }

  private void readStatements() throws IOException, MalformedException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    long line = lines(file.bodyStart());
    long at = 0;
    long end = file.trailerStart() - file.bodyStart();
    BodyGrammar grammar = new BodyGrammar(file.header().script());
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
    sequences.addAll(grammar.sequences());
  }

  private long lines(long headerBytes) throws IOException {
    long lines = 0;
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file.path())) {
      long left = headerBytes;
      while (left > 0) {
        int read = in.read(piece, 0, (int) Math.min(piece.length, left));
        left = read < 0 ? 0 : left - read;
        lines += lines(piece, Math.max(0, read));
      }
    }
    return lines;
  }

  private String text(RandomAccessFile in, long from, long to, long end)
      throws IOException, MalformedException {
    if (to < from || to > end || to - from > LONGEST_STATEMENTS) {
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
