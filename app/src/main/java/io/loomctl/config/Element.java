package io.loomctl.config;

import io.loomctl.config.Node.Items;
import io.loomctl.config.Node.Kind;
import io.loomctl.config.Node.Mark;
import io.loomctl.config.Node.Pairs;
import io.loomctl.config.Node.Scalar;
import io.loomctl.failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value together with what it is called from the top of the file. Each reading method reports
 * what does not fit and then returns nothing, so that the rest of the file is still checked.
 *
 * @param name its key; of a list's item, empty
 * @param named the place of its key; of a list's item, its own
 */
record Element(Reading reading, Node node, String name, String path, Mark named) {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_*$-]+");

  private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,17}");

  private static final Map<String, String> FLAGS =
      Map.of(
          "true", "write true",
          "yes", "write true",
          "on", "write true",
          "false", "write false",
          "no", "write false",
          "off", "write false");

  static Element root(Reading reading, Node node) {
    return new Element(reading, node, "", "", node.mark());
  }

  Element member(String key, Mark mark, Node value) {
    String last = isPlain(key) ? key : Quote.of(key);
    return new Element(reading, value, key, path.isEmpty() ? last : path + "." + last, mark);
  }

  /** Whether a name can stand in a path or a list without quotes. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /** The place of the value; where nothing is written, that of its key. */
  Where where() {
    boolean unwritten = node instanceof Scalar scalar && scalar.text().isEmpty();
    return reading.where(unwritten ? named : node.mark(), path);
  }

  Where whereNamed() {
    return reading.where(named, path);
  }

  void problem(String message, @Nullable String hint) {
    reading.problem(where(), message, hint);
  }

  void problemWithName(String message, @Nullable String hint) {
    reading.problem(whereNamed(), message, hint);
  }

  void mismatch(String expected) {
    problem("expected " + expected + ", found " + node.described(), null);
  }

  /** Text, or a number's text. */
  Optional<Located<String>> text(String expected) {
    if (!(node instanceof Scalar scalar) || scalar.isBlank()) {
      mismatch(expected);
      return Optional.empty();
    }
    if (scalar.kind() == Kind.BOOLEAN) {
      problem(
          "expected " + expected + ", found " + node.described(),
          "put quotes around it if it is meant as text");
      return Optional.empty();
    }
    return Optional.of(new Located<>(scalar.text(), where()));
  }

  /** As {@link #text}; the words true and false are text as well. */
  Optional<Located<String>> anyText(String expected) {
    if (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
      return Optional.of(new Located<>(scalar.text(), where()));
    }
    return text(expected);
  }

  /** Text with the environment filled in. */
  Optional<String> resolvedText(String expected) {
    return text(expected).flatMap(this::resolved);
  }

  Optional<String> resolved(Located<String> text) {
    EnvironmentText raw = new EnvironmentText(text.value(), text.where(), reading.environment());
    int before = reading.problems().size();
    reading.problems().addAll(raw.malformed());
    reading.problems().addAll(raw.unset());
    return reading.problems().size() == before ? Optional.of(raw.filledIn()) : Optional.empty();
  }

  /** The words true and false; YAML's other ways to say so are text elsewhere, so refused here. */
  Optional<Boolean> flag() {
    String text = node instanceof Scalar scalar ? scalar.text() : "";
    boolean isFlag = node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN;
    if (isFlag && text.equals(text.toLowerCase(Locale.ROOT))) {
      return Optional.of(text.equals("true"));
    }
    problem(
        "expected true or false, found " + node.described(),
        FLAGS.get(text.toLowerCase(Locale.ROOT)));
    return Optional.empty();
  }

  /** A whole number from 1 on, in digits alone. */
  Optional<Located<Long>> positive() {
    boolean isNumber = node instanceof Scalar scalar && scalar.kind() == Kind.NUMBER;
    String digits = node instanceof Scalar scalar ? scalar.text() : "";
    if (isNumber && POSITIVE.matcher(digits).matches()) {
      return Optional.of(new Located<>(Long.valueOf(digits), where()));
    }
    problem(
        "expected a whole number from 1 on, found " + (isNumber ? digits : node.described()),
        isNumber ? "write it in digits alone, at most 18 of them" : null);
    return Optional.empty();
  }

  boolean isText() {
    return node instanceof Scalar scalar && scalar.kind() == Kind.TEXT;
  }

  /** The items of a list that has some. */
  List<Element> items(String expected) {
    if (!(node instanceof Items list)) {
      mismatch(expected);
      return List.of();
    }
    if (list.items().isEmpty()) {
      problem("expected " + expected + ", found an empty list", "leave \"" + name + "\" out");
    }
    List<Element> items = new ArrayList<>();
    for (Node item : list.items()) {
      items.add(new Element(reading, item, "", path + "[" + items.size() + "]", item.mark()));
    }
    return items;
  }

  /** Each key: value pair once, merge keys followed. */
  List<Element> members(String expected) {
    if (node instanceof Pairs pairs) {
      return Members.of(this, pairs);
    }
    mismatch(expected);
    return List.of();
  }

  /** As {@link #members}, of pairs that there must be. */
  List<Element> someMembers(String expected) {
    if (node instanceof Pairs pairs && pairs.entries().isEmpty()) {
      problem("expected " + expected + ", found {}", "leave \"" + name + "\" out");
    }
    return members(expected);
  }
}
