package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TrailerFormatTest {

  private static final String TRAILER =
      "-- {\"tables\":{\"public.notes\":"
          + "{\"rows\":7,\"required\":2,\"offset\":40,\"bytes\":90,\"sha256\":\"aa\"}},"
          + "\"rows\":7,\"sha256\":\"bb\",\"header_sha256\":\"cc\"}\n";

  @Property
  void aTrailerReadsBackAsItWasWrittenInTheSameOrder(@ForAll("trailers") SnapshotTrailer trailer)
      throws Exception {
    SnapshotTrailer read = TrailerFormat.read(TrailerFormat.write(trailer));
    assertThat(read).isEqualTo(trailer);
    assertThat(read.tables().keySet()).containsExactlyElementsOf(trailer.tables().keySet());
  }

  @Property
  void aTrailerIsOneCommentLine(@ForAll("trailers") SnapshotTrailer trailer) {
    String line = TrailerFormat.write(trailer);
    assertThat(line).startsWith("-- {").endsWith("}\n").doesNotContain("\r");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
  }

  @Test
  void aTrailerIsWrittenLikeThis() {
    assertThat(
            TrailerFormat.write(
                new SnapshotTrailer(
                    Map.of(
                        new TableName("public", "notes"),
                        new SnapshotTrailer.Block(7, 2, 40, 90, "aa")),
                    "bb",
                    "cc")))
        .isEqualTo(TRAILER);
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertThat(
            List.of(
                reading("-- {", "--{"),
                reading("-- {", "{"),
                reading("-- {", "-- ["),
                reading("}\n", "} {}\n"),
                reading("\"bb\"", "bb"),
                reading("\"rows\":7,\"required\"", "\"rows\":8,\"required\""),
                reading("\"rows\":7,\"sha256\"", "\"rows\":8,\"sha256\""),
                reading("\"required\":2", "\"required\":-2"),
                reading("\"offset\":40", "\"offset\":9223372036854775808"),
                reading("\"bytes\":90", "\"bytes\":9e1"),
                reading("\"offset\"", "\"place\""),
                reading("\"header_sha256\"", "\"header\""),
                reading("public.notes", "notes"),
                reading("\"tables\"", "\"tabled\"")))
        .containsExactly(
            "the last line is no trailer",
            "the last line is no trailer",
            "the last line is no trailer",
            "no JSON",
            "no JSON",
            "the trailer's row counts do not add up",
            "the trailer's row counts do not add up",
            "\"required\" has a value of the wrong type",
            "\"offset\" has a value of the wrong type",
            "\"bytes\" has a value of the wrong type",
            "\"offset\" is missing",
            "\"header_sha256\" is missing",
            "\"notes\" is no table name",
            "\"tables\" is missing");
    assertThatThrownBy(() -> TrailerFormat.read("-- {\"rows\":7,\"rows\":7}"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the trailer is no JSON: Duplicate field 'rows'");
  }

  private static String reading(String part, String replacement) {
    assertThat(TRAILER).contains(part);
    try {
      TrailerFormat.read(TRAILER.replace(part, replacement));
      return "fine";
    } catch (MalformedException e) {
      String message = String.valueOf(e.getMessage());
      return message.startsWith("the trailer is no JSON: ") ? "no JSON" : message;
    }
  }

  @Provide
  Arbitrary<SnapshotTrailer> trailers() {
    return AnyHeader.trailers();
  }
}
