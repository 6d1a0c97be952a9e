package io.loomctl.config;

import io.loomctl.failure.Where;
import java.util.List;
import java.util.Optional;

/**
 * A database that {@code --db} can pick.
 *
 * @param guarded {@code protected: true}, imports are refused
 * @param masking empty: strict when guarded
 */
public record DatabaseConfig(
    String name, Target target, boolean guarded, Optional<Masking> masking, Where where) {

  /** Whether a column that the config says nothing of stops an export. */
  public boolean strict() {
    return masking.orElse(guarded ? Masking.STRICT : Masking.LENIENT) == Masking.STRICT;
  }

  /** How the database is reached. */
  public sealed interface Target {

    /** A server somebody else runs. */
    record Url(EnvironmentText url) implements Target {}

    /**
     * A private server; its name becomes a folder.
     *
     * @param seed the files that it is filled from, relative to the config; empty: all of the
     *     folder of its name
     */
    record Embedded(String name, List<String> seed) implements Target {

      public Embedded {
        seed = List.copyOf(seed);
      }
    }
  }
}
