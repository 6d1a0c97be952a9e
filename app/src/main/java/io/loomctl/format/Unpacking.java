package io.loomctl.format;

import io.loomctl.failure.SnapshotException;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.Content;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
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
import java.nio.file.StandardOpenOption;
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
      byte[] start = start(in);
      if (Identities.begins(start)) {
        InputStream secret = identities.open(in, place);
        return unpack(origin, new BufferedInputStream(secret, BUFFER), Files.size(path));
      } else if (Form.of(start).equals(Optional.of(Form.SQL))) {
        return SnapshotFile.open(origin, Content.Source.of(path));
      }
      return unpack(origin, in, Files.size(path));
    } catch (Decompression.DamagedException e) {
      throw SnapshotFile.malformed(origin, e.cause());
    } catch (MalformedException e) {
      throw SnapshotFile.malformed(origin, e);
    }
  }

  /** What is below everything that it is wrapped in. */
  private static BufferedInputStream content(BufferedInputStream file, long packed)
      throws IOException {
    Optional<Compression.Method> method = Compression.Method.of(start(file));
    return method.isEmpty()
        ? file
        : new BufferedInputStream(Decompression.of(method.get(), file, packed), BUFFER);
  }

  private SnapshotFile unpack(Origin origin, BufferedInputStream packed, long size)
      throws IOException, MalformedException {
    BufferedInputStream in = content(packed, size);
    Form form =
        Form.of(start(in)).orElseThrow(() -> new MalformedException("this is no loomctl snapshot"));
    FileChannel sql =
        FileChannel.open(
            Files.createTempFile("loomctl-snapshot", ".sql"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Origin known = write(form, origin, in, sql);
      // What nobody asks for has not been authenticated, and a file ends where its last part does.
      in.transferTo(OutputStream.nullOutputStream());
      packed.transferTo(OutputStream.nullOutputStream());
      SnapshotFile snapshot = SnapshotFile.open(known, Content.Source.of(sql));
      opened.add(snapshot);
      return snapshot;
    } catch (IOException | RuntimeException | MalformedException e) {
      sql.close();
      throw e;
    }
  }

  private static Origin write(Form form, Origin origin, InputStream in, FileChannel sql)
      throws IOException, MalformedException {
    Path scratch = Files.createTempFile("loomctl-rows", ".copy");
    try {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(sql), BUFFER);
      Map<TableName, Origin.Lines> lines = form.format(Map.of()).read(in, out, scratch);
      out.flush();
      return form == Form.SQL ? origin : origin.withLines(lines);
    } finally {
      Files.deleteIfExists(scratch);
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
