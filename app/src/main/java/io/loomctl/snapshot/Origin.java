package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that a snapshot was read from, for messages: the user knows it, whatever form the
 * snapshot has in it.
 *
 * @param place what messages call it: its path, or where it came from
 * @param lines where in it the rows of tables are, when it is not what is read now; empty when that
 *     is not known, nothing when it is what is read
 */
public record Origin(Path path, String place, @Nullable Map<TableName, Lines> lines) {

  /**
   * The lines that the rows of a table are on.
   *
   * @param first that of the first row, counted from 1
   * @param each how many lines a row takes
   */
  public record Lines(long first, long each) {

    private static final Lines UNKNOWN = new Lines(0, 0);

    /** The line that a row begins on; 0 when that is not known. */
    public long of(long row) {
      return each == 0 ? 0 : first + (row - 1) * each;
    }
  }

  /** A file that is read as it is. */
  public static Origin of(Path path) {
    return new Origin(path, path.toString(), null);
  }

  /** The same file, whose rows are elsewhere. */
  public Origin withLines(Map<TableName, Lines> known) {
    return new Origin(path, place, Map.copyOf(known));
  }

  /**
   * The lines of a table's rows.
   *
   * @param asRead those in what is read
   */
  Lines lines(TableName table, Lines asRead) {
    return lines == null ? asRead : lines.getOrDefault(table, Lines.UNKNOWN);
  }
}
