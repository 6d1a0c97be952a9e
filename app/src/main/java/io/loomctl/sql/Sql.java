package io.loomctl.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * A piece of SQL text that is safe to paste into a larger piece. Text enters in four ways only: a
 * constant of the program ({@link #of}), a quoted identifier ({@link #name}), a quoted literal
 * ({@link #literal}), or SQL that the operator wrote in the config ({@link #trusted}).
 */
public record Sql(String text) {

  public static final Sql EMPTY = new Sql("");

  /**
   * A constant of the program with holes.
   *
   * @param template program text in which each {@code {}} stands for the next argument
   */
  public static Sql of(@CompileTimeConstant String template, Sql... arguments) {
    StringBuilder out = new StringBuilder(template.length() + 32 * arguments.length);
    int from = 0;
    for (Sql argument : arguments) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more arguments than holes in: " + template);
      }
      out.append(template, from, hole).append(argument.text);
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("fewer arguments than holes in: " + template);
    }
    return new Sql(out.append(template, from, template.length()).toString());
  }

  /**
   * A name, or a dotted path of names, each always quoted.
   *
   * @throws IllegalArgumentException when a name holds U+0000, which PostgreSQL cannot store
   */
  public static Sql name(String... parts) {
    return new Sql(
        List.of(parts).stream()
            .map(part -> '"' + storable(part, "name").replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(".")));
  }

  /**
   * A string literal that reads the same whatever {@code standard_conforming_strings} is.
   *
   * @throws IllegalArgumentException when the value holds U+0000, which PostgreSQL cannot store
   */
  public static Sql literal(String value) {
    String quoted = "'" + storable(value, "string").replace("'", "''").replace("\\", "\\\\") + "'";
    return new Sql(value.indexOf('\\') >= 0 ? "E" + quoted : quoted);
  }

  private static String storable(String text, String what) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a PostgreSQL " + what + " cannot hold U+0000");
    }
    return text;
  }

  public static Sql number(long value) {
    return new Sql(Long.toString(value));
  }

  /**
   * A statement that lives in a {@code .sql} file beside the class that runs it.
   *
   * @throws IllegalStateException when there is no such resource
   */
  public static Sql resource(Class<?> owner, @CompileTimeConstant String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file + " beside " + owner.getName());
      }
      return new Sql(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SQL from the operator's own config. Never call this with text from a snapshot. */
  public static Sql trusted(String text) {
    return new Sql(text);
  }

  public static Sql join(@CompileTimeConstant String separator, Collection<Sql> parts) {
    return parts.stream().collect(joining(separator));
  }

  public static Collector<Sql, ?, Sql> joining(@CompileTimeConstant String separator) {
    return Collectors.collectingAndThen(
        Collectors.mapping(Sql::text, Collectors.joining(separator)), Sql::new);
  }

  @Override
  public String toString() {
    return text;
  }
}
