package io.loomctl.cli;

import io.loomctl.diagram.Diagram;
import io.loomctl.store.Draft;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a diagram in one of its forms, to where it belongs. */
record GraphOutput(Console console, Diagram diagram, String database) {

  void write(boolean json, GraphCommand.Form form, @Nullable String output) {
    boolean toFile = output != null && !output.equals("-");
    String text = json ? json() : drawn(form, toFile);
    if (toFile) {
      Path file = Path.of(Objects.requireNonNull(output));
      writeFile(file, text);
      console.out().println(ExportOutput.display(file));
    } else if (json || form == GraphCommand.Form.TEXT) {
      console.out().print(text);
    } else {
      writeOut(text);
    }
  }

  private String json() {
    return JsonOutput.text(GraphJson.document(diagram, database));
  }

  private String drawn(GraphCommand.Form form, boolean toFile) {
    return switch (form) {
      case TEXT -> text(toFile);
      case MERMAID -> new GraphMermaid(diagram).text();
      case DOT -> new GraphDot(diagram).text();
      case HTML -> new GraphPage(diagram, database).text();
    };
  }

  private String text(boolean toFile) {
    boolean terminal = console.outTerminal() && !toFile;
    List<String> lines =
        new GraphText(
                diagram,
                new Colours(console.outColour() && !toFile),
                toFile || console.unicode(),
                terminal ? console.width() : Console.WIDTH)
            .lines();
    return String.join("\n", lines) + "\n";
  }

  /** It appears whole, or not at all. */
  private static void writeFile(Path file, String text) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    try (Draft draft = Draft.create(folder)) {
      draft.stream().write(text.getBytes(StandardCharsets.UTF_8));
      draft.moveTo(file);
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }

  /** Half of such a text would be of no use, so that somebody has to be told. */
  private void writeOut(String text) {
    try (OutputStream out = new CheckedStream(console.out())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of("standard output"));
    }
  }
}
