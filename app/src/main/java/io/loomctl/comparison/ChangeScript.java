package io.loomctl.comparison;

import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SequenceStatement;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TriggerStatement;
import io.loomctl.snapshot.WrittenStatements;
import io.loomctl.sql.Sql;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes the statements that turn the rows of one snapshot, in a database that holds them, into
 * those of another: one transaction for psql.
 */
public final class ChangeScript {

  /**
   * What was written.
   *
   * @param leftAlone rows that differ but that the script does not touch, as sentences
   */
  public record Result(Comparison.Result differences, List<String> leftAlone) {

    public Result {
      leftAlone = List.copyOf(leftAlone);
    }
  }

  private final TableRows rows;

  /**
   * A script.
   *
   * @param scratch makes a folder for rows that have to be sorted anew; nobody else has files there
   * @param stop set when the user interrupts
   */
  public ChangeScript(Supplier<Path> scratch, AtomicBoolean stop) {
    this.rows = new TableRows(scratch, stop);
  }

  /**
   * Writes the script.
   *
   * @param request its rows match by key
   * @param title what the script says that it does
   * @throws RefusedException when the tables have other columns, which no rows can make up for
   */
  public Result run(Comparison.Request request, String title, OutputStream out) {
    List<TablePair> pairs = Comparison.chosen(request, TablePair.of(request.from(), request.to()));
    List<SchemaDifference> schema = SchemaComparison.of(pairs, request.columns());
    checkColumns(schema);
    ChangeWriter writer = new ChangeWriter(out);
    try {
      Result result = new Script(request, pairs, writer).write(schema, title);
      writer.flush();
      return result;
    } catch (IOException e) {
      throw StoreFailure.reading(e, request.to().path());
    }
  }

  private static void checkColumns(List<SchemaDifference> schema) {
    List<String> columns =
        schema.stream()
            .filter(each -> each.subject() == SchemaDifference.Subject.COLUMN)
            .filter(each -> each.from() == null || each.to() == null)
            .map(each -> each.table() + "." + each.name())
            .toList();
    if (!columns.isEmpty()) {
      Problem problem =
          Problem.of("the tables have other columns, and statements for rows cannot change that");
      for (String column : columns) {
        problem = problem.detail(column + " is on one side only");
      }
      throw new RefusedException(
          problem.hint("migrate and export again, or pass --ignore-columns"));
    }
  }

  /** One script while it is written: rows first, then what is done with them. */
  private final class Script {
    private final Comparison.Request request;
    private final List<TablePair> pairs;
    private final ChangeWriter writer;
    private final List<StagedTable> staged = new ArrayList<>();

    Script(Comparison.Request request, List<TablePair> pairs, ChangeWriter writer) {
      this.request = request;
      this.pairs = pairs;
      this.writer = writer;
    }

    Result write(List<SchemaDifference> schema, String title) throws IOException {
      WrittenStatements before = SnapshotBody.open(request.from()).written();
      List<SequenceStatement> sequences =
          new ArrayList<>(SnapshotBody.open(request.to()).written().sequences());
      sequences.removeAll(before.sequences());
      boolean nothing = sequences.isEmpty() && pairs.stream().allMatch(this::sameRows);
      writer.comment(
          nothing
              ? "Nothing to do: the rows are equal."
              : "Made by loomctl; apply with: psql -X -v ON_ERROR_STOP=1 -f FILE");
      if (!nothing) {
        writer.text(SnapshotWriter.preamble());
        // Only now is the client's encoding known.
        writer.comment(title);
      }
      List<TableDifference> differences = new ArrayList<>();
      for (TablePair pair : pairs) {
        differences.add(stage(pair));
      }
      if (!nothing) {
        changes(before, sequences);
      }
      return new Result(new Comparison.Result(schema, differences), leftAlone());
    }

    private boolean sameRows(TablePair pair) {
      return pair.sameRows(request.from(), request.to());
    }

    private TableDifference stage(TablePair pair) throws IOException {
      if (sameRows(pair)) {
        return new TableDifference(pair.name(), 0, 0, 0, pair.block(request.to()).rows());
      }
      Matching matching = new KeyMatching(pair, request.columns()).matching();
      StagedTable table = new StagedTable(staged.size() + 1, pair, matching.layout(), writer);
      staged.add(table);
      TableDifference difference =
          new TableComparison(pair, request.from(), request.to(), matching, rows).run(table);
      table.finish();
      return difference;
    }

    private void changes(WrittenStatements before, List<SequenceStatement> sequences) {
      List<StagedTable> changing = staged.stream().filter(table -> !table.isEmpty()).toList();
      triggers(before.off(), changing).forEach(writer::statement);
      ChangeStatements.of(changing, loadOrder(), targets()).forEach(writer::statement);
      sequences.forEach(sequence -> writer.statement(sequence.sql()));
      List<Sql> on = triggers(before.on(), changing);
      if (!on.isEmpty()) {
        writer.statement(Sql.of("SET CONSTRAINTS ALL IMMEDIATE"));
      }
      on.forEach(writer::statement);
      leftAlone().forEach(writer::comment);
      writer.statement(Sql.of("COMMIT"));
    }

    private List<String> leftAlone() {
      return staged.stream().flatMap(table -> table.warning().stream()).toList();
    }

    /** Those on tables that change; one on a partition may be that of any partitioned table. */
    private List<Sql> triggers(List<TriggerStatement> all, List<StagedTable> changing) {
      Set<TableName> known = TablePair.of(request.from(), request.to()).keySet();
      Set<TableName> names = changing.stream().map(StagedTable::name).collect(Collectors.toSet());
      boolean partitioned =
          pairs.stream()
              .anyMatch(pair -> names.contains(pair.name()) && pair.newest().partitioned());
      return all.stream()
          .filter(
              each ->
                  known.contains(each.relation()) ? names.contains(each.relation()) : partitioned)
          .map(TriggerStatement::sql)
          .toList();
    }

    private Map<TableName, Set<ColumnName>> targets() {
      Map<TableName, Set<ColumnName>> targets = new TreeMap<>();
      for (SnapshotFile file : List.of(request.from(), request.to())) {
        for (TableHeader table : file.header().tables()) {
          for (Reference reference : table.references()) {
            targets
                .computeIfAbsent(reference.parent(), parent -> new TreeSet<>())
                .addAll(reference.parentColumns());
          }
        }
      }
      return targets;
    }

    private List<TableName> loadOrder() {
      Set<TableName> order = new LinkedHashSet<>();
      for (SnapshotFile file : List.of(request.to(), request.from())) {
        file.header().tables().stream().map(TableHeader::name).forEach(order::add);
      }
      return List.copyOf(order);
    }
  }
}
