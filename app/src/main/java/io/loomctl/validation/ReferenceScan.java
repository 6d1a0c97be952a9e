package io.loomctl.validation;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.snapshot.RowFields;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Follows references inside a snapshot: the parents' keys are gathered first, then the children
 * look theirs up. Keys that do not fit into memory together are taken in rounds over the file;
 * those of one table that alone are too many are divided by their values, a part a round.
 */
final class ReferenceScan {

  /** Rows between two reports of progress. */
  private static final int REPORT = 8192;

  private final SnapshotFile file;
  private final int capacity;
  private final LongConsumer progress;
  private long seen;

  /**
   * A scan that has not run yet.
   *
   * @param capacity the most keys to hold at a time
   * @param progress hears how many rows were read; may throw to stop
   */
  ReferenceScan(SnapshotFile file, int capacity, LongConsumer progress) {
    this.file = file;
    this.capacity = capacity;
    this.progress = progress;
  }

  /** A third of the heap, in keys. */
  static int capacityOfHeap() {
    long keys = Runtime.getRuntime().maxMemory() / 3 / Long.BYTES;
    return (int) Math.min(keys, Integer.MAX_VALUE / 2);
  }

  /** A part of the keys of a table's rows. */
  private static final class Part {
    private final KeySpec spec;
    private final int number;
    private final int of;
    private final int expected;
    private ParentKeys keys = new ParentKeys(0);

    Part(KeySpec spec, int number, int of, long rows) {
      this.spec = spec;
      this.number = number;
      this.of = of;
      // The parts are about equal; to let one grow would take its memory twice for a moment.
      this.expected = (int) (of == 1 ? rows : rows / of + rows / of / 16 + 64);
    }

    /** Neighbouring integers go to different parts, as hashes do anyway. */
    boolean takes(long key) {
      return of == 1 || ((key * 0x9E3779B97F4A7C15L) >>> 33) % of == number;
    }
  }

  /** A reference and the keys to look for its parents among. */
  private record Pairing(ReferenceLookup lookup, Part part) {

    void look(RowFields row) {
      if (!lookup.isNull(row)) {
        long key = lookup.key(row);
        if (part.takes(key) && !part.keys.contains(key)) {
          lookup.miss(row);
        }
      }
    }
  }

  /**
   * Reads the file as often as it takes.
   *
   * @param lookups hear of each row whose parent is not in the snapshot
   * @throws SnapshotException when rows do not have the values that the header promises
   */
  void run(List<ReferenceLookup> lookups) throws IOException {
    List<Part> round = new ArrayList<>();
    long size = 0;
    for (KeySpec spec : lookups.stream().map(ReferenceLookup::spec).distinct().toList()) {
      for (Part part : parts(spec)) {
        if (size + part.expected > capacity && !round.isEmpty()) {
          round(round, lookups);
          round.clear();
          size = 0;
        }
        round.add(part);
        size += part.expected;
      }
    }
    round(round, lookups);
  }

  private List<Part> parts(KeySpec spec) {
    SnapshotTrailer.Block block = file.trailer().tables().get(spec.parent());
    // Of a damaged trailer no count is believed that the file cannot hold.
    long rows = block == null ? 0 : Math.min(block.rows(), file.bytes());
    int of = (int) (rows / capacity) + 1;
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < of; number++) {
      parts.add(new Part(spec, number, of, rows));
    }
    return parts;
  }

  private void round(List<Part> parts, List<ReferenceLookup> lookups) throws IOException {
    parts.forEach(part -> part.keys = new ParentKeys(part.expected));
    for (TableHeader table : file.header().tables()) {
      List<Part> own =
          parts.stream().filter(part -> part.spec.parent().equals(table.name())).toList();
      if (!own.isEmpty()) {
        scan(table, row -> own.forEach(part -> gather(part, row)));
      }
    }
    parts.forEach(part -> part.keys.seal());
    for (TableHeader table : file.header().tables()) {
      List<Pairing> own = pairings(table, parts, lookups);
      if (!own.isEmpty()) {
        scan(table, row -> own.forEach(pairing -> pairing.look(row)));
      }
    }
    parts.forEach(part -> part.keys = new ParentKeys(0));
  }

  private static List<Pairing> pairings(
      TableHeader child, List<Part> parts, List<ReferenceLookup> lookups) {
    List<Pairing> pairings = new ArrayList<>();
    for (ReferenceLookup lookup : lookups) {
      for (Part part : parts) {
        if (lookup.child().equals(child) && lookup.spec().equals(part.spec)) {
          pairings.add(new Pairing(lookup, part));
        }
      }
    }
    return pairings;
  }

  private static void gather(Part part, RowFields row) {
    if (!KeySpec.isNull(row, part.spec.fields())) {
      long key = part.spec.key(row, part.spec.fields());
      if (part.takes(key)) {
        part.keys.add(key);
      }
    }
  }

  private void scan(TableHeader table, Consumer<RowFields> visitor) throws IOException {
    long before = seen;
    TableScan.run(
        file,
        table.name(),
        row -> {
          if (++seen % REPORT == 0) {
            progress.accept(seen);
          }
          if (row.count() != table.columns().size()) {
            throw malformed(table, seen - before, "has " + row.count() + " values");
          }
          try {
            visitor.accept(row);
          } catch (NumberFormatException e) {
            throw malformed(table, seen - before, "has text where an integer belongs");
          }
        });
  }

  private SnapshotException malformed(TableHeader table, long row, String how) {
    return new SnapshotException(
        Problem.at(Where.file(file.place()), "row " + row + " of " + table.name() + " " + how)
            .hint("restore the file with git, or export again"));
  }
}
