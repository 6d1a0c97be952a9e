package io.loomctl.importer;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which row of the snapshot the server did not accept, and why, in plain words.
 *
 * @param table the table whose rows were on their way
 */
record RowFailure(SnapshotBody body, ImportTable table) {

  private static final Pattern COPY_LINE =
      Pattern.compile("COPY .*?, line ([0-9]{1,18})", Pattern.DOTALL);

  private static final Pattern COPY_COLUMN =
      Pattern.compile("COPY .*?, line [0-9]+, column (.*?)(?::|$)", Pattern.DOTALL);

  /** The server's words about the values of a key. */
  private static final Pattern KEY_VALUES =
      Pattern.compile(
          "Key \\((.*?)\\)=\\((.*)\\) (?:already exists|is not present|conflicts).*",
          Pattern.DOTALL);

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
    Optional<RowSearch.Row> row = find(error, spool);
    Where where =
        row.map(
                found ->
                    Where.line(body.file().path(), (int) Math.min(found.line(), Integer.MAX_VALUE)))
            .orElse(Where.file(body.file().path()));
    String key =
        row.map(RowSearch.Row::key)
            .filter(text -> !text.isEmpty())
            .map(text -> " " + text)
            .orElse("");
    String sentence = sentence(error);
    if (sentence == null) {
      return failure;
    }
    Problem problem = Problem.at(where, table.name() + key + ": " + sentence).hint(hint(error));
    String words = error.message() + (error.detail() == null ? "" : " (" + error.detail() + ")");
    return new DatabaseException(
        problem.detail("the server said: " + words.replace('\n', ' ')), failure);
  }

  private Optional<RowSearch.Row> find(ServerError error, @Nullable Spool spool)
      throws IOException {
    RowSearch search = new RowSearch(body, table.header());
    if (error.context() != null) {
      Matcher line = COPY_LINE.matcher(error.context());
      if (line.find()) {
        long number = Long.parseLong(line.group(1));
        return spool == null ? search.byNumber(number) : search.byContent(spool.row(number));
      }
    }
    if (error.state().equals("23502") && error.column() != null) {
      return search.byValues(List.of(new ColumnName(error.column())), "\\N");
    }
    Matcher key = KEY_VALUES.matcher(error.detail() == null ? "" : error.detail());
    if (key.matches()) {
      List<ColumnName> columns =
          List.of(key.group(1).split(", ", -1)).stream()
              .map(RowFailure::unquote)
              .map(ColumnName::new)
              .toList();
      return search.byValues(columns, key.group(2));
    }
    return Optional.empty();
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
      case "23505" -> "another row has the same values already (" + constraint + ")";
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
    return switch (error.state()) {
      case "23503" -> "import the table that it references as well, or add the missing row";
      case "23505", "23P01" ->
          "give the table a natural key in the config (\"key\"), or change the row that is in the way";
      default -> null;
    };
  }
}
