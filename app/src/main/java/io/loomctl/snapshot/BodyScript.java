package io.loomctl.snapshot;

import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The statements of a body in their order. */
public record BodyScript(SnapshotWriter writer, LoadScript script) {

  /** Writes the block of a table. */
  @FunctionalInterface
  public interface Blocks {
    void write(TableHeader table, Sql copy) throws IOException;
  }

  /** Writes everything that the body does. */
  public void write(BodyStatements statements, Blocks blocks) throws IOException {
    writer.statements(statements.before());
    write(statements.deletion(), blocks);
    writer.statements(statements.after());
  }

  /**
   * Writes the rows, and what brings them into their tables.
   *
   * @param deletion what deletes the rows that the scenario owns
   */
  public void write(Optional<String> deletion, Blocks blocks) throws IOException {
    List<List<TableHeader>> groups = script.groups();
    if (script.layout() == LoadScript.Layout.DIRECT) {
      writer.statements(deletion.stream().toList());
      for (List<TableHeader> group : groups) {
        load(group, blocks);
        store(group);
      }
    } else {
      for (List<TableHeader> group : groups) {
        load(group, blocks);
      }
      writer.statements(deletion.stream().toList());
      for (List<TableHeader> group : groups) {
        store(group);
      }
    }
  }

  /** The rows themselves, into their tables or into temporary ones. */
  private void load(List<TableHeader> group, Blocks blocks) throws IOException {
    for (TableHeader table : group) {
      if (script.isStaged(table)) {
        writer.statement(script.createStaging(table));
      }
      blocks.write(table, script.copy(table));
    }
  }

  /** What brings staged rows into their tables. */
  private void store(List<TableHeader> group) throws IOException {
    if (script.isStaged(group.get(0))) {
      writer.statement(script.write(group));
    }
  }
}
