package io.loomctl.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one table. */
final class JsonRowReader {

  private final JsonParser parser;
  private final TableHeader table;
  private final String[] names;
  private final ValueForm[] forms;
  private final Map<String, Integer> columns = new HashMap<>();

  /** The row as its values come, each with a tab behind it, and where they are. */
  private final CopyOutput row = new CopyOutput();

  private final int[] from;
  private final int[] to;
  private final CopyOutput inOrder = new CopyOutput();
  private final JsonbCopy jsonb;
  private final HexOutput hex = new HexOutput(row);

  JsonRowReader(JsonParser parser, TableHeader table) throws MalformedException {
    this.parser = parser;
    this.table = table;
    this.names =
        table.columns().stream().map(column -> column.name().value()).toArray(String[]::new);
    this.forms =
        table.columns().stream()
            .map(column -> ValueForm.of(column.type()))
            .toArray(ValueForm[]::new);
    this.from = new int[names.length];
    this.to = new int[names.length];
    this.jsonb = new JsonbCopy(parser, row);
    for (String name : names) {
      if (columns.put(name, columns.size()) != null) {
        throw new MalformedException(table.name() + " has the column \"" + name + "\" twice");
      }
    }
  }

  /** Reads the row whose object was just opened. */
  void read(RowBlock into) throws IOException, MalformedException {
    row.clear();
    Arrays.fill(from, -1);
    boolean ordered = true;
    int count = 0;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      int column = column(name, count);
      ordered &= column == count;
      from[column] = row.length();
      value(column);
      to[column] = row.length();
      row.raw('\t');
      count++;
    }
    if (count < names.length) {
      throw missing();
    }
    CopyOutput line = ordered ? row : inOrder();
    if (names.length == 0) {
      line.raw('\n');
    } else {
      line.last('\n');
    }
    into.row(line.bytes(), line.length());
  }

  private CopyOutput inOrder() {
    inOrder.clear();
    for (int column = 0; column < names.length; column++) {
      inOrder.raw(row.bytes(), from[column], to[column]);
      inOrder.raw('\t');
    }
    return inOrder;
  }

  /** The column that a member is for, which mostly is the one that is expected next. */
  private int column(String name, int expected) throws MalformedException {
    if (expected < names.length && names[expected].equals(name) && from[expected] < 0) {
      return expected;
    }
    @Nullable Integer column = columns.get(name);
    if (column == null) {
      throw malformed("has \"" + name + "\", which is no column of the header");
    }
    if (from[column] >= 0) {
      throw malformed("has \"" + name + "\" twice");
    }
    return column;
  }

  private MalformedException missing() {
    int column = 0;
    while (from[column] >= 0) {
      column++;
    }
    return malformed("has no \"" + names[column] + "\"");
  }

  private void value(int column) throws IOException, MalformedException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      row.raw('\\');
      row.raw('N');
    } else if (forms[column] == ValueForm.JSONB) {
      if (!jsonb.read()) {
        throw malformed("has \"" + JsonbText.WRAPPED + "\" with more or less than a string");
      }
    } else if (!(forms[column] == ValueForm.BOOLEAN ? truth(token) : scalar(column, token))) {
      throw malformed("has a value of the wrong type for \"" + names[column] + "\"");
    }
  }

  private boolean truth(JsonToken token) {
    row.raw(token == JsonToken.VALUE_TRUE ? 't' : 'f');
    return token.isBoolean();
  }

  /** Reads a number or a string. False: a value of the column is never written like this. */
  private boolean scalar(int column, JsonToken token) throws IOException {
    boolean number = token.isNumeric();
    if (!number && token != JsonToken.VALUE_STRING) {
      return false;
    }
    if (forms[column] == ValueForm.BYTES && !number) {
      return base64();
    }
    int start = row.length();
    parser.getText(row);
    row.flush();
    return forms[column].isNumber(row.bytes(), start, row.length()) == number;
  }

  private boolean base64() throws IOException {
    hex.begin();
    try {
      parser.readBinaryValue(hex);
      return true;
    } catch (IllegalArgumentException e) {
      // Jackson tells of some mistakes like this, of others as of mistakes in JSON.
      return false;
    }
  }

  private MalformedException malformed(String message) {
    return new MalformedException(
        "line "
            + parser.currentTokenLocation().getLineNr()
            + ": a row of "
            + table.name()
            + " "
            + message);
  }
}
