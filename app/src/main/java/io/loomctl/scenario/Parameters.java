package io.loomctl.scenario;

import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a scenario's parameters, and where they go in its SQL. */
final class Parameters {

  /**
   * What is passed over as it stands (strings, quoted names, dollar quotes, comments, casts), or a
   * parameter. A colon right after a word, a digit or a bracket is an array slice.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
              + "|\\$([A-Za-z_][A-Za-z_0-9]*)?\\$.*?\\$\\1\\$"
              + "|--[^\\n]*|/\\*.*?\\*/|::|:="
              + "|(?<![\\w\\])]):(?<name>[A-Za-z_][A-Za-z_0-9]*)",
          Pattern.DOTALL);

  private Parameters() {}

  /**
   * The values to use: those given, else the defaults.
   *
   * @throws UsageException naming every value that is missing or that no parameter takes
   */
  static SortedMap<String, String> resolve(ScenarioConfig scenario, Map<String, String> given) {
    List<Problem> problems = new ArrayList<>();
    SortedMap<String, String> values = new TreeMap<>();
    scenario
        .params()
        .forEach(
            (name, byDefault) ->
                Optional.ofNullable(given.get(name))
                    .or(() -> byDefault)
                    .ifPresentOrElse(
                        value -> values.put(name, value),
                        () -> problems.add(missing(scenario, name))));
    for (String name : given.keySet()) {
      if (!scenario.params().containsKey(name)) {
        problems.add(unknown(scenario, name));
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems, null);
    }
    return values;
  }

  private static Problem missing(ScenarioConfig scenario, String name) {
    return Problem.of("scenario \"" + scenario.name() + "\" needs a value for \"" + name + "\"")
        .hint("pass --param " + name + "=VALUE");
  }

  private static Problem unknown(ScenarioConfig scenario, String name) {
    Collection<String> known = scenario.params().keySet();
    return Problem.of("scenario \"" + scenario.name() + "\" has no parameter \"" + name + "\"")
        .hint(
            NearMiss.of(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(
                    known.isEmpty()
                        ? "it takes none"
                        : "its parameters: " + String.join(", ", known)));
  }

  /** The parameters that the SQL uses, in their order. */
  static Set<String> names(String sql) {
    Set<String> names = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      Optional.ofNullable(token.group("name")).ifPresent(names::add);
    }
    return names;
  }

  /** That the SQL uses a name which the scenario does not declare. */
  static Problem undeclared(Located<String> sql, String name, Collection<String> known) {
    return Problem.at(sql.where(), "the SQL uses \":" + name + "\", which is no parameter")
        .hint(
            NearMiss.of(name, known)
                .map(near -> "did you mean \":" + near + "\"?")
                .orElse("declare it under \"params\" of the scenario"));
  }

  /**
   * The SQL with each {@code :name} replaced by the quoted value.
   *
   * @throws ConfigException for a name that the scenario does not declare
   */
  static Sql apply(Located<String> sql, Map<String, String> values, Function<String, Sql> quote) {
    Matcher token = TOKEN.matcher(sql.value());
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (token.find()) {
      String name = token.group("name");
      if (name != null) {
        String value = values.get(name);
        if (value == null) {
          throw new ConfigException(undeclared(sql, name, values.keySet()));
        }
        out.append(sql.value(), from, token.start()).append(quote.apply(value).text());
        from = token.end();
      }
    }
    return Sql.trusted(out.append(sql.value(), from, sql.value().length()).toString());
  }
}
