package io.loomctl.importer;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every import, tried on schemas, rows and scenarios made up at random. {@code
 * -Dloomctl.test.samples} says how many, {@code -Dloomctl.test.seed} which. A sample that fails is
 * made as small as it goes and told as SQL.
 */
@SuppressWarnings("NullAway.Init")
class ImportPropertiesTest {

  private static final int SAMPLES = Integer.getInteger("loomctl.test.samples", 25);
  private static final int FIRST = Integer.getInteger("loomctl.test.sample", 0);
  private static final long SEED = Long.getLong("loomctl.test.seed", 1);
  private static final Duration SHRINKING = Duration.ofSeconds(90);

  @TempDir static Path folder;

  private static SampleDatabase source;
  private static SampleDatabase target;

  @BeforeAll
  static void connect() throws SQLException {
    source = SampleDatabase.create();
    target = SampleDatabase.create();
  }

  @AfterAll
  static void disconnect() throws SQLException {
    source.close();
    target.close();
  }

  @Test
  void everyImportDoesWhatItsStrategySays() {
    for (int number = FIRST; number < FIRST + SAMPLES; number++) {
      AnySample sample = AnySample.of(SEED, number);
      Optional<Throwable> failure = failure(sample);
      if (failure.isPresent()) {
        throw shrunk(sample, failure.get(), number);
      }
    }
  }

  private static Optional<Throwable> failure(AnySample sample) {
    try {
      new ImportTrial(sample, folder, source, target).run();
      return Optional.empty();
    } catch (AssertionError | SQLException | RuntimeException e) {
      return Optional.of(e);
    }
  }

  private static AssertionError shrunk(AnySample sample, Throwable failure, int number) {
    Instant end = Instant.now().plus(SHRINKING);
    AnySample smallest = sample;
    Throwable last = failure;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (AnySample candidate : smallest.smaller().toList()) {
        Optional<Throwable> still =
            Instant.now().isAfter(end) ? Optional.empty() : failure(candidate);
        if (still.isPresent()) {
          smallest = candidate;
          last = still.get();
          smaller = true;
          break;
        }
      }
    }
    return new AssertionError(
        "sample %d of seed %d: %s\n%s".formatted(number, SEED, last.getMessage(), smallest), last);
  }
}
