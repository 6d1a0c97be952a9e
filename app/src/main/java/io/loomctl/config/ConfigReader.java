package io.loomctl.config;

import io.loomctl.config.Node.Kind;
import io.loomctl.config.Node.Scalar;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Where;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file as a whole: its sections in turn, and what must hold between them. */
final class ConfigReader {

  private static final String VERSION = "1";

  private static final String USUAL_SALT = "${LOOMCTL_MASK_SALT}";

  private final Path file;
  private final Reading reading;
  private final Element root;

  private ConfigReader(Path file, Reading reading, Element root) {
    this.file = file;
    this.reading = reading;
    this.root = root;
  }

  static Config read(Path file, Map<String, String> environment) {
    Node tree = YamlTree.read(file, SourceText.read(file));
    if (tree instanceof Scalar scalar && scalar.kind() == Kind.NOTHING) {
      throw new ConfigException(YamlTree.emptyFile(file));
    }
    Reading reading = new Reading(file.toString(), environment);
    Config config = new ConfigReader(file, reading, Element.root(reading, tree)).config();
    reading.throwIfAny();
    return config;
  }

  private Config config() {
    Fields fields =
        Fields.of(
            root,
            "version",
            "snapshots",
            "databases",
            "schemas",
            "salt",
            "tables",
            "groups",
            "scenarios",
            "rules");
    fields.require("version", "begin the file with \"version: 1\"").ifPresent(this::checkVersion);
    List<String> schemas =
        fields.find("schemas").map(NameReader::schemas).orElse(List.of("public"));
    Path snapshots =
        fields.find("snapshots").flatMap(this::snapshots).orElseGet(() -> beside("../snapshots"));
    List<DatabaseConfig> databases =
        fields
            .require("databases", "name at least one, as in demo: { embedded: demo }")
            .map(DatabaseReader::databases)
            .orElse(List.of());
    List<TableConfig> tables =
        fields.find("tables").map(new TableReader(schemas)::tables).orElse(List.of());
    List<ScenarioConfig> scenarios =
        fields.find("scenarios").map(new ScenarioReader(schemas)::scenarios).orElse(List.of());
    Set<String> named = namesOfTables(tables, scenarios);
    Map<String, List<NamePattern>> groups =
        fields.find("groups").map(section -> groups(section, named)).orElse(Map.of());
    List<RuleConfig> rules = fields.find("rules").map(RuleReader::rules).orElse(List.of());
    EnvironmentText salt = fields.find("salt").flatMap(this::salt).orElseGet(this::usualSalt);
    return new Config(file, snapshots, databases, schemas, salt, tables, groups, scenarios, rules);
  }

  /** Of a file in another version nothing else can be said. */
  private void checkVersion(Element element) {
    if (!(element.node() instanceof Scalar scalar) || scalar.kind() != Kind.NUMBER) {
      element.mismatch("a number");
    } else if (!scalar.text().equals(VERSION)) {
      reading.problems().clear();
      element.problem("this loomctl reads version 1, not " + scalar.text(), null);
      reading.throwIfAny();
    }
  }

  private Optional<Path> snapshots(Element element) {
    Optional<String> folder = element.resolvedText("a folder's path");
    if (folder.filter(String::isBlank).isPresent()) {
      element.problem("is empty once the environment is filled in", null);
    }
    if (folder.filter(path -> path.startsWith("~")).isPresent()) {
      element.problem("\"~\" does not stand for the home folder here", "write ${HOME}");
    }
    try {
      return folder.map(this::beside);
    } catch (InvalidPathException e) {
      element.problem("is not a path that this system allows", null);
      return Optional.empty();
    }
  }

  /** Unset variables are found when something is masked, mistyped ones now. */
  private Optional<EnvironmentText> salt(Element element) {
    return element.text("text").map(reading::later);
  }

  private EnvironmentText usualSalt() {
    Where where = new Where(file.toString(), 0, 0, "salt");
    return new EnvironmentText(USUAL_SALT, where, reading.environment());
  }

  private Path beside(String other) {
    Path path = file.resolveSibling(other).normalize();
    return path.toString().isEmpty() ? Path.of(".") : path;
  }

  private static Set<String> namesOfTables(
      List<TableConfig> tables, List<ScenarioConfig> scenarios) {
    Stream<ConfiguredTable> selected =
        scenarios.stream().flatMap(each -> each.tables().stream()).map(ScenarioTable::table);
    return Stream.concat(tables.stream().map(TableConfig::table), selected)
        .flatMap(table -> Stream.of(table.name(), table.toString()))
        .collect(Collectors.toSet());
  }

  /** {@code --only} takes groups and tables, so one word must not mean both. */
  private static Map<String, List<NamePattern>> groups(Element section, Set<String> tables) {
    Map<String, List<NamePattern>> groups = new LinkedHashMap<>();
    for (Element group : section.members("groups by name")) {
      if (tables.contains(group.name())) {
        group.problemWithName(
            Quote.of(group.name()) + " is the name of a table as well", "rename the group");
      }
      groups.put(group.name(), NameReader.patterns(group));
    }
    return groups;
  }
}
