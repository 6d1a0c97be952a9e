package io.loomctl.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** JSON on standard output; nothing in it is obeyed by a terminal. */
final class JsonOutput {

  private static final JsonMapper JSON =
      JsonMapper.builder(new JsonFactoryBuilder().characterEscapes(new Invisible()).build())
          .build();

  /** The same on every system: an object has its fields on lines of their own. */
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonOutput() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The document on one line. */
  static void printLine(PrintStream out, ObjectNode document) {
    out.print(line(document) + "\n");
  }

  /** The document without any line break. */
  static String line(ObjectNode document) {
    return text(JSON.writer(), document);
  }

  static void print(PrintStream out, ObjectNode document) {
    out.print(text(document));
  }

  /** What {@link #print} prints. */
  static String text(ObjectNode document) {
    return text(PRETTY, document) + "\n";
  }

  private static String text(ObjectWriter writer, ObjectNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Jackson itself escapes the control characters of ASCII only. */
  private static final class Invisible extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      boolean surrogate = Character.getType(character) == Character.SURROGATE;
      return surrogate || TerminalText.isSeen(character)
          ? null
          : new SerializedString("\\u%04x".formatted(character));
    }
  }
}
