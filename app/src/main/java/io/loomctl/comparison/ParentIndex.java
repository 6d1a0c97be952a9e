package io.loomctl.comparison;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the rows of a table are told by, looked up by the values that references to it hold. It lies
 * in files, so that the heap does not grow with the rows.
 */
final class ParentIndex implements AutoCloseable {

  private final HashSlots slots;
  private final EntryFile entries;
  private boolean complete;

  /**
   * An index without entries.
   *
   * @param folder where the files go, until this is closed
   * @param rows how many entries there will be at most
   */
  ParentIndex(Path folder, long rows) throws IOException {
    this.entries = new EntryFile(folder);
    this.slots = new HashSlots(folder, rows);
  }

  /** Adds an entry. All are added before the first one is looked for. */
  void put(LineBuffer values, LineBuffer key) throws IOException {
    slots.add(hash(values), entries.add(values, key));
  }

  /**
   * Adds what the row with these values is told by to the end of a buffer.
   *
   * @return false when there is no such row
   */
  boolean find(LineBuffer values, LineBuffer out) throws IOException {
    if (!complete) {
      entries.complete();
      complete = true;
    }
    HashSlots.Search search = slots.search(hash(values));
    for (long place = search.next(); place >= 0; place = search.next()) {
      if (entries.startsWith(place, values)) {
        entries.copySecond(place, out);
        return true;
      }
    }
    return false;
  }

  /** FNV-1a, and a last step that lets every bit depend on all of them. */
  private static long hash(LineBuffer values) {
    long hash = 0xcbf29ce484222325L;
    for (int at = 0; at < values.length(); at++) {
      hash = (hash ^ values.bytes()[at]) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }

  @Override
  public void close() throws IOException {
    try (entries) {
      slots.close();
    }
  }
}
