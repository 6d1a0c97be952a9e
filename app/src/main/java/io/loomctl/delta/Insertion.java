package io.loomctl.delta;

import io.loomctl.snapshot.DeltaMark;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;

/**
 * Puts rows that did not change, but are referenced, between the rows of a delta.
 *
 * @param known the delta's rows so far
 * @param all every row of the newer version
 */
record Insertion(TableHeader table, RowLines known, RowLines all, MarkedRows result) {

  void run(Needed needed) throws IOException {
    RowOrder order = RowOrder.of(table.marked(DeltaMark.COLUMN), table);
    boolean more = known.next();
    while (all.next()) {
      boolean there = false;
      while (more && !there && order.compare(known, all) <= 0) {
        there = mark().isInNewer();
        result.add(known);
        more = known.next();
      }
      if (!there && needed.contains(table, all)) {
        result.add(DeltaMark.REFERENCED, all);
        needed.add(table, all);
      }
    }
    for (; more; more = known.next()) {
      result.add(known);
    }
  }

  private DeltaMark mark() {
    try {
      return DeltaMark.of(known);
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
