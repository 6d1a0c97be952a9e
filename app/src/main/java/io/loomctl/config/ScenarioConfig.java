package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recipe: which rows of which tables.
 *
 * @param description empty when there is none
 * @param params default values in the order written; without a value, one must be given
 * @param tables empty: all rows of all tables in the config's schemas
 * @param masking lenient only when the database is, too
 * @param stop where {@code children} does not go
 * @param maxRows how many rows a snapshot may hold
 */
public record ScenarioConfig(
    ScenarioName name,
    String description,
    Map<String, Optional<String>> params,
    List<ScenarioTable> tables,
    Children children,
    List<NamePattern> stop,
    Masking masking,
    Optional<Located<Long>> maxRows,
    Where where) {

  public ScenarioConfig {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    tables = List.copyOf(tables);
    stop = List.copyOf(stop);
  }
}
