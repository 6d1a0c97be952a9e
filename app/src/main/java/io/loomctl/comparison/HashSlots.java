package io.loomctl.comparison;

import io.loomctl.snapshot.UnnamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A hash table of places in a file, with open addressing; itself in a file that is mapped into
 * memory, unless it is small. A slot holds a place plus one and, above it, some bits of the hash,
 * which save looking at most of the entries that are not meant; 0 is an empty slot.
 */
final class HashSlots implements AutoCloseable {

  private static final int PLACE_BITS = 44;
  private static final long PLACES = (1L << PLACE_BITS) - 1;
  private static final int SEGMENT_BITS = 26;
  private static final int SMALL = 1 << 16;

  private final FileChannel file;
  private final LongBuffer[] segments;
  private final long mask;

  /**
   * A table without places.
   *
   * @param folder where the file goes, until this is closed
   * @param places how many there will be at most
   */
  HashSlots(Path folder, long places) throws IOException {
    long slots = Long.highestOneBit(Math.max(places, 8)) * 4;
    int segment = (int) Math.min(slots, 1L << SEGMENT_BITS);
    this.mask = slots - 1;
    this.file = ownFile(folder);
    this.segments = new LongBuffer[(int) (slots / segment)];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = slots <= SMALL ? LongBuffer.allocate(segment) : map(i, segment);
    }
  }

  /** A file that nobody else has and that goes when it is closed. */
  static FileChannel ownFile(Path folder) throws IOException {
    return UnnamedFile.open(Files.createTempFile(folder, "index", ""));
  }

  /** Written before it is mapped: on a full disk a write to a mapped hole would kill the JVM. */
  private LongBuffer map(int number, int slots) throws IOException {
    long bytes = (long) slots * Long.BYTES;
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    for (long left = bytes; left > 0; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), left));
      left -= file.write(zeros);
    }
    return file.map(FileChannel.MapMode.READ_WRITE, number * bytes, bytes).asLongBuffer();
  }

  void add(long hash, long place) {
    long slot = hash & mask;
    while (get(slot) != 0) {
      slot = (slot + 1) & mask;
    }
    LongBuffer segment = segments[(int) (slot >>> SEGMENT_BITS)];
    segment.put(inSegment(slot), (hash & ~PLACES) | (place + 1));
  }

  private long get(long slot) {
    return segments[(int) (slot >>> SEGMENT_BITS)].get(inSegment(slot));
  }

  private static int inSegment(long slot) {
    return (int) (slot & ((1L << SEGMENT_BITS) - 1));
  }

  Search search(long hash) {
    return new Search(hash);
  }

  /** The places that may be meant by a hash. */
  final class Search {
    private final long hash;
    private long slot;

    private Search(long hash) {
      this.hash = hash;
      this.slot = hash & mask;
    }

    /** The next place, or -1 when there is none. */
    long next() {
      for (long found = get(slot); found != 0; found = get(slot)) {
        slot = (slot + 1) & mask;
        if (((found ^ hash) & ~PLACES) == 0) {
          return (found & PLACES) - 1;
        }
      }
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
