package io.loomctl.config;

import io.loomctl.config.DatabaseConfig.Target;
import io.loomctl.graph.ScenarioName;
import java.util.List;
import java.util.Optional;

/** The section {@code databases}. */
final class DatabaseReader {

  private static final String EXAMPLE =
      "write { embedded: demo } for a private server, or { url: \"${DATABASE_URL}\" }";

  private DatabaseReader() {}

  static List<DatabaseConfig> databases(Element section) {
    return section.someMembers("at least one database by name").stream()
        .map(DatabaseReader::database)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<DatabaseConfig> database(Element element) {
    Fields fields = Fields.of(element, "url", "embedded", "seed", "protected", "masking");
    boolean guarded = fields.find("protected").flatMap(Element::flag).orElse(false);
    Optional<Masking> masking = fields.find("masking").flatMap(Masking::read);
    return target(element, fields)
        .map(
            target ->
                new DatabaseConfig(element.name(), target, guarded, masking, element.whereNamed()));
  }

  private static Optional<Target> target(Element element, Fields fields) {
    Optional<Element> embedded = fields.find("embedded");
    Optional<Element> url =
        embedded.isPresent() ? fields.find("url") : fields.require("url", EXAMPLE);
    if (embedded.isPresent() && url.isPresent()) {
      element.problemWithName("has both \"url\" and \"embedded\"", EXAMPLE);
    }
    Optional<Element> seed = fields.find("seed");
    if (seed.isPresent() && embedded.isEmpty()) {
      seed.get().problemWithName("only an embedded database is filled by loomctl", EXAMPLE);
    }
    Optional<Target> server = url.flatMap(DatabaseReader::url);
    return embedded.isPresent()
        ? embedded.flatMap(name -> embedded(name, seed.map(DatabaseReader::files)))
        : server;
  }

  /** Unset variables are found when the database is asked for, mistyped ones now. */
  private static Optional<Target> url(Element element) {
    return element
        .text("a postgresql:// URL")
        .map(text -> new Target.Url(element.reading().later(text)));
  }

  private static List<String> files(Element element) {
    return element.items("a list of files").stream()
        .flatMap(item -> item.resolvedText("a file").stream())
        .toList();
  }

  private static Optional<Target> embedded(Element element, Optional<List<String>> seed) {
    Optional<String> name = element.text("a name").map(Located::value);
    if (name.isPresent() && !ScenarioName.isValid(name.get())) {
      element.problem(
          "cannot be the name of a folder",
          "write up to 64 letters, digits, \".\", \"-\" and \"_\", beginning with a letter or"
              + " digit");
      return Optional.empty();
    }
    return name.map(text -> new Target.Embedded(text, seed.orElse(List.of())));
  }
}
