package io.loomctl.catalog;

import io.loomctl.graph.TableName;

/**
 * A user trigger or rule that fires when rows are written.
 *
 * @param relation the table or partition that it is defined on
 * @param always whether it fires in replication sessions too (ENABLE ALWAYS)
 * @param rule whether it is a rule, not a trigger
 */
public record Trigger(TableName relation, String name, boolean always, boolean rule) {}
