package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.proposal.Choices;
import io.loomctl.proposal.ConfigDraft.Place;
import io.loomctl.proposal.ConfigDraft.Written;
import io.loomctl.proposal.TableProposal;

/** What {@code init} wrote, for programs. */
final class InitJson {

  private InitJson() {}

  static ObjectNode document(Place place, Written written, Choices choices) {
    ObjectNode document = JsonOutput.object();
    document.put("file", ExportOutput.display(place.file()));
    written.survey().schemas().forEach(document.putArray("schemas")::add);
    ArrayNode scenarios = document.putArray("scenarios").add("everything");
    written.example().ifPresent(scenarios::add);
    ArrayNode tables = document.putArray("tables");
    written
        .survey()
        .tables()
        .values()
        .forEach(table -> describe(tables.addObject(), table, choices));
    return document;
  }

  private static void describe(ObjectNode json, TableProposal table, Choices choices) {
    json.put("table", table.name().toString());
    json.put("rows", table.rows());
    ArrayNode key = json.putArray("key");
    table.key().ifPresent(found -> found.columns().forEach(column -> key.add(column.value())));
    json.put("lookup", choices.lookups().contains(table.name()));
    json.put("looks_like_lookup", table.lookup().isPresent());
    json.put("updated", table.updated().map(column -> column.value()).orElse(null));
    ArrayNode references = json.putArray("guessed_references");
    table
        .references()
        .forEach(
            guess ->
                references
                    .addObject()
                    .put("column", guess.column().value())
                    .put("parent", guess.parent().toString())
                    .put("parent_column", guess.parentColumn().value())
                    .put("looked", guess.looked())
                    .put("found", guess.found()));
    json.put("masked", choices.masked().contains(table.name()));
    ArrayNode personal = json.putArray("personal");
    table.masks().forEach(mask -> describe(personal.addObject(), mask));
  }

  private static void describe(ObjectNode json, TableProposal.Mask mask) {
    json.put("column", mask.column().value());
    json.put("mask", mask.suggestion().mask().toString());
    json.put("sql", mask.suggestion().sql().orElse(null));
    json.put("reason", mask.suggestion().reason());
  }
}
