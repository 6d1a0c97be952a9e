package io.loomctl.config;

import io.loomctl.config.Node.Kind;
import io.loomctl.config.Node.Scalar;
import io.loomctl.graph.ScenarioName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section {@code scenarios}. */
final class ScenarioReader {

  private static final Pattern PARAM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String CHILDREN = "all, none, or a list of table names or patterns";

  private final List<String> schemas;

  ScenarioReader(List<String> schemas) {
    this.schemas = schemas;
  }

  List<ScenarioConfig> scenarios(Element section) {
    List<ScenarioConfig> scenarios = new ArrayList<>();
    Map<String, Element> seen = new HashMap<>();
    for (Element member : section.members("scenarios by name")) {
      Element first = seen.putIfAbsent(member.name().toLowerCase(Locale.ROOT), member);
      if (first != null) {
        member.problemWithName(
            "differs from " + Quote.of(first.name()) + " in upper and lower case only",
            "both would share one folder where file names ignore case");
      }
      scenario(member).ifPresent(scenarios::add);
    }
    return scenarios;
  }

  private Optional<ScenarioConfig> scenario(Element element) {
    boolean valid = ScenarioName.isValid(element.name());
    if (!valid) {
      element.problemWithName(
          Quote.of(element.name()) + " cannot be a scenario's name", ScenarioName.RULE);
    }
    Fields fields =
        Fields.of(
            element, "description", "params", "tables", "children", "stop", "masking", "max_rows");
    Optional<String> description =
        fields.find("description").flatMap(field -> field.resolvedText("text"));
    Map<String, Optional<String>> params =
        fields.find("params").map(ScenarioReader::params).orElse(Map.of());
    List<ScenarioTable> tables = fields.find("tables").map(this::tables).orElse(List.of());
    Children children =
        fields.find("children").map(ScenarioReader::children).orElse(new Children.None());
    List<NamePattern> stop = fields.find("stop").map(NameReader::patterns).orElse(List.of());
    Masking masking = fields.find("masking").flatMap(Masking::read).orElse(Masking.LENIENT);
    return valid
        ? Optional.of(
            new ScenarioConfig(
                new ScenarioName(element.name()),
                description.orElse(""),
                params,
                tables,
                children,
                stop,
                masking,
                fields.find("max_rows").flatMap(Element::positive),
                element.whereNamed()))
        : Optional.empty();
  }

  private static Map<String, Optional<String>> params(Element element) {
    Map<String, Optional<String>> params = new LinkedHashMap<>();
    for (Element param : element.someMembers("params by name")) {
      if (!PARAM.matcher(param.name()).matches()) {
        param.problemWithName(
            Quote.of(param.name()) + " cannot be a param's name",
            "write letters, digits and \"_\", and begin with no digit");
      }
      params.put(param.name(), defaultValue(param));
    }
    return params;
  }

  /** A default may be empty text; null means that a value must be given. */
  private static Optional<String> defaultValue(Element param) {
    if (param.node() instanceof Scalar scalar) {
      return scalar.kind() == Kind.NOTHING
          ? Optional.empty()
          : param.resolved(new Located<>(scalar.text(), param.where()));
    }
    param.mismatch("a default value or null");
    return Optional.empty();
  }

  private List<ScenarioTable> tables(Element element) {
    return TableReader.eachTable(
        element.someMembers("tables by name"), schemas, ScenarioReader::table);
  }

  private static ScenarioTable table(ConfiguredTable name, Element element) {
    Fields fields = Fields.of(element, "where", "via");
    return new ScenarioTable(
        name,
        fields.find("where").flatMap(field -> field.anyText("an SQL condition")),
        fields.find("via").map(ScenarioReader::via).orElse(List.of()));
  }

  private static List<Located<String>> via(Element element) {
    String expected = "a column name, a table name, or a list of such";
    return element.node() instanceof Scalar
        ? element.text(expected).map(List::of).orElse(List.of())
        : NameReader.texts(element, expected);
  }

  private static Children children(Element element) {
    if (!element.isText()) {
      return element.node() instanceof Scalar
          ? mismatch(element)
          : new Children.Into(NameReader.patterns(element), element.whereNamed());
    }
    String text = element.text(CHILDREN).map(Located::value).orElse("");
    return switch (text) {
      case "all" -> new Children.All(element.whereNamed());
      case "none", "" -> new Children.None();
      default -> unknown(element, text);
    };
  }

  private static Children mismatch(Element element) {
    element.mismatch(CHILDREN);
    return new Children.None();
  }

  private static Children unknown(Element element, String text) {
    String hint =
        NearMiss.question(text, List.of("all", "none")).orElse("write [" + text + "] for a list");
    element.problem("expected " + CHILDREN + ", found " + Quote.of(text), hint);
    return new Children.None();
  }
}
