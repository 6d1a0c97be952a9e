package io.loomctl.proposal;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Session;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.masking.ExpressionCheck;
import io.loomctl.masking.Masks;
import io.loomctl.scenario.ConditionCheck;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.KeyCycles;
import io.loomctl.scenario.ScenarioPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A config file that does not have its name yet: what is written is read back and held against the
 * database first, so that a file that loomctl itself would refuse never appears.
 */
public final class ConfigDraft implements AutoCloseable {

  /**
   * Where things are.
   *
   * @param file the config's final name
   * @param url as it goes into the file, without a password
   * @param fromEnvironment whether a variable in the URL may hold another one
   */
  public record Place(Path file, String snapshots, String url, boolean fromEnvironment) {}

  /**
   * What was written.
   *
   * @param survey what was found, without the proposals that were dropped
   * @param example the name of the scenario beside {@code everything}
   */
  public record Written(Survey survey, Optional<String> example) {}

  private final Place place;
  private final Path draft;
  private final Map<String, String> environment;

  private ConfigDraft(Place place, Path draft, Map<String, String> environment) {
    this.place = place;
    this.draft = draft;
    this.environment = environment;
  }

  /**
   * Refuses to go on where the file exists.
   *
   * @throws RefusedException when it does, and may not be replaced
   */
  public static void checkFree(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw new ConfigException(Problem.at(Where.file(file), "is a folder, not a config file"));
    }
    if (!force && Files.exists(file)) {
      throw new RefusedException(
          Problem.at(Where.file(file), "there is a config already")
              .hint("pass --force to replace it, or write elsewhere with --config FILE"));
    }
  }

  /** Begins a file beside its final place, whose folder is made. */
  public static ConfigDraft begin(Place place, Map<String, String> environment) {
    try {
      Path folder = place.file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new ConfigException(Problem.at(Where.file(place.file), "is no file name"));
      }
      Files.createDirectories(folder);
      Path draft =
          folder.resolve("." + place.file.getFileName() + "." + ProcessHandle.current().pid());
      return new ConfigDraft(place, draft, environment);
    } catch (IOException e) {
      throw failure(e, place.file);
    }
  }

  /**
   * Writes the text and checks it. A proposal that does not fit after all is dropped: a natural key
   * that needs itself, an example that the role may not export.
   */
  public Written write(Session session, Survey survey, Choices choices) {
    Survey fitting = survey;
    ConfiguredSchema schema = written(fitting, choices, Optional.empty());
    List<List<Reference>> circles = KeyCycles.of(schema);
    while (!circles.isEmpty()) {
      fitting = fitting.withoutKey(circles.get(0).get(0).child());
      schema = written(fitting, choices, Optional.empty());
      circles = KeyCycles.of(schema);
    }
    fitting = withFittingMasks(session, fitting, choices);
    for (TableName root : choices.roots()) {
      Optional<Example> example = Example.of(session, fitting, root);
      if (example.isPresent() && fits(session, written(fitting, choices, example), example.get())) {
        return new Written(fitting, example.map(Example::scenario));
      }
    }
    written(fitting, choices, Optional.empty());
    return new Written(fitting, Optional.empty());
  }

  /** Masks are tried out whether they are active or not, so that a guess is a valid one. */
  private Survey withFittingMasks(Session session, Survey survey, Choices choices) {
    if (haveFittingMasks(session, survey, choices, new TreeSet<>(survey.personal()))) {
      return survey;
    }
    Survey fitting = survey;
    for (TableName table : survey.personal()) {
      if (!haveFittingMasks(session, survey, choices, Set.of(table))) {
        fitting = fitting.withoutMasks(table);
      }
    }
    return fitting;
  }

  private boolean haveFittingMasks(
      Session session, Survey survey, Choices choices, Set<TableName> masked) {
    ConfiguredSchema schema =
        written(survey, new Choices(choices.roots(), masked, choices.lookups()), Optional.empty());
    Masks.Bound bound = Masks.bind(schema);
    return bound.problems().isEmpty()
        && new ExpressionCheck(session, schema, bound.masks()).problems(masked).isEmpty();
  }

  private ConfiguredSchema written(Survey survey, Choices choices, Optional<Example> example) {
    String text = new ConfigText(survey, choices, place, example).toString();
    try {
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failure(e, place.file);
    }
    try {
      return ConfiguredSchema.of(Config.read(draft, environment), survey.catalog());
    } catch (ConfigException e) {
      throw new IllegalStateException("init wrote a config that cannot be read", e);
    }
  }

  private static boolean fits(Session session, ConfiguredSchema schema, Example example) {
    ScenarioConfig scenario = schema.config().scenario(example.scenario());
    try {
      ScenarioPlan.draft(schema, scenario, session::quote);
      return new ConditionCheck(session, schema).problems(scenario).isEmpty();
    } catch (LoomctlException e) {
      if (e.getCause() != null) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Gives the file its name.
   *
   * @throws RefusedException when somebody else wrote one in the meantime
   */
  public void publish(boolean force) {
    try {
      if (force) {
        Files.move(
            draft, place.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        putBeside();
      }
    } catch (FileAlreadyExistsException e) {
      checkFree(place.file, false);
    } catch (IOException e) {
      throw failure(e, place.file);
    }
  }

  /** A link fails where the name is taken, which an atomic move does not. */
  private void putBeside() throws IOException {
    try {
      Files.createLink(place.file, draft);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, place.file);
    }
  }

  private static ConfigException failure(IOException exception, Path file) {
    String reason =
        exception instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(exception.getMessage());
    return new ConfigException(
        Problem.at(Where.file(file), "cannot be written: " + reason)
            .hint("write elsewhere with --config FILE"),
        exception);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw failure(e, draft);
    }
  }
}
