package io.loomctl.config;

import io.loomctl.failure.Where;

/**
 * A database that {@code --db} can pick.
 *
 * @param guarded {@code protected: true}, imports are refused
 */
public record DatabaseConfig(String name, Target target, boolean guarded, Where where) {

  /** How the database is reached. */
  public sealed interface Target {

    /** A server somebody else runs. */
    record Url(EnvironmentText url) implements Target {}

    /** A private server; its name becomes a folder. */
    record Embedded(String name) implements Target {}
  }
}
