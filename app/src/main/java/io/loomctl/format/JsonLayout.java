package io.loomctl.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.loomctl.snapshot.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a document has line breaks and spaces.
 *
 * @param pretty whether a row takes a line for each of its values, as jq would write it
 */
record JsonLayout(boolean pretty) {

  /** Without indentation, what is this deep or deeper takes one line. */
  private static final int DEEPEST_LINE = 3;

  /** A new line for something that is in so many objects and arrays. */
  String line(int depth) {
    return pretty ? "\n" + "  ".repeat(depth) : "\n";
  }

  /** Between the values of a row, or before its first, or after its last. */
  String lineInRow(int depth) {
    return pretty ? line(depth) : "";
  }

  /** A member's name and what separates it from its value. */
  String name(String name) {
    return text(name) + (pretty ? ": " : ":");
  }

  /** What is not a row, such as metadata. */
  String tree(JsonNode node, int depth) {
    if (!node.isContainerNode() || node.isEmpty() || (!pretty && depth >= DEEPEST_LINE)) {
      return Json.line(node);
    }
    List<String> parts = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        parts.add(name(member.getKey()) + tree(member.getValue(), depth + 1));
      }
    } else {
      node.forEach(element -> parts.add(tree(element, depth + 1)));
    }
    String brackets = node.isObject() ? "{}" : "[]";
    return brackets.charAt(0)
        + line(depth + 1)
        + String.join("," + line(depth + 1), parts)
        + line(depth)
        + brackets.charAt(1);
  }

  private static String text(String text) {
    return Json.line(Json.MAPPER.getNodeFactory().textNode(text));
  }
}
