package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Replay;
import io.loomctl.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;

/** Export, replay into an empty schema, export again: the same bytes, and the same rows. */
final class RoundTrip {

  private RoundTrip() {}

  static Path check(Path folder, TestDatabase full, TestDatabase empty, String yaml) {
    return check(folder, full, empty, empty, yaml);
  }

  /**
   * The same, replayed by another role.
   *
   * @param replayer the empty database, entered as the role that replays
   */
  static Path check(
      Path folder, TestDatabase full, TestDatabase empty, TestDatabase replayer, String yaml) {
    Cli cli =
        new Cli(folder)
            .config(Map.of("full", full, "copy", empty), yaml + "\nscenarios:\n  everything: {}\n");
    Path first = cli.export("everything", "--db", "full");
    Replay.into(replayer, first);
    Path second = cli.export("everything", "--db", "copy");
    assertThat(Cli.body(second)).isEqualTo(Cli.body(first));
    empty.assertSameContents(full);
    return first;
  }
}
