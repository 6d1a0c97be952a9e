package io.loomctl.comparison;

import io.loomctl.comparison.NaturalKeys.Part;
import io.loomctl.comparison.RowLayout.Use;
import io.loomctl.graph.ColumnName;
import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Matches rows by what they mean: ids that nothing but this database gives do not count. */
final class NaturalMatching implements Matcher {

  private final SnapshotFile from;
  private final SnapshotFile to;
  private final NaturalKeys keys;
  private final ColumnChoice choice;
  private final ParentKeys left;
  private final ParentKeys right;

  NaturalMatching(
      NaturalKeys keys, ColumnChoice choice, SnapshotFile from, SnapshotFile to, TableRows rows) {
    this.from = from;
    this.to = to;
    this.keys = keys;
    this.choice = choice;
    this.left = new ParentKeys(from, TablePair::from, keys, rows);
    this.right = new ParentKeys(to, TablePair::to, keys, rows);
  }

  /** Equal references mean different rows when the parents differ. */
  @Override
  public boolean sameRows(TablePair pair) {
    return keys.sources(pair).stream()
        .map(keys::pair)
        .allMatch(source -> source.sameRows(from, to));
  }

  @Override
  public Matching matching(TablePair pair) throws IOException {
    List<Part> key = keys.key(pair);
    List<Part> rest = keys.rest(pair).stream().filter(part -> counts(pair, part)).toList();
    Rewriting rewriting = new Rewriting(pair.name());
    for (Part part : key) {
      add(rewriting, pair, part, Use.KEY);
    }
    for (Part part : rest) {
      add(rewriting, pair, part, Use.COMPARED);
    }
    for (ColumnName column : pair.columns()) {
      if (!pair.commonColumns().contains(column) && choice.includes(pair.name(), column)) {
        add(rewriting, pair, Part.of(column), Use.SHOWN);
      }
    }
    return rewriting.matching(key.isEmpty() ? rest.size() : key.size());
  }

  private boolean counts(TablePair pair, Part part) {
    return part.columns().stream().allMatch(column -> choice.includes(pair.name(), column));
  }

  private void add(Rewriting rewriting, TablePair pair, Part part, Use use) throws IOException {
    rewriting.add(
        part.name(), shape(pair, part), use, left.field(pair, part), right.field(pair, part));
  }

  private ColumnShape shape(TablePair pair, Part part) {
    List<ColumnShape> own = new ArrayList<>();
    part.columns().forEach(column -> own.add(new ColumnShape.Plain(pair.type(column))));
    if (part.reference().isEmpty()) {
      return own.get(0);
    }
    TablePair parent = keys.pair(part.reference().get().parent());
    List<ColumnShape> key = keys.key(parent).stream().map(inner -> shape(parent, inner)).toList();
    return new ColumnShape.Parent(own, key);
  }

  @Override
  public void close() throws IOException {
    try (left) {
      right.close();
    }
  }
}
