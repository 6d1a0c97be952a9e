package io.loomctl.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** One JSON document on standard output. */
final class JsonOutput {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonOutput() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The document on one line. */
  static void printLine(PrintStream out, ObjectNode document) {
    out.print(document.toString());
    out.print('\n');
  }

  static void print(PrintStream out, ObjectNode document) {
    out.println(document.toPrettyString().replace("\r\n", "\n"));
  }
}
