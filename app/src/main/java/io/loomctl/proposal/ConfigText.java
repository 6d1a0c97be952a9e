package io.loomctl.proposal;

import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The whole file, for people to read and go on with. */
final class ConfigText {

  private static final int WIDTH = 92;

  private final Survey survey;
  private final Choices choices;
  private final ConfigDraft.Place place;
  private final Optional<Example> example;

  ConfigText(Survey survey, Choices choices, ConfigDraft.Place place, Optional<Example> example) {
    this.survey = survey;
    this.choices = choices;
    this.place = place;
    this.example = example;
  }

  @Override
  public String toString() {
    return String.join(
            "\n", head().toString(), tables().toString(), groups().toString(), scenarios())
        .replaceAll("\n{3,}", "\n\n");
  }

  private Lines head() {
    Lines lines = new Lines();
    lines.add("# Written by \"loomctl init\"; yours from now on. Paths are relative to this file.");
    lines.add("version: 1");
    lines.add("snapshots: " + YamlText.scalar(place.snapshots()));
    lines.add("");
    lines.add("databases:", "--db NAME; the first is the default");
    lines.paragraph(
        "  # ",
        "Passwords do not belong here: they come from PGPASSWORD or .pgpass"
            + (place.fromEnvironment() ? ", or within DATABASE_URL." : "."));
    lines.add("  main: { url: " + YamlText.quoted(place.url()) + " }");
    lines.add("  # prod: { url: \"${PROD_URL}\", protected: true }", "imports are refused");
    lines.add("");
    lines.add(
        "schemas: "
            + survey.schemas().stream()
                .map(schema -> YamlText.scalar(YamlText.part(schema)))
                .collect(Collectors.joining(", ", "[", "]")));
    if (!survey.unseen().isEmpty()) {
      lines.add("");
      lines.paragraph(
          "# ",
          "This role does not see all rows of "
              + names(survey.unseen())
              + ", so an export of everything is refused: connect as the owner, or --exclude.");
    }
    return lines;
  }

  private String names(List<TableName> tables) {
    return tables.stream()
        .map(table -> YamlText.comment(table, survey))
        .collect(Collectors.joining(", "));
  }

  private Lines tables() {
    return new TableSection(survey, choices).lines();
  }

  private Lines groups() {
    Map<String, List<TableName>> groups = TableGroups.of(survey);
    Lines lines = new Lines();
    if (groups.isEmpty()) {
      return lines;
    }
    lines.add("groups:", "for --only and --exclude");
    groups.forEach((name, tables) -> write(name, tables, lines));
    return lines;
  }

  private void write(String group, List<TableName> tables, Lines lines) {
    List<String> items = new ArrayList<>();
    for (TableName table : tables) {
      String before = items.isEmpty() ? "[" : "";
      String after = items.size() + 1 == tables.size() ? "]" : ",";
      items.add(before + YamlText.table(table, survey) + after);
    }
    String key = "  " + YamlText.scalar(group) + ":";
    String line = key + " " + String.join(" ", items);
    if (line.length() <= WIDTH) {
      lines.add(line);
    } else {
      lines.add(key);
      lines.wrapped("    ", items);
    }
  }

  private String scenarios() {
    Lines lines = new Lines();
    lines.add("scenarios:");
    lines.add("  everything: {}", "all rows of all tables in the schemas above");
    example.ifPresent(each -> write(each, lines));
    return lines.toString();
  }

  private void write(Example example, Lines lines) {
    lines.add("");
    lines.add("  " + YamlText.scalar(example.scenario()) + ":");
    lines.add(
        "    description: "
            + YamlText.quoted(
                "One row of "
                    + YamlText.tableName(example.root(), survey).replace("${", "$ {")
                    + " and everything below it"));
    if (!example.params().isEmpty()) {
      lines.add(
          "    params: "
              + example.params().entrySet().stream()
                  .map(param -> YamlText.scalar(param.getKey()) + ": " + value(param.getValue()))
                  .collect(Collectors.joining(", ", "{ ", " }")),
          "--param "
              + YamlText.comment(example.params().keySet().iterator().next())
              + "=VALUE takes another row");
    }
    lines.add("    tables:");
    lines.add(
        "      "
            + YamlText.table(example.root(), survey)
            + ": { where: "
            + YamlText.sql(example.where())
            + " }");
    lines.add("    children: all", "follow every reference down; stop: [tables] ends it");
  }

  private static String value(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? text : YamlText.quoted(text);
  }
}
