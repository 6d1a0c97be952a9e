package io.loomctl.config;

/** How much a broken rule weighs. */
public enum Severity {
  ERROR,
  WARNING
}
