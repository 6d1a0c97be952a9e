package io.loomctl.proposal;

import io.loomctl.graph.TableName;
import io.loomctl.privacy.Suggestion;
import io.loomctl.proposal.TableProposal.GuessedReference;
import io.loomctl.proposal.TableProposal.Mask;
import io.loomctl.proposal.TableProposal.NaturalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code tables}: an entry for each table of which there is something to say. */
final class TableSection {

  private final Survey survey;
  private final Choices choices;

  TableSection(Survey survey, Choices choices) {
    this.survey = survey;
    this.choices = choices;
  }

  /** Something said about a table: YAML without its indent, in comments or not. */
  private record Entry(boolean active, String text, String comment) {}

  Lines lines() {
    List<TableProposal> told =
        survey.tables().values().stream().filter(table -> !entries(table).isEmpty()).toList();
    Lines lines = new Lines();
    introduce(lines, told);
    boolean active = told.stream().anyMatch(table -> isActive(entries(table)));
    if (!told.isEmpty()) {
      lines.add(active ? "tables:" : "# tables:");
      told.forEach(table -> write(table.name(), entries(table), lines));
    }
    return lines;
  }

  private void introduce(Lines lines, List<TableProposal> told) {
    int rest = survey.tables().size() - told.size();
    lines.paragraph(
        "# ",
        "What the catalog does not say about "
            + counted(survey.tables().size(), "table")
            + ". Rows match by their key where it is given, else by the primary key. What is"
            + " commented out is a guess for you to judge: take away the \"#\" to use it."
            + (rest > 0 ? " Of " + counted(rest, "table") + " there is nothing to say." : ""));
    if (told.stream().anyMatch(table -> !table.masks().isEmpty())) {
      lines.paragraph(
          "# ",
          "Masks replace values on the server, so that they never leave it; they need a secret in"
              + " LOOMCTL_MASK_SALT.");
    }
    if (told.stream().anyMatch(table -> !isLookup(table) && table.lookup().isPresent())) {
      lines.paragraph(
          "# ",
          "The rows of a lookup table are matched and never written: an import needs them there,"
              + " so say it of tables that your migrations fill.");
    }
  }

  static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static boolean isActive(List<Entry> entries) {
    return entries.stream().anyMatch(Entry::active);
  }

  private void write(TableName table, List<Entry> entries, Lines lines) {
    String name = YamlText.table(table, survey);
    if (entries.size() == 1 && entries.get(0).active) {
      lines.add("  " + name + ": { " + entries.get(0).text + " }", entries.get(0).comment);
      return;
    }
    boolean active = isActive(entries);
    lines.add(active ? "  " + name + ":" : "  # " + name + ":");
    for (Entry entry : entries) {
      String indent = entry.active ? "    " : active ? "    # " : "  #   ";
      lines.add(indent + entry.text, entry.comment);
    }
  }

  private List<Entry> entries(TableProposal table) {
    List<Entry> entries = new ArrayList<>();
    table.key().map(this::key).ifPresent(entries::add);
    table
        .updated()
        .map(column -> new Entry(true, "updated: " + YamlText.column(column), ""))
        .ifPresent(entries::add);
    table
        .lookup()
        .map(reason -> new Entry(isLookup(table), "lookup: true", reason))
        .ifPresent(entries::add);
    if (!table.references().isEmpty()) {
      entries.add(new Entry(false, "references:", ""));
      table.references().forEach(reference -> entries.add(reference(reference)));
    }
    if (!table.masks().isEmpty()) {
      boolean masked = choices.masked().contains(table.name());
      entries.add(new Entry(masked, "mask:", ""));
      table.masks().forEach(mask -> entries.add(mask(mask, masked)));
    }
    return entries;
  }

  private boolean isLookup(TableProposal table) {
    return choices.lookups().contains(table.name());
  }

  private Entry key(NaturalKey key) {
    return new Entry(
        true, "key: " + YamlText.columns(key.columns()), YamlText.comment(key.reason()));
  }

  private Entry reference(GuessedReference reference) {
    String target =
        YamlText.tableName(reference.parent(), survey)
            + "."
            + YamlText.part(reference.parentColumn().value());
    return new Entry(
        false,
        "  " + YamlText.column(reference.column()) + ": " + YamlText.scalar(target),
        reference.looked() == 0
            ? "no foreign key; no value was seen"
            : "no foreign key; %d of %s there"
                .formatted(
                    reference.found(),
                    reference.looked() == 1 ? "1 value is" : reference.looked() + " values are"));
  }

  private static Entry mask(Mask mask, boolean active) {
    Suggestion found = mask.suggestion();
    String how =
        Optional.of(found)
            .flatMap(Suggestion::sql)
            .map(sql -> "{ sql: " + YamlText.sql(sql) + " }")
            .orElse(found.mask().toString());
    return new Entry(active, "  " + YamlText.column(mask.column()) + ": " + how, found.reason());
  }
}
