package io.loomctl.format;

import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.Content;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.UnnamedFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens snapshots however they are packed. What is not SQL as it is becomes a temporary file, which
 * is unlinked before anything is written to it, so that a killed process leaves none behind.
 */
public final class Unpacking implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** As much as any form needs to be known by: a tar tells what it is at the end of this. */
  private static final int START = 512;

  private final Identities identities;
  private final List<SnapshotFile> opened = new ArrayList<>();

  /**
   * Opens nothing yet.
   *
   * @param identities what encrypted files are opened with
   */
  public Unpacking(Identities identities) {
    this.identities = identities;
  }

  /** Opens a file that the user knows by its path. */
  public SnapshotFile open(Path path) throws IOException {
    return open(path, path.toString());
  }

  /**
   * Opens a file.
   *
   * @param place what messages call it
   * @throws SnapshotException when it is no snapshot, or one that is damaged
   */
  public SnapshotFile open(Path path, String place) throws IOException {
    Origin origin = new Origin(path, place, null);
    try (InputStream file = Files.newInputStream(path)) {
      BufferedInputStream in = new BufferedInputStream(file, BUFFER);
      if (Form.of(start(in)).equals(Optional.of(Form.SQL))) {
        return SnapshotFile.open(origin, Content.Source.of(path));
      }
      BufferedInputStream packed = decrypted(in, place);
      BufferedInputStream content = content(packed, Files.size(path));
      SnapshotFile snapshot = unpack(origin, content);
      // A form may end before its file does; what was not read was not authenticated either.
      content.transferTo(OutputStream.nullOutputStream());
      packed.transferTo(OutputStream.nullOutputStream());
      return snapshot;
    } catch (Decompression.DamagedException e) {
      throw SnapshotFile.malformed(origin, e.cause());
    } catch (MalformedException e) {
      throw SnapshotFile.malformed(origin, e);
    }
  }

  private BufferedInputStream decrypted(BufferedInputStream file, String place) throws IOException {
    return Identities.begins(start(file))
        ? new BufferedInputStream(identities.open(file, place), BUFFER)
        : file;
  }

  /** What is below everything that it is wrapped in. */
  private static BufferedInputStream content(BufferedInputStream file, long packed)
      throws IOException {
    Optional<Compression.Method> method = Compression.Method.of(start(file));
    return method.isEmpty()
        ? file
        : new BufferedInputStream(Decompression.of(method.get(), file, packed), BUFFER);
  }

  private SnapshotFile unpack(Origin origin, BufferedInputStream in)
      throws IOException, MalformedException {
    Form form =
        Form.of(start(in)).orElseThrow(() -> new MalformedException("this is no loomctl snapshot"));
    Path scratch = Files.createTempFile("loomctl-rows", ".copy");
    try {
      return keep(
          out -> {
            Map<TableName, Origin.Lines> lines = form.format(Map.of()).read(in, out, scratch);
            return form == Form.SQL ? origin : origin.withLines(lines);
          });
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /** Writes a snapshot in SQL and tells where it is from. */
  @FunctionalInterface
  private interface Writing {
    Origin to(OutputStream out) throws IOException, MalformedException;
  }

  /** Makes a snapshot of something that was opened. */
  @FunctionalInterface
  public interface Making {

    /** Writes it in SQL. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * A snapshot that is made when it is needed, and kept until this is closed.
   *
   * @param origin what messages tell of
   */
  public SnapshotFile make(Origin origin, Making making) throws IOException {
    try {
      return keep(
          out -> {
            making.to(out);
            return origin.withLines(Map.of());
          });
    } catch (MalformedException e) {
      throw SnapshotFile.malformed(origin, e);
    }
  }

  private SnapshotFile keep(Writing writing) throws IOException, MalformedException {
    FileChannel sql = UnnamedFile.create("loomctl-snapshot", ".sql");
    try {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(sql), BUFFER);
      Origin origin = writing.to(out);
      out.flush();
      SnapshotFile snapshot = SnapshotFile.open(origin, Content.Source.of(sql));
      opened.add(snapshot);
      return snapshot;
    } catch (IOException | RuntimeException | MalformedException e) {
      sql.close();
      throw e;
    }
  }

  private static byte[] start(BufferedInputStream in) throws IOException {
    in.mark(START);
    byte[] start = in.readNBytes(START);
    in.reset();
    return start;
  }

  /** Gives up the temporary files of everything that was opened. */
  @Override
  public void close() {
    for (SnapshotFile snapshot : opened) {
      try {
        snapshot.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
