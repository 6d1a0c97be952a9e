package io.loomctl.config;

import java.util.List;

/** A value of the YAML document as written, before anything is known about what it should be. */
sealed interface Node {

  Mark mark();

  /** How many values it holds, itself included, aliased ones counted each time. */
  long size();

  /** The same value at another place: where an alias stands for it. */
  Node at(Mark place);

  /** What it is, for a message: never its text, which may hold a password. */
  String described();

  /** Line and column, both counted from 1. */
  record Mark(int line, int column) {}

  /** A key and its value; keys may repeat. */
  record Entry(String key, Mark mark, Node value) {}

  /** The kinds of single values that a config tells apart. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING
  }

  /** A single value with its text as written. */
  record Scalar(Kind kind, String text, Mark mark) implements Node {

    @Override
    public long size() {
      return 1;
    }

    @Override
    public Node at(Mark place) {
      return new Scalar(kind, text, place);
    }

    @Override
    public String described() {
      return switch (kind) {
        case TEXT -> text.isBlank() ? "empty text" : "text";
        case NUMBER -> "a number";
        case BOOLEAN -> text;
        case NOTHING -> "nothing";
      };
    }

    boolean isBlank() {
      return kind == Kind.NOTHING || text.isBlank();
    }
  }

  /** A list. */
  record Items(List<Node> items, long size, Mark mark) implements Node {

    static Items of(List<Node> items, Mark mark) {
      long size = 1 + items.stream().mapToLong(Node::size).sum();
      return new Items(List.copyOf(items), size, mark);
    }

    @Override
    public Node at(Mark place) {
      return new Items(items, size, place);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** Key: value pairs in the order written. */
  record Pairs(List<Entry> entries, long size, Mark mark) implements Node {

    static Pairs of(List<Entry> entries, Mark mark) {
      long size = 1 + entries.stream().mapToLong(entry -> entry.value().size()).sum();
      return new Pairs(List.copyOf(entries), size, mark);
    }

    @Override
    public Node at(Mark place) {
      return new Pairs(entries, size, place);
    }

    @Override
    public String described() {
      return "key: value pairs";
    }
  }
}
