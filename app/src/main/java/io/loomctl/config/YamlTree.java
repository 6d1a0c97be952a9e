package io.loomctl.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.loomctl.config.Node.Entry;
import io.loomctl.config.Node.Items;
import io.loomctl.config.Node.Kind;
import io.loomctl.config.Node.Mark;
import io.loomctl.config.Node.Pairs;
import io.loomctl.config.Node.Scalar;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text to one tree of values with their places. Aliases are resolved here; an aliased value stands
 * at the alias, what it holds stays where it was written.
 */
final class YamlTree {

  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 250_000;

  /** What Jackson does not tell of single values: the name in {@code &name value}. */
  private static final Pattern ANCHOR = Pattern.compile("&([^\\s,\\[\\]{}]+)");

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  private final Path file;
  private final YAMLParser parser;

  /** Places are told in code points. */
  private final int[] characters;

  private final Map<String, Node> anchors = new HashMap<>();

  private YamlTree(Path file, String text, YAMLParser parser) {
    this.file = file;
    this.characters = text.codePoints().toArray();
    this.parser = parser;
  }

  /**
   * Reads the only document in the text.
   *
   * @throws ConfigException with one problem when the text is not YAML
   */
  static Node read(Path file, String text) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      return new YamlTree(file, text, parser).document();
    } catch (JsonProcessingException e) {
      throw new ConfigException(YamlMistake.of(file, text, e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new ConfigException(emptyFile(file));
    }
    Node root = value(first, 1);
    if (parser.nextToken() != null) {
      throw mistake(mark(), "a second document begins here", "keep one, without \"---\" lines");
    }
    return root;
  }

  static Problem emptyFile(Path file) {
    return Problem.at(Where.file(file), "is empty")
        .hint("a config begins with \"version: 1\" and needs at least one of \"databases\"");
  }

  private Node value(JsonToken token, int depth) throws IOException {
    Mark mark = mark();
    if (depth > DEEPEST) {
      throw mistake(mark, "is nested more than " + DEEPEST + " levels deep", null);
    }
    if (parser.isCurrentAlias()) {
      return aliased(parser.getText(), mark);
    }
    if (parser.getTypeId() != null) {
      throw mistake(mark, "tags such as \"!!str\" mean nothing in a config", "leave the tag out");
    }
    String anchor = anchor(token);
    Node node =
        switch (token) {
          case START_OBJECT -> pairs(mark, depth);
          case START_ARRAY -> items(mark, depth);
          default -> new Scalar(kind(token), parser.getText(), mark);
        };
    return anchored(anchor, node);
  }

  private Node aliased(String name, Mark mark) {
    Node node = anchors.get(name);
    if (node == null) {
      throw mistake(
          mark,
          "no value above is marked " + Quote.of("&" + name),
          NearMiss.question(name, anchors.keySet())
              .orElse(
                  "an alias needs its anchor first; put quotes around text that begins with *"));
    }
    return node.at(mark);
  }

  private Node anchored(@Nullable String anchor, Node node) {
    if (node.size() > MOST_VALUES) {
      throw mistake(node.mark(), "holds more than 250,000 values, aliases followed", null);
    }
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private Pairs pairs(Mark mark, int depth) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Mark keyMark = mark();
      entries.add(new Entry(key, keyMark, value(parser.nextToken(), depth + 1)));
    }
    return Pairs.of(entries, mark);
  }

  private Items items(Mark mark, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(value(token, depth + 1));
      token = parser.nextToken();
    }
    return Items.of(items, mark);
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> Kind.NOTHING;
      case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      default -> Kind.TEXT;
    };
  }

  private @Nullable String anchor(JsonToken token) throws IOException {
    if (token.isStructStart()) {
      Object anchor = parser.getObjectId();
      return anchor == null ? null : anchor.toString();
    }
    int at = (int) parser.currentTokenLocation().getCharOffset();
    if (at >= characters.length || characters[at] != '&') {
      return null;
    }
    int length = Math.min(128, characters.length - at);
    Matcher anchor = ANCHOR.matcher(new String(characters, at, length));
    return anchor.lookingAt() ? anchor.group(1) : null;
  }

  private Mark mark() {
    JsonLocation location = parser.currentTokenLocation();
    return new Mark(location.getLineNr(), location.getColumnNr());
  }

  private ConfigException mistake(Mark mark, String message, @Nullable String hint) {
    Where where = new Where(file.toString(), mark.line(), mark.column(), null);
    return new ConfigException(Problem.at(where, message).hint(hint));
  }
}
