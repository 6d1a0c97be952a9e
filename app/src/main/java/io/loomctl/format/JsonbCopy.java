package io.loomctl.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loomctl.snapshot.MalformedException;
import java.io.IOException;

/**
 * Values of type jsonb on their way in: whatever spaces and line breaks they have in the document,
 * they become the text that the server prints.
 */
final class JsonbCopy {

  private final JsonParser parser;
  private final CopyOutput out;

  JsonbCopy(JsonParser parser, CopyOutput out) {
    this.parser = parser;
    this.out = out;
  }

  /**
   * Reads the value that begins with the current token, which is not null.
   *
   * @throws MalformedException when it is wrapped, and the wrapping holds anything else than text
   */
  void read() throws IOException, MalformedException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      values("", 0);
    } else if (JsonbText.WRAPPED.equals(parser.nextFieldName())) {
      wrapped();
    } else {
      out.raw('{');
      // One level is open, and the token that follows it was read already.
      values("", 1);
    }
  }

  private void wrapped() throws IOException, MalformedException {
    boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
    if (text) {
      characters(false);
    }
    if (!text || parser.nextToken() != JsonToken.END_OBJECT) {
      throw new MalformedException(
          "\"" + JsonbText.WRAPPED + "\" is not alone, or its value is no string");
    }
  }

  /** Copies from the current token until as many levels as were open are closed. */
  private void values(String first, int open) throws IOException {
    int depth = open;
    String separator = first;
    while (true) {
      JsonToken token = parser.currentToken();
      if (!token.isStructEnd()) {
        raw(separator);
      }
      separator = ", ";
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          raw(token.asString());
          depth++;
          separator = "";
        }
        case END_OBJECT, END_ARRAY -> {
          raw(token.asString());
          depth--;
        }
        case FIELD_NAME -> {
          string();
          separator = ": ";
        }
        case VALUE_STRING -> string();
        default -> characters(false);
      }
      if (depth == 0) {
        return;
      }
      parser.nextToken();
    }
  }

  private void string() throws IOException {
    out.raw('"');
    characters(true);
    out.raw('"');
  }

  private void characters(boolean json) throws IOException {
    out.escapeForJson(json);
    parser.getText(out);
    out.flush();
    out.escapeForJson(false);
  }

  private void raw(String ascii) {
    for (int at = 0; at < ascii.length(); at++) {
      out.raw(ascii.charAt(at));
    }
  }
}
