package io.loomctl.delta;

import io.loomctl.snapshot.DeltaMark;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.UnnamedFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** Rows of a delta in a temporary file, which is gone when this is closed. */
final class MarkedRows implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final OutputStream out;
  private final boolean bare;
  private long bytes;

  /**
   * No rows yet.
   *
   * @param bare whether the table has no columns, so that nothing follows a mark
   */
  MarkedRows(boolean bare) throws IOException {
    this.bare = bare;
    this.channel = UnnamedFile.create("loomctl-delta", ".copy");
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  void add(DeltaMark mark, RowLines row) throws IOException {
    out.write(mark.sign());
    if (!bare) {
      out.write('\t');
    }
    int length = row.end() - row.start();
    out.write(row.bytes(), row.start(), length);
    bytes += length + (bare ? 1 : 2);
  }

  /** Adds a row that has its mark already. */
  void add(RowLines marked) throws IOException {
    int length = marked.end() - marked.start();
    out.write(marked.bytes(), marked.start(), length);
    bytes += length;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** All rows from the first one; no more can be added. */
  InputStream read() throws IOException {
    out.flush();
    channel.position(0);
    return Channels.newInputStream(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
