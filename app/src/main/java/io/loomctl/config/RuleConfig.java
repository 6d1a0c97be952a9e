package io.loomctl.config;

import io.loomctl.failure.Where;
import java.util.Optional;

/**
 * A rule that {@code validate} checks.
 *
 * @param find SQL that finds the rows that break the rule
 * @param fix SQL that mends them
 */
public record RuleConfig(
    String name,
    Located<String> find,
    Severity severity,
    Optional<Located<String>> fix,
    Where where) {}
