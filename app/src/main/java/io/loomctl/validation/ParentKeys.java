package io.loomctl.validation;

import java.util.Arrays;

/**
 * Keys of a table's rows, each a 64-bit number: integers as they are, everything else as a hash. In
 * the hashes of a hundred million rows a given missing key is mistaken for one that is there with a
 * probability of 5 in a trillion.
 */
final class ParentKeys {

  private long[] keys;
  private int count;

  ParentKeys(int expected) {
    keys = new long[Math.max(1, expected)];
  }

  void add(long key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count + (count >> 1) + 16);
    }
    keys[count++] = key;
  }

  /** Ends the adding. */
  void seal() {
    Arrays.sort(keys, 0, count);
  }

  boolean contains(long key) {
    return Arrays.binarySearch(keys, 0, count, key) >= 0;
  }
}
