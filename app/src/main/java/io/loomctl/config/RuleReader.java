package io.loomctl.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code rules}. */
final class RuleReader {

  private static final List<String> SEVERITIES = List.of("error", "warning");

  private RuleReader() {}

  static List<RuleConfig> rules(Element section) {
    Map<String, Element> seen = new HashMap<>();
    return section.items("a list of rules").stream()
        .map(item -> rule(item, seen))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<RuleConfig> rule(Element element, Map<String, Element> seen) {
    Fields fields = Fields.of(element, "name", "find", "severity", "fix");
    Optional<Located<String>> name =
        fields
            .require("name", "say what the rule holds to be true")
            .flatMap(field -> name(field, seen));
    Optional<Located<String>> find =
        fields
            .require("find", "give the SQL that finds the rows that break the rule")
            .flatMap(field -> field.text("an SQL query"));
    Severity severity = fields.find("severity").map(RuleReader::severity).orElse(Severity.ERROR);
    Optional<Located<String>> fix =
        fields.find("fix").flatMap(field -> field.text("an SQL statement"));
    if (name.isEmpty() || find.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RuleConfig(name.get().value(), find.get(), severity, fix, element.where()));
  }

  private static Optional<Located<String>> name(Element element, Map<String, Element> seen) {
    Optional<Located<String>> name = element.text("text");
    Element first = name.map(text -> seen.putIfAbsent(text.value(), element)).orElse(null);
    if (first != null) {
      element.problem(
          "two rules have this name, the first " + Members.place(first.node().mark()), null);
    }
    return name;
  }

  private static Severity severity(Element element) {
    String text = element.text("error or warning").map(Located::value).orElse("error");
    if (!SEVERITIES.contains(text)) {
      element.problem(
          "expected error or warning, found " + Quote.of(text),
          NearMiss.question(text, SEVERITIES).orElse(null));
    }
    return text.equals("warning") ? Severity.WARNING : Severity.ERROR;
  }
}
