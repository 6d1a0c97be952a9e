package io.loomctl.graph;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Names that PostgreSQL would take, most of them nasty. */
public final class AnyName {

  private AnyName() {}

  /** Any text but the empty one and U+0000. */
  public static Arbitrary<String> names() {
    return texts().filter(text -> !text.isEmpty());
  }

  /** Any text without U+0000, the empty one included. */
  public static Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "b", "Z", "_", "0", "$", " ", ".", "\"", "'", "`", "\\", "\\.", "\\N", "\n", "\r",
            "\t", "--", "-- ", "/*", "*/", ";", "$$", "{}", "{", "}", "[", ",", ":", "%s", "é", "ß",
            "İ", "\u0001", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "日", "e\u0301", "😀")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  public static Arbitrary<TableName> tables() {
    return names().tuple2().map(parts -> new TableName(parts.get1(), parts.get2()));
  }

  public static Arbitrary<ColumnName> columns() {
    return names().map(ColumnName::new);
  }
}
