package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A snapshot but for its rows.
 *
 * @param declared what the rows will have to be
 */
public record SnapshotParts(
    SnapshotHeader header, BodyStatements statements, SnapshotTrailer declared) {

  /** Writes the rows of a table. Tables are asked for in the order of their rows. */
  @FunctionalInterface
  public interface Rows {
    RowBlock.Summary writeTo(TableName table, OutputStream out)
        throws IOException, MalformedException;
  }

  /** Where only the other kind may be thrown. */
  private static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    private final MalformedException reason;

    Refusal(MalformedException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** The parts of a snapshot that is there. */
  public static SnapshotParts of(SnapshotFile file) throws IOException {
    return new SnapshotParts(file.header(), SnapshotBody.open(file).statements(), file.trailer());
  }

  /** The tables in the order of their rows. */
  public List<TableHeader> tables() {
    return header.script().tables();
  }

  /** Checks that the parts fit each other, and that all statements are ones that loomctl writes. */
  public void check() throws MalformedException {
    SnapshotFile.refuseTwice(header);
    SnapshotFile.checkTables(header, declared);
    BodyGrammar.check(statements);
  }

  /**
   * Writes the snapshot.
   *
   * @throws MalformedException when it is not the one that was declared
   */
  public void write(OutputStream out, Rows rows) throws IOException, MalformedException {
    check();
    try {
      SnapshotWriter writer = new SnapshotWriter(out, header);
      new BodyScript(writer, header.script())
          .write(
              statements,
              (table, copy) ->
                  writer.block(
                      table.name(),
                      copy,
                      declared.block(table.name()).required(),
                      into -> rows(rows, table.name(), into)));
      if (!writer.finish().equals(declared)) {
        throw new MalformedException("the snapshot was changed: its checksum differs");
      }
    } catch (Refusal e) {
      throw e.reason;
    }
  }

  private RowBlock.Summary rows(Rows rows, TableName table, OutputStream out) throws IOException {
    try {
      RowBlock.Summary summary = rows.writeTo(table, out);
      if (!summary.sha256().equals(declared.block(table).sha256())) {
        throw new MalformedException(
            "the rows of " + table + " were changed: their checksum differs");
      }
      return summary;
    } catch (MalformedException e) {
      throw new Refusal(e);
    }
  }
}
