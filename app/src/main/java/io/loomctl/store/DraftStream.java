package io.loomctl.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** Writes to the end of a draft, whose end can be taken back. */
public final class DraftStream extends OutputStream {

  private final FileChannel channel;
  private final OutputStream out;

  DraftStream(FileChannel channel) {
    this.channel = channel;
    this.out = Channels.newOutputStream(channel);
  }

  @Override
  public void write(int content) throws IOException {
    out.write(content);
  }

  @Override
  public void write(byte[] content, int offset, int length) throws IOException {
    out.write(content, offset, length);
  }

  /** How many bytes the draft has. */
  public long length() throws IOException {
    return channel.position();
  }

  /** Takes back everything behind the first bytes. */
  public void truncate(long length) throws IOException {
    channel.truncate(length);
  }
}
