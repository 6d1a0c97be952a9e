package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.config.NamePattern;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Compression;
import io.loomctl.format.Encryption;
import io.loomctl.format.Form;
import io.loomctl.format.Packing;
import io.loomctl.graph.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a snapshot is kept in a file. */
final class PackingOptions {

  @Option(
      names = "--as",
      paramLabel = "FORM",
      converter = FormNames.class,
      completionCandidates = FormNames.class,
      description = "The form of the snapshot: ${COMPLETION-CANDIDATES}; else sql.")
  @Nullable Form form;

  @Option(
      names = "--compress",
      paramLabel = "METHOD[:LEVEL]",
      description =
          "Compress the file: gzip or zstd, with a level if you like, as in zstd:9. A bundle is"
              + " compressed by gzip unless you say otherwise.")
  @Nullable String compress;

  boolean isGiven() {
    return form != null || compress != null;
  }

  void check() {
    if (compress != null && Compression.parse(compress).isEmpty()) {
      throw new UsageException(
          Problem.of("--compress takes " + Compression.choices() + ", not \"" + compress + "\""));
    }
  }

  Packing of(Config config, Optional<Encryption> encryption) {
    Form chosen = form == null ? Form.SQL : form;
    return new Packing(
        chosen,
        compress == null ? chosen.compression() : Compression.parse(compress),
        encryption,
        tables -> groups(config, tables));
  }

  private static Map<String, List<TableName>> groups(Config config, List<TableName> tables) {
    Map<String, List<TableName>> groups = new LinkedHashMap<>();
    config
        .groups()
        .forEach(
            (name, patterns) ->
                groups.put(
                    name,
                    tables.stream()
                        .filter(table -> isAny(patterns, table, config.schemas()))
                        .toList()));
    return groups;
  }

  private static boolean isAny(List<NamePattern> patterns, TableName table, List<String> schemas) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(table, schemas));
  }
}
