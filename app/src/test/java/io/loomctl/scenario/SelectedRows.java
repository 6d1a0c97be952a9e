package io.loomctl.scenario;

import io.loomctl.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a snapshot's rows out of its COPY blocks, knowing nothing of how it was written. */
final class SelectedRows {

  private static final Pattern STAGING =
      Pattern.compile(
          "CREATE TEMPORARY TABLE (\\S+) .* FROM (?:ONLY )?\"(\\w+)\".\"(\\w+)\" WITH NO DATA;");
  private static final Pattern COPY =
      Pattern.compile("COPY (?:\"(\\w+)\"|pg_temp)\\.\"(\\w+)\" \\((.*)\\) FROM stdin;");

  private final Map<String, List<String>> ids = new TreeMap<>();
  private final Map<String, String> columns = new TreeMap<>();

  private SelectedRows() {}

  static SelectedRows of(Path snapshot) {
    try {
      SnapshotFile.open(snapshot);
      SelectedRows rows = new SelectedRows();
      rows.read(Files.readAllLines(snapshot));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(List<String> lines) {
    Map<String, String> staged = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher staging = STAGING.matcher(lines.get(i));
      if (staging.matches()) {
        staged.put(staging.group(1).replace("\"", ""), name(staging.group(2), staging.group(3)));
      }
      Matcher copy = COPY.matcher(lines.get(i));
      if (copy.matches()) {
        String table =
            copy.group(1) == null ? staged.get(copy.group(2)) : name(copy.group(1), copy.group(2));
        columns.put(table, copy.group(3).replace("\"", ""));
        List<String> found = ids.computeIfAbsent(table, key -> new ArrayList<>());
        for (i++; !lines.get(i).equals("\\."); i++) {
          found.add(lines.get(i).split("\t", 2)[0]);
        }
      }
    }
  }

  private static String name(String schema, String table) {
    return schema.equals("public") ? table : schema + "." + table;
  }

  /** The columns of a table's block. */
  String columns(String table) {
    return String.valueOf(columns.get(table));
  }

  /** A line for each table with rows: its name, then the first column of each row. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    ids.forEach(
        (table, rows) -> {
          if (!rows.isEmpty()) {
            text.append(table).append(": ").append(String.join(" ", rows)).append('\n');
          }
        });
    return text.toString();
  }
}
