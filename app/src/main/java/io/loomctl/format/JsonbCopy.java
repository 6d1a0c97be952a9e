package io.loomctl.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Values of type jsonb on their way in: whatever spaces and line breaks they have in the document,
 * they become the text that the server prints.
 */
final class JsonbCopy {

  private static final byte[] NOTHING = {};
  private static final byte[] COMMA = CopyOutput.bytes(", ");
  private static final byte[] COLON = CopyOutput.bytes(": ");

  private final JsonParser parser;
  private final CopyOutput out;

  JsonbCopy(JsonParser parser, CopyOutput out) {
    this.parser = parser;
    this.out = out;
  }

  /**
   * Reads the value that begins with the current token, which is not null.
   *
   * @return false when it is wrapped, and there is anything else than text in the wrapping
   */
  boolean read() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      values(NOTHING, 0);
    } else if (JsonbText.WRAPPED.equals(parser.nextFieldName())) {
      return wrapped();
    } else {
      out.raw('{');
      // One level is open, and the token that follows it was read already.
      values(NOTHING, 1);
    }
    return true;
  }

  private boolean wrapped() throws IOException {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    characters(false);
    return parser.nextToken() == JsonToken.END_OBJECT;
  }

  /** Copies from the current token until as many levels as were open are closed. */
  private void values(byte[] first, int open) throws IOException {
    int depth = open;
    byte[] separator = first;
    while (true) {
      JsonToken token = parser.currentToken();
      if (!token.isStructEnd()) {
        out.raw(separator, 0, separator.length);
      }
      separator = COMMA;
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          out.raw(token.asCharArray()[0]);
          depth++;
          separator = NOTHING;
        }
        case END_OBJECT, END_ARRAY -> {
          out.raw(token.asCharArray()[0]);
          depth--;
        }
        case FIELD_NAME -> {
          string();
          separator = COLON;
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
}
