package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.database.ServerError;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.snapshot.RowSearch;
import io.loomctl.snapshot.SnapshotBody;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which row of the snapshot the server did not accept, and why, in plain words.
 *
 * @param table the table whose rows were on their way
 * @param moves whether rows may have another value of a column in the target than in the snapshot
 */
record RowFailure(SnapshotBody body, ImportTable table, Predicate<ColumnName> moves) {

  private static final Pattern COPY_LINE =
      Pattern.compile("COPY .*?, line ([0-9]{1,18})", Pattern.DOTALL);

  private static final Pattern COPY_COLUMN =
      Pattern.compile("COPY .*?, line [0-9]+, column (.*?)(?::|$)", Pattern.DOTALL);

  /** The server's words about the values of a key. */
  private static final Pattern KEY_VALUES =
      Pattern.compile(
          "Key \\((.*?)\\)=\\((.*)\\) (?:already exists|is not present|conflicts).*",
          Pattern.DOTALL);

  private static final Pattern ROW =
      Pattern.compile("Failing row contains \\((.*)\\)\\.", Pattern.DOTALL);

  /** Of rows that were copied as they are. */
  static RowFailure of(SnapshotBody body, ImportTable table) {
    return new RowFailure(body, table, column -> false);
  }

  /** Of rows that may have been given the target's ids. */
  static RowFailure of(SnapshotBody body, ImportTable table, StagedTables staged) {
    return new RowFailure(body, table, column -> TargetValues.moves(staged, table, column));
  }

  /** A failure that names the row, if the server's words lead to one. */
  DatabaseException explain(DatabaseException failure) throws IOException {
    return explain(failure, null);
  }

  /**
   * The same for rows that were put aside before.
   *
   * @param spool where a line of the server's COPY is to be looked up; nothing means the snapshot
   */
  DatabaseException explain(DatabaseException failure, @Nullable Spool spool) throws IOException {
    Optional<ServerError> said = ServerError.of(failure);
    if (said.isEmpty()) {
      return failure;
    }
    ServerError error = said.get();
    String sentence = sentence(error);
    if (sentence == null) {
      return failure;
    }
    Optional<RowSearch.Row> row = find(error, spool);
    Object file = body.file().place();
    Where where =
        row.map(found -> Where.line(file, (int) Math.min(found.line(), Integer.MAX_VALUE)))
            .orElse(Where.file(file));
    String key =
        row.map(RowSearch.Row::key)
            .filter(text -> !text.isEmpty())
            .map(text -> " " + text)
            .orElse("");
    Problem problem = Problem.at(where, table.name() + key + ": " + sentence).hint(hint(error));
    return new DatabaseException(
        sentence.contains(error.message()) ? problem : problem.detail(words(error)), failure);
  }

  private static String words(ServerError error) {
    String detail = error.detail() == null ? "" : " (" + error.detail() + ")";
    return ("the server said: " + error.message() + detail).replace('\n', ' ');
  }

  private Optional<RowSearch.Row> find(ServerError error, @Nullable Spool spool)
      throws IOException {
    RowSearch search = new RowSearch(body, table.header());
    Optional<Long> line = copiedLine(error);
    if (line.isPresent()) {
      return spool == null ? search.byNumber(line.get()) : search.byContent(spool.row(line.get()));
    }
    String detail = error.detail() == null ? "" : error.detail();
    Matcher described = ROW.matcher(detail);
    if (described.matches()) {
      return search.byDescription(known(), described.group(1));
    }
    Matcher key = KEY_VALUES.matcher(detail);
    if (key.matches()) {
      List<ColumnName> columns =
          List.of(key.group(1).split(", ", -1)).stream()
              .map(RowFailure::unquote)
              .map(ColumnName::new)
              .toList();
      return columns.stream().anyMatch(moves)
          ? Optional.empty()
          : search.byValues(columns, key.group(2));
    }
    return Optional.empty();
  }

  /** The line of the COPY that the server was reading. */
  private static Optional<Long> copiedLine(ServerError error) {
    Matcher line = COPY_LINE.matcher(error.context() == null ? "" : error.context());
    return line.find() ? Optional.of(Long.parseLong(line.group(1))) : Optional.empty();
  }

  /** The target's columns; nothing for those whose values there the snapshot does not tell. */
  private List<Optional<ColumnName>> known() {
    Set<ColumnName> given = table.columns().stream().map(Column::name).collect(Collectors.toSet());
    return table.target().table().columns().stream()
        .map(Column::name)
        .map(name -> Optional.of(name).filter(given::contains).filter(moves.negate()))
        .toList();
  }

  /** The server quotes names where SQL needs it. */
  private static String unquote(String name) {
    return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private static @Nullable String sentence(ServerError error) {
    String constraint = "\"" + error.constraint() + "\"";
    return switch (error.state()) {
      case "23502" -> "column \"" + error.column() + "\" must not be null";
      case "23503" -> "it references a row that does not exist (" + constraint + ")";
      case "23505" ->
          "another row"
              + (copiedLine(error).isPresent() ? " of the snapshot" : "")
              + " has the same values already ("
              + constraint
              + ")";
      case "23P01" -> "it conflicts with another row (" + constraint + ")";
      case "23514" -> "it breaks the check constraint " + constraint;
      default -> error.state().startsWith("22") ? column(error) + error.message() : null;
    };
  }

  private static String column(ServerError error) {
    Matcher column = COPY_COLUMN.matcher(error.context() == null ? "" : error.context());
    return column.find() ? "column \"" + column.group(1) + "\": " : "";
  }

  private static @Nullable String hint(ServerError error) {
    boolean inSnapshot = copiedLine(error).isPresent();
    return switch (error.state()) {
      case "23503" -> "add the missing row, or export again with its table in the scenario";
      case "23505", "23P01" ->
          inSnapshot
              ? "drop the constraint, or mend the rows where they come from and export again"
              : "change the row that is in the way, or match rows by these columns (\"key\" in the"
                  + " config)";
      case "23502", "23514" ->
          "change the target's schema, or mend the row where it comes from and export again";
      default ->
          error.state().startsWith("22")
              ? "give the column the type that it was exported with, or mend the row and export"
                  + " again"
              : null;
    };
  }
}
