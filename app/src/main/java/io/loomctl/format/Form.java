package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SnapshotFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of a snapshot. */
public enum Form {
  /** Statements with COPY, the form that all others are made of. */
  SQL(".sql");

  private static final String SQL_MAGIC = "-- loomctl snapshot, ";

  private final String suffix;

  Form(String suffix) {
    this.suffix = suffix;
  }

  /** What the names of such files end with. */
  public String suffix() {
    return suffix;
  }

  /**
   * What writes and reads it.
   *
   * @param groups tables that belong together, by the group's name; a table may be in several, or
   *     in none
   */
  SnapshotFormat format(Map<String, List<TableName>> groups) {
    return switch (this) {
      case SQL -> new SqlFormat();
    };
  }

  /** The form that a file's first bytes tell of. */
  static Optional<Form> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith(SQL_MAGIC)) {
      return Optional.of(SQL);
    }
    return Optional.empty();
  }
}
