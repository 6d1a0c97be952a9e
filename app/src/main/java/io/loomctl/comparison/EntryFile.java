package io.loomctl.comparison;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of byte strings, one after the other in a file, which is mapped into memory once all are
 * there: the heap does not grow with their number.
 */
final class EntryFile implements AutoCloseable {

  private static final int HEAD = 2 * Integer.BYTES;

  /** What is mapped at a time; no entry lies in two of them. */
  private static final long SEGMENT = 1 << 30;

  private final FileChannel file;
  private final ByteBuffer pending = ByteBuffer.allocate(1 << 16);
  private final List<ByteBuffer> segments = new ArrayList<>();
  private long end;

  EntryFile(Path folder) throws IOException {
    this.file = HashSlots.ownFile(folder);
  }

  /** Adds an entry and tells its place. All are added before the first one is looked at. */
  long add(LineBuffer first, LineBuffer second) throws IOException {
    int length = Math.addExact(HEAD, Math.addExact(first.length(), second.length()));
    if (end % SEGMENT + length > SEGMENT) {
      flush();
      end += SEGMENT - end % SEGMENT;
      file.position(end);
    }
    long place = end;
    write(ByteBuffer.allocate(HEAD).putInt(first.length()).putInt(second.length()).flip());
    write(ByteBuffer.wrap(first.bytes(), 0, first.length()));
    write(ByteBuffer.wrap(second.bytes(), 0, second.length()));
    end += length;
    return place;
  }

  private void write(ByteBuffer content) throws IOException {
    if (content.remaining() > pending.remaining()) {
      flush();
    }
    if (content.remaining() > pending.remaining()) {
      writeAll(content);
    } else {
      pending.put(content);
    }
  }

  private void flush() throws IOException {
    writeAll(pending.flip());
    pending.clear();
  }

  private void writeAll(ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      file.write(content);
    }
  }

  /** Makes all entries readable. */
  void complete() throws IOException {
    flush();
    for (long start = 0; start < end; start += SEGMENT) {
      long length = Math.min(SEGMENT, end - start);
      segments.add(file.map(FileChannel.MapMode.READ_ONLY, start, length));
    }
  }

  /** Whether an entry's first part is this. */
  boolean startsWith(long place, LineBuffer first) {
    ByteBuffer segment = segment(place);
    int at = inSegment(place);
    if (segment.getInt(at) != first.length()) {
      return false;
    }
    for (int i = 0; i < first.length(); i++) {
      if (segment.get(at + HEAD + i) != first.bytes()[i]) {
        return false;
      }
    }
    return true;
  }

  /** Adds an entry's second part to the end of a buffer. */
  void copySecond(long place, LineBuffer out) {
    ByteBuffer segment = segment(place);
    int at = inSegment(place);
    out.add(segment, at + HEAD + segment.getInt(at), segment.getInt(at + Integer.BYTES));
  }

  private ByteBuffer segment(long place) {
    return segments.get((int) (place / SEGMENT));
  }

  private static int inSegment(long place) {
    return (int) (place % SEGMENT);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
