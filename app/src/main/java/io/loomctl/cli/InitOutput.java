package io.loomctl.cli;

import io.loomctl.graph.TableName;
import io.loomctl.proposal.Choices;
import io.loomctl.proposal.ConfigDraft.Place;
import io.loomctl.proposal.ConfigDraft.Written;
import io.loomctl.proposal.Survey;
import io.loomctl.proposal.TableProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What {@code init} wrote, and what to do next, for people. */
record InitOutput(Console console, Place place) {

  void show(Written written, Choices choices) {
    Survey survey = written.survey();
    String schemas =
        survey.schemas().size() == 1
            ? "schema " + TerminalText.of(survey.schemas().get(0))
            : Numbers.count(survey.schemas().size(), "schema");
    String tables = Numbers.count(survey.tables().size(), "table") + " of " + schemas;
    console.out().println(ExportOutput.display(place.file()) + ": " + tables);
    if (!figures(survey).isEmpty()) {
      console.out().println("  " + String.join(", ", figures(survey)));
    }
    remarks(survey, choices);
    if (written.example().isEmpty()) {
      console.err().println("No table has rows and a key, so there is no example scenario.");
    }
    console.out().println("Next:");
    next(written, choices).forEach(line -> console.out().println("  " + line));
  }

  private static List<String> figures(Survey survey) {
    List<String> figures = new ArrayList<>();
    add(figures, sum(survey, table -> table.key().stream().count()), "natural key");
    add(figures, survey.lookups().size(), "lookup table");
    add(figures, sum(survey, table -> table.references().size()), "guessed reference");
    add(figures, sum(survey, table -> table.masks().size()), "personal column");
    return figures;
  }

  private static void add(List<String> figures, long number, String noun) {
    if (number > 0) {
      figures.add(Numbers.count(number, noun));
    }
  }

  private static long sum(Survey survey, ToLongFunction<TableProposal> figure) {
    return survey.tables().values().stream().mapToLong(figure).sum();
  }

  private void remarks(Survey survey, Choices choices) {
    boolean unmasked = choices.masked().size() < survey.personal().size();
    boolean unsaid = choices.lookups().size() < survey.lookups().size();
    if (unmasked || unsaid || sum(survey, table -> table.references().size()) > 0) {
      console.err().println("Guesses that need your decision are comments in the file.");
    }
    List<TableName> unseen = survey.unseen();
    if (!unseen.isEmpty()) {
      console
          .err()
          .println(
              "warning: this role does not see all rows of "
                  + Numbers.count(unseen.size(), "table")
                  + ": an export of everything is refused");
    }
  }

  private List<String> next(Written written, Choices choices) {
    String config = ExportOutput.display(place.file());
    String option = config.equals("config/loomctl.yaml") ? "" : " --config " + config;
    List<String> next = new ArrayList<>();
    if (!choices.masked().isEmpty()) {
      next.add("export LOOMCTL_MASK_SALT=$(openssl rand -hex 32)   # keep it: it is a secret");
    }
    next.add("loomctl validate" + option);
    next.add("loomctl export everything" + option);
    written.example().ifPresent(name -> next.add("loomctl export " + name + option));
    return next;
  }
}
