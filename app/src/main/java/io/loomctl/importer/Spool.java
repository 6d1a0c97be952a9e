package io.loomctl.importer;

import io.loomctl.database.CopySource;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.UnnamedFile;
import io.loomctl.store.StoreFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows put aside in a temporary file, which is gone when this is closed. */
final class Spool implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  private final FileChannel channel;
  private final OutputStream out;
  private long rows;

  Spool() throws IOException {
    channel = UnnamedFile.open(temporaryFile());
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("loomctl-rows", ".copy");
    } catch (IOException e) {
      throw StoreFailure.writing(e, FOLDER);
    }
  }

  void add(RowLines row) {
    try {
      out.write(row.bytes(), row.start(), row.end() - row.start());
      rows++;
    } catch (IOException e) {
      throw StoreFailure.writing(e, FOLDER);
    }
  }

  long rows() {
    return rows;
  }

  /** Hands on all rows. */
  void writeTo(CopySource.Pieces pieces) throws IOException {
    InputStream in = read();
    byte[] piece = new byte[BUFFER];
    int read;
    while ((read = in.read(piece, 0, piece.length)) >= 0) {
      pieces.accept(piece, read);
    }
  }

  private InputStream read() throws IOException {
    out.flush();
    channel.position(0);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
  }

  /** One row without its line end, counted from 1. */
  byte[] row(long number) throws IOException {
    InputStream in = read();
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    long current = 1;
    int next;
    while (current <= number && (next = in.read()) >= 0) {
      if (next == '\n') {
        current++;
      } else if (current == number) {
        row.write(next);
      }
    }
    return row.toByteArray();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
