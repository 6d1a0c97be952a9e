package io.loomctl.cli;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.proposal.Choices;
import io.loomctl.proposal.Survey;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The few questions of {@code init} that nobody but the user can answer. An empty answer takes what
 * stands in brackets.
 */
final class Dialogue {

  private static final int SHOWN = 5;

  private final Survey survey;
  private final PrintStream out;
  private final Supplier<@Nullable String> answers;

  /**
   * A dialogue that has not begun.
   *
   * @param answers the next line that the user types; null at the end of the input
   */
  Dialogue(Survey survey, PrintStream out, Supplier<@Nullable String> answers) {
    this.survey = survey;
    this.out = out;
    this.answers = answers;
  }

  /**
   * Asks.
   *
   * @param masksDecided whether the masks are active without a question
   * @throws InterruptedCommandException when the input ends before the answers do
   */
  Choices ask(boolean masksDecided) {
    List<TableName> roots = survey.roots().isEmpty() ? List.of() : roots();
    Set<TableName> masked =
        masksDecided
            ? new TreeSet<>(survey.personal())
            : some(survey.personal(), "Columns that look personal are in ", "Mask them now?");
    Set<TableName> lookups =
        some(
            survey.lookups(),
            "Lists that other tables choose from: ",
            "Do migrations fill them, so that imports only match their rows?");
    return new Choices(roots, masked, lookups);
  }

  private List<TableName> roots() {
    List<TableName> roots = survey.roots();
    TableName usual = roots.get(0);
    out.println("Tables to start an example scenario from: " + shown(roots));
    while (true) {
      String answer = answer("Which one? [" + shown(usual) + "] ");
      if (answer.isEmpty()) {
        return roots;
      }
      Optional<TableName> chosen = find(answer, roots);
      if (chosen.isPresent()) {
        List<TableName> first = new ArrayList<>(List.of(chosen.get()));
        roots.stream().filter(each -> !each.equals(chosen.get())).forEach(first::add);
        return first;
      }
      out.println("There is no table with rows and of that name that an example can start from.");
    }
  }

  private Set<TableName> some(List<TableName> tables, String heading, String question) {
    while (!tables.isEmpty()) {
      out.println(heading + shown(tables));
      String answer = answer(question + " (all, none, or tables) [none] ");
      switch (answer) {
        case "", "none", "no", "n" -> {
          return Set.of();
        }
        case "all", "yes", "y" -> {
          return Set.copyOf(tables);
        }
        default -> {
          List<Optional<TableName>> chosen =
              Arrays.stream(answer.split("[, ]+")).map(name -> find(name, tables)).toList();
          if (chosen.stream().allMatch(Optional::isPresent)) {
            return new TreeSet<>(chosen.stream().flatMap(Optional::stream).toList());
          }
          out.println("Not all of these are among the tables named above.");
        }
      }
    }
    return Set.of();
  }

  private String answer(String question) {
    out.print(question);
    out.flush();
    String answer = answers.get();
    if (answer == null) {
      out.println();
      throw new InterruptedCommandException(
          Problem.of("no answer, so nothing was written").hint("--yes takes the defaults"));
    }
    return answer.strip();
  }

  private static Optional<TableName> find(String name, List<TableName> tables) {
    return tables.stream()
        .filter(table -> table.name().equals(name) || table.toString().equals(name))
        .findFirst();
  }

  private static String shown(List<TableName> tables) {
    List<String> names = tables.stream().limit(SHOWN).map(Dialogue::shown).toList();
    String more =
        tables.size() > SHOWN ? " and " + Numbers.count(tables.size() - SHOWN) + " more" : "";
    return String.join(", ", names) + more;
  }

  private static String shown(TableName table) {
    return TerminalText.of(table.schema().equals("public") ? table.name() : table.toString());
  }
}
