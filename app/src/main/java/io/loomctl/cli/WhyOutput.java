package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.explanation.Explanation;
import io.loomctl.explanation.Explanation.LeftOut;
import io.loomctl.explanation.Explanation.Link;
import io.loomctl.explanation.Explanation.Missing;
import io.loomctl.explanation.Explanation.Reason;
import io.loomctl.explanation.Explanation.Rule;
import io.loomctl.explanation.Explanation.Selected;
import io.loomctl.explanation.RowName;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import java.util.List;
import java.util.Locale;

/** Results of {@code why}. */
record WhyOutput(Console console, boolean json) {

  void show(String scenario, Explanation explanation) {
    if (json) {
      JsonOutput.print(console.out(), document(scenario, explanation));
    } else if (explanation instanceof Selected selected) {
      show(scenario, selected);
    } else if (explanation instanceof LeftOut out) {
      line(out.row() + " is not in scenario \"" + scenario + "\"");
      out.reasons().forEach(this::show);
    } else if (explanation instanceof Missing missing) {
      line("there is no row " + missing.key() + " in " + missing.table());
    }
  }

  private void show(String scenario, Selected selected) {
    int length = selected.chain().size();
    line(
        "%s is in scenario \"%s\": %s, %s"
            .formatted(
                selected.row(),
                scenario,
                selected.owned() ? "owned" : "required",
                length == 0
                    ? "named by a rule"
                    : Numbers.count(length, "reference") + " from a rule"));
    line("");
    boolean all = selected.rule().condition().isEmpty();
    String whole = all ? ": all rows of " + selected.first().table() : "";
    line("rule  " + described(selected.rule()) + whole);
    line("row   " + selected.first());
    selected.chain().forEach(this::show);
  }

  private void show(Link link) {
    Reference reference = link.reference();
    String child = reference.child() + link.childColumns();
    String parent = reference.parent() + link.parentColumns();
    line((link.down() ? "down  " : "up    ") + child + " → " + parent);
    line("      " + name(reference));
    link.rule().ifPresent(rule -> line("      " + described(rule)));
    line("row   " + link.row());
  }

  private static String name(Reference reference) {
    return isVirtual(reference) ? "a virtual reference" : reference.name();
  }

  private static boolean isVirtual(Reference reference) {
    return reference.kind() == Reference.Kind.VIRTUAL;
  }

  private static String described(Rule rule) {
    String place = rule.where().path() + ", line " + rule.where().line();
    return rule.condition().map(condition -> place + ": " + condition).orElse(place);
  }

  private void show(Reason reason) {
    line("- " + reason.message());
    if (reason.where().line() > 0) {
      line("  " + reason.where().path() + ", line " + reason.where().line());
    }
  }

  private void line(String text) {
    console.out().println(TerminalText.of(text));
  }

  private static ObjectNode document(String scenario, Explanation explanation) {
    ObjectNode json = JsonOutput.object().put("scenario", scenario);
    if (explanation instanceof Selected selected) {
      row(json, selected.row());
      json.put("exists", true).put("selected", true).put("owned", selected.owned());
      rule(json.putObject("rule"), selected.rule());
      row(json.putObject("first"), selected.first());
      ArrayNode chain = json.putArray("chain");
      selected.chain().forEach(link -> link(chain.addObject(), link));
    } else if (explanation instanceof LeftOut out) {
      row(json, out.row());
      json.put("exists", true).put("selected", false);
      ArrayNode reasons = json.putArray("reasons");
      out.reasons().forEach(reason -> reason(reasons.addObject(), reason));
    } else if (explanation instanceof Missing missing) {
      json.put("table", missing.table().toString());
      json.put("exists", false).put("selected", false);
    }
    return json;
  }

  private static void row(ObjectNode json, RowName row) {
    json.put("table", row.table().toString());
    ObjectNode key = json.putObject("key");
    for (int i = 0; i < row.columns().size(); i++) {
      key.put(row.columns().get(i).value(), row.values().get(i).orElse(null));
    }
  }

  private static void rule(ObjectNode json, Rule rule) {
    json.put("condition", rule.condition().orElse(null));
    place(json, rule.where());
  }

  private static void link(ObjectNode json, Link link) {
    row(json, link.row());
    Reference reference = link.reference();
    json.put("direction", link.down() ? "down" : "up");
    ObjectNode by = json.putObject("reference");
    by.put("name", isVirtual(reference) ? null : reference.name());
    by.put("child", reference.child().toString());
    names(by.putArray("columns"), reference.columns());
    by.put("parent", reference.parent().toString());
    names(by.putArray("parent_columns"), reference.parentColumns());
    ArrayNode values = by.putArray("values");
    link.values().forEach(value -> values.add(value.orElse(null)));
    link.rule()
        .ifPresentOrElse(rule -> rule(json.putObject("rule"), rule), () -> json.putNull("rule"));
  }

  private static void names(ArrayNode json, List<ColumnName> columns) {
    columns.forEach(column -> json.add(column.value()));
  }

  private static void reason(ObjectNode json, Reason reason) {
    json.put("kind", reason.kind().name().toLowerCase(Locale.ROOT));
    json.put("message", reason.message());
    place(json, reason.where());
  }

  private static void place(ObjectNode json, Where where) {
    ObjectNode place = json.putObject("where");
    if (where.line() > 0) {
      place.put("file", where.file()).put("line", where.line()).put("column", where.column());
      place.put("path", where.path());
    }
  }
}
