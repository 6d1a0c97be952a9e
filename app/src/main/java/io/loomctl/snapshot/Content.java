package io.loomctl.snapshot;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a snapshot, open for reading at any place. */
public interface Content extends Closeable {

  /** Where a content comes from that may be opened more than once. */
  @FunctionalInterface
  interface Source extends Closeable {

    Content open() throws IOException;

    /** Gives up what the content is kept in, if it is kept for nothing else. */
    @Override
    default void close() throws IOException {}

    /** A file that stays. */
    static Source of(Path path) {
      return () -> {
        FileChannel channel = FileChannel.open(path);
        return of(channel, channel);
      };
    }

    /** A file that is open already, and is closed with this. */
    static Source of(FileChannel channel) {
      return new Source() {
        @Override
        public Content open() {
          return of(channel, () -> {});
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }

    private static Content of(FileChannel channel, Closeable closed) {
      return new Content() {
        @Override
        public int read(ByteBuffer into, long at) throws IOException {
          return channel.read(into, at);
        }

        @Override
        public long size() throws IOException {
          return channel.size();
        }

        @Override
        public void close() throws IOException {
          closed.close();
        }
      };
    }
  }

  /**
   * Reads bytes from a place.
   *
   * @return how many; -1 behind the last one
   */
  int read(ByteBuffer into, long at) throws IOException;

  long size() throws IOException;

  /** The bytes of a range as a stream, which closes this when it is closed. */
  default InputStream from(long start, long length) {
    Content content = this;
    return new InputStream() {
      private long at = start;

      @Override
      public int read(byte[] into, int from, int wanted) throws IOException {
        long left = start + length - at;
        if (left <= 0) {
          return -1;
        }
        int read = content.read(ByteBuffer.wrap(into, from, (int) Math.min(wanted, left)), at);
        at += Math.max(read, 0);
        return read;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public void close() throws IOException {
        content.close();
      }
    };
  }

  /**
   * Reads all of the bytes of a range.
   *
   * @throws EOFException when there are fewer
   */
  default byte[] bytes(long from, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (read(into, from + into.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return into.array();
  }
}
