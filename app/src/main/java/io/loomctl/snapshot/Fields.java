package io.loomctl.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A JSON object whose fields must be there and of the right type. */
public record Fields(JsonNode json) {

  /** Reads one element of a list. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Fields fields) throws MalformedException;
  }

  public JsonNode node(String name) throws MalformedException {
    JsonNode node = json.get(name);
    if (node == null) {
      throw new MalformedException("\"" + name + "\" is missing");
    }
    return node;
  }

  public JsonNode object(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isObject(), name);
    return node;
  }

  public String text(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isTextual(), name);
    return node.textValue();
  }

  public int number(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isInt() && node.intValue() >= 0, name);
    return node.intValue();
  }

  public long count(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0, name);
    return node.longValue();
  }

  public boolean flag(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isBoolean(), name);
    return node.booleanValue();
  }

  public List<String> texts(String name) throws MalformedException {
    JsonNode node = node(name);
    check(node.isArray(), name);
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      check(element.isTextual(), name);
      texts.add(element.textValue());
    }
    return texts;
  }

  public <T> List<T> list(String name, Reader<T> reader) throws MalformedException {
    JsonNode node = node(name);
    check(node.isArray(), name);
    List<T> list = new ArrayList<>();
    for (JsonNode element : node) {
      check(element.isObject(), name);
      list.add(reader.read(new Fields(element)));
    }
    return list;
  }

  private static void check(boolean fits, String name) throws MalformedException {
    if (!fits) {
      throw new MalformedException("\"" + name + "\" has a value of the wrong type");
    }
  }
}
