package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a snapshot's body does besides writing rows, as far as loomctl reads it again: as data, from
 * statements that look exactly like those that it writes. Everything else is passed over.
 *
 * @param off triggers that are disabled before the first row
 * @param on how triggers are left at the end
 */
public record WrittenStatements(
    List<TriggerStatement> off, List<SequenceStatement> sequences, List<TriggerStatement> on) {

  private static final String NAME = "\"((?:[^\"]|\"\"){1,126})\"";

  private static final Pattern TRIGGER =
      Pattern.compile(
          "^ALTER TABLE (ONLY )?"
              + NAME
              + "\\."
              + NAME
              + " (ENABLE|ENABLE ALWAYS|ENABLE REPLICA|DISABLE) (TRIGGER|RULE) "
              + NAME
              + ";$",
          Pattern.MULTILINE);

  private static final Pattern SEQUENCE =
      Pattern.compile(
          "^SELECT pg_catalog\\.setval\\(E?'(?:[^']|''){1,600}', (-?[0-9]{1,19}), (true|false)\\) FROM "
              + NAME
              + "\\."
              + NAME
              + " WHERE \\((-?) ?last_value, .*;$",
          Pattern.MULTILINE);

  public WrittenStatements {
    off = List.copyOf(off);
    sequences = List.copyOf(sequences);
    on = List.copyOf(on);
  }

  /** Reads the parts of the body before the first and behind the last row. */
  public static WrittenStatements of(SnapshotFile file) throws IOException {
    long length = file.trailerStart() - file.bodyStart();
    long first = length;
    long last = 0;
    for (SnapshotTrailer.Block block : file.trailer().tables().values()) {
      first = Math.min(first, block.offset());
      last = Math.max(last, block.offset() + block.bytes());
    }
    String tail = read(file, last, length);
    return new WrittenStatements(triggers(read(file, 0, first)), sequences(tail), triggers(tail));
  }

  private static String read(SnapshotFile file, long from, long to) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(Math.toIntExact(Math.max(0, to - from)));
    try (FileChannel channel = FileChannel.open(file.path())) {
      int read = 0;
      while (part.hasRemaining() && read >= 0) {
        read = channel.read(part, file.bodyStart() + from + part.position());
      }
    }
    return new String(part.array(), 0, part.position(), StandardCharsets.UTF_8);
  }

  private static List<TriggerStatement> triggers(String text) {
    List<TriggerStatement> found = new ArrayList<>();
    Matcher matcher = TRIGGER.matcher(text);
    while (matcher.find()) {
      found.add(
          new TriggerStatement(
              new TableName(plain(matcher.group(2)), plain(matcher.group(3))),
              matcher.group(1) != null,
              matcher.group(5).equals("RULE"),
              plain(matcher.group(6)),
              TriggerStatement.Mode.valueOf(
                  matcher.group(4).replace(' ', '_').toUpperCase(Locale.ROOT))));
    }
    return found;
  }

  private static List<SequenceStatement> sequences(String text) {
    List<SequenceStatement> found = new ArrayList<>();
    Matcher matcher = SEQUENCE.matcher(text);
    while (matcher.find()) {
      BigInteger value = new BigInteger(matcher.group(1));
      if (value.bitLength() >= Long.SIZE) {
        continue;
      }
      found.add(
          new SequenceStatement(
              new TableName(plain(matcher.group(3)), plain(matcher.group(4))),
              value.longValue(),
              matcher.group(2).equals("true"),
              matcher.group(5).isEmpty()));
    }
    return found;
  }

  private static String plain(String quoted) {
    return quoted.replace("\"\"", "\"");
  }
}
