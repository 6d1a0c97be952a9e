package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.failure.Problem;
import io.loomctl.validation.Check;
import io.loomctl.validation.Check.Figure;
import io.loomctl.validation.Check.Status;
import io.loomctl.validation.Finding;
import io.loomctl.validation.FoundRows;
import io.loomctl.validation.Validation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@code validate} as a JSON document. */
final class ValidationJson {

  private ValidationJson() {}

  static ObjectNode document(Validation.Result result) {
    ObjectNode json = JsonOutput.object();
    ArrayNode checks = json.putArray("checks");
    result.checks().forEach(check -> describe(checks.addObject(), check));
    json.putObject("total")
        .put("passed", result.count(Status.PASS))
        .put("warnings", result.count(Status.WARNING))
        .put("errors", result.count(Status.ERROR))
        .put("not_run", result.count(Status.NOT_RUN));
    return json;
  }

  private static void describe(ObjectNode json, Check check) {
    json.put("family", check.family().toString());
    json.put("name", check.name());
    json.put("status", lower(check.status()));
    ObjectNode figures = json.putObject("figures");
    for (Figure figure : check.figures()) {
      figures.put(figure.noun().replace(' ', '_') + "s", figure.count());
    }
    ArrayNode findings = json.putArray("findings");
    check.findings().forEach(finding -> describe(findings.addObject(), finding));
    check.changes().forEach(json.putArray("changes")::add);
    json.put("reason", check.notRun().map(Problem::message).orElse(null));
    json.put("hint", hint(check));
  }

  /** The first thing to do about it. */
  private static @Nullable String hint(Check check) {
    return Stream.concat(check.notRun().stream(), check.findings().stream().map(Finding::problem))
        .map(Problem::hint)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void describe(ObjectNode json, Finding finding) {
    json.put("severity", lower(finding.severity()));
    FailureReport.describe(json, finding.problem());
    FoundRows rows = finding.rows();
    if (rows.isEmpty()) {
      json.putNull("rows");
      return;
    }
    ObjectNode found = json.putObject("rows").put("total", rows.total());
    rows.columns().forEach(found.putArray("columns")::add);
    ArrayNode first = found.putArray("first");
    for (List<Optional<String>> row : rows.rows()) {
      ArrayNode values = first.addArray();
      row.forEach(value -> values.add(value.orElse(null)));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
