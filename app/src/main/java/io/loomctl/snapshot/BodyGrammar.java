package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.StatementText.Statement;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements that loomctl writes around the rows. Those that follow from the header have to be
 * exactly what follows from it. The deletion of owned rows holds conditions of the operator who
 * exported, so there can be one statement that deletes, whatever its conditions are.
 */
final class BodyGrammar {

  private static final Pattern DELETION =
      Pattern.compile("(?:DELETE FROM |WITH RECURSIVE\\n).*", Pattern.DOTALL);

  private static final String CONSTRAINTS = "SET CONSTRAINTS ALL IMMEDIATE";

  private static final String END_OF_ROWS = "\\.\n";

  private final Map<TableName, TableHeader> tables = new HashMap<>();
  private final Set<String> expected = new HashSet<>();
  private final LoadScript script;
  private final List<SequenceStatement> sequences = new ArrayList<>();
  private final List<TriggerStatement> off = new ArrayList<>();
  private final List<TriggerStatement> on = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private @Nullable String deletion;
  private boolean begun;

  BodyGrammar(LoadScript script) {
    this.script = script;
    for (List<TableHeader> group : script.groups()) {
      if (script.isStaged(group.get(0))) {
        expected.add(script.write(group).text());
        group.forEach(table -> expected.add(script.createStaging(table).text()));
      }
      group.forEach(table -> tables.put(table.name(), table));
    }
  }

  /** What was recognised so far. */
  WrittenStatements written() {
    return new WrittenStatements(off, sequences, on);
  }

  /** What does not follow from the header. */
  BodyStatements statements() {
    return new BodyStatements(before, Optional.ofNullable(deletion), after);
  }

  /**
   * Checks the statements between the former table's rows and those of a table.
   *
   * @param line the number of lines before the text
   */
  void before(TableName table, String text, long line) throws MalformedException {
    List<Statement> statements = statements(text, line);
    int last = statements.size() - 1;
    String copy = script.copy(Objects.requireNonNull(tables.get(table))).text();
    if (last < 0 || !statements.get(last).text().equals(copy)) {
      throw new MalformedException("the COPY of " + table + " is not where it should be");
    }
    check(statements.subList(0, last), line, off, before);
  }

  /** Checks the statements after the last table's rows. */
  void end(String text, long line) throws MalformedException {
    List<Statement> statements = statements(text, line);
    int last = statements.size() - 1;
    if (last < 0 || !statements.get(last).text().equals("COMMIT")) {
      throw new MalformedException("the body does not end with COMMIT");
    }
    check(statements.subList(0, last), line, on, after);
  }

  /** Checks statements that are known without the rest of their body. */
  static void check(BodyStatements statements) throws MalformedException {
    for (String statement : statements.before()) {
      check(statement, isOwn(statement));
    }
    for (String statement : statements.after()) {
      check(statement, isOwn(statement));
    }
    if (statements.deletion().isPresent()) {
      String statement = statements.deletion().get();
      List<Statement> parts = StatementText.split(statement + ";\n");
      check(statement, parts.size() == 1 && DELETION.matcher(statement).matches());
    }
  }

  private static void check(String statement, boolean known) throws MalformedException {
    if (!known) {
      throw new MalformedException(
          "\"" + statement + "\" is a statement that loomctl does not write there");
    }
  }

  private static boolean isOwn(String statement) {
    return TriggerStatement.of(statement).isPresent()
        || SequenceStatement.of(statement).isPresent()
        || statement.equals(CONSTRAINTS);
  }

  private List<Statement> statements(String text, long line) throws MalformedException {
    String start = begun ? END_OF_ROWS : Sql.resource(SnapshotWriter.class, "preamble.sql").text();
    begun = true;
    if (!text.startsWith(start)) {
      throw new MalformedException("line " + (line + 1) + " is not what loomctl writes there");
    }
    int startLines = (int) start.chars().filter(c -> c == '\n').count();
    return StatementText.split(text.substring(start.length())).stream()
        .map(statement -> new Statement(statement.text(), statement.line() + startLines))
        .toList();
  }

  private void check(
      List<Statement> statements, long line, List<TriggerStatement> triggers, List<String> own)
      throws MalformedException {
    for (Statement statement : statements) {
      if (!isOurs(statement.text(), triggers, own)) {
        throw new MalformedException(
            "line "
                + (line + statement.line() + 1)
                + " is a statement that loomctl does not write there");
      }
    }
  }

  private boolean isOurs(String statement, List<TriggerStatement> triggers, List<String> own) {
    if (DELETION.matcher(statement).matches()) {
      boolean first = deletion == null;
      deletion = statement;
      return first;
    }
    if (expected.contains(statement)) {
      return true;
    }
    own.add(statement);
    Optional<TriggerStatement> trigger = TriggerStatement.of(statement);
    Optional<SequenceStatement> sequence = SequenceStatement.of(statement);
    trigger.ifPresent(triggers::add);
    sequence.ifPresent(sequences::add);
    return trigger.isPresent() || sequence.isPresent() || statement.equals(CONSTRAINTS);
  }
}
