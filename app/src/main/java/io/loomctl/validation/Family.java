package io.loomctl.validation;

import java.util.Locale;

/** Groups of checks, in the order in which they run and are shown. */
public enum Family {
  /** The config file alone. */
  CONFIG("the config file"),
  /** The config against the live catalog. */
  SCHEMA("the config against the database"),
  /** The snapshot folder: files, manifest, pointers. */
  SNAPSHOTS("the snapshot folder"),
  /** The rows inside snapshots. */
  REFERENCES("references inside snapshots"),
  /** Whether the newest snapshots would import into the database. */
  COMPATIBILITY("the newest snapshots against the database"),
  /** The rows in the database. */
  DATA("rows in the database"),
  /** Columns that tell something about people. */
  PRIVACY("columns that tell something about people"),
  /** The config's own rules. */
  RULES("the config's rules");

  private final String subject;

  Family(String subject) {
    this.subject = subject;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the checks look at. */
  public String subject() {
    return subject;
  }
}
