package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** The snapshot in SQL itself. */
final class SqlFormat implements SnapshotFormat {

  @Override
  public void write(SnapshotFile snapshot, OutputStream out) throws IOException {
    try (InputStream in = snapshot.content().open().from(0, snapshot.bytes())) {
      in.transferTo(out);
    }
  }

  @Override
  public Map<TableName, Origin.Lines> read(InputStream in, OutputStream sql, Path scratch)
      throws IOException {
    in.transferTo(sql);
    return Map.of();
  }
}
