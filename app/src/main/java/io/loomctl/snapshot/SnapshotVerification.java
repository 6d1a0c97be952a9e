package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads a snapshot from end to end and holds it against its trailer: each table's rows by their
 * number and checksum, the statements around them by the body's checksum.
 */
public final class SnapshotVerification {

  private static final int BUFFER = 1 << 16;
  private static final String HINT = "restore the file with git, or export again";

  private final SnapshotFile file;
  private final Content content;
  private final LongConsumer progress;
  private final MessageDigest body = DigestUtils.getSha256Digest();
  private final List<Problem> problems = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];
  private long at;

  private SnapshotVerification(SnapshotFile file, Content content, LongConsumer progress) {
    this.file = file;
    this.content = content;
    this.progress = progress;
  }

  /**
   * Everything that is not as it was written; nothing for a snapshot that is whole.
   *
   * @param progress hears how many bytes were read, every few of them; may throw to stop
   */
  public static List<Problem> verify(SnapshotFile file, LongConsumer progress) throws IOException {
    try (Content content = file.content().open()) {
      SnapshotVerification verification = new SnapshotVerification(file, content, progress);
      verification.run();
      return List.copyOf(verification.problems);
    }
  }

  private void run() throws IOException {
    at = file.bodyStart();
    for (Map.Entry<TableName, SnapshotTrailer.Block> entry : file.trailer().tables().entrySet()) {
      SnapshotTrailer.Block block = entry.getValue();
      long start = file.bodyStart() + block.offset();
      if (start < at || block.bytes() > file.trailerStart() - start) {
        problem(
            "the trailer says that the rows of " + entry.getKey() + " are where they cannot be");
        return;
      }
      read(start - at, body);
      verify(entry.getKey(), block);
    }
    read(file.trailerStart() - at, body);
    if (!hex(body).equals(file.trailer().sha256())) {
      problem("a statement around the rows was changed: the body's checksum differs");
    }
  }

  /** As in {@link SnapshotWriter}, a line with their checksum stands for the rows. */
  private void verify(TableName table, SnapshotTrailer.Block block) throws IOException {
    MessageDigest rows = DigestUtils.getSha256Digest();
    long lines = read(block.bytes(), rows);
    body.update((block.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    if (!hex(rows).equals(block.sha256())) {
      problem("the rows of " + table + " were changed: their checksum differs");
    } else if (lines != block.rows()) {
      problem("the trailer counts " + block.rows() + " rows of " + table + ", there are " + lines);
    }
  }

  /** Reads bytes into a digest and counts the lines that end among them. */
  private long read(long bytes, MessageDigest digest) throws IOException {
    long lines = 0;
    for (long left = bytes; left > 0; ) {
      int read = content.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, left)), at);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      digest.update(buffer, 0, read);
      lines += LineBytes.lines(buffer, 0, read);
      at += read;
      left -= read;
      progress.accept(at);
    }
    return lines;
  }

  private void problem(String message) {
    problems.add(Problem.at(Where.file(file.place()), message).hint(HINT));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
