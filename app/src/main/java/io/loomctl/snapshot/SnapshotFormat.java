package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A form that a snapshot can have in a file. Whatever the form, it is the same snapshot: what was
 * written in one and read back is, byte for byte, the snapshot in SQL that it was made of.
 */
public interface SnapshotFormat {

  /** Writes a snapshot in this form. */
  void write(SnapshotFile snapshot, OutputStream out) throws IOException;

  /**
   * Reads a snapshot that has this form, and writes it in SQL.
   *
   * @param scratch where files may be kept meanwhile
   * @return which lines of {@code in} the rows are on, as far as that is known
   * @throws MalformedException when {@code in} holds anything that loomctl does not write
   */
  Map<TableName, Origin.Lines> read(InputStream in, OutputStream sql, Path scratch)
      throws IOException, MalformedException;
}
