package io.loomctl.privacy;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.graph.ColumnName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns look personal. It guesses: names in English, German, French and Spanish, and values
 * that have a shape of their own. What it does not suggest may be personal all the same.
 */
public final class PersonalColumns {

  /** Of fewer values nothing can be said. */
  private static final int FEWEST = 3;

  private static final double MOST = 0.6;
  private static final double MANY = 0.2;
  private static final Set<Subject> PROVABLE =
      EnumSet.of(Subject.EMAIL, Subject.PHONE, Subject.NETWORK_ADDRESS);

  private PersonalColumns() {}

  /**
   * What to do about a column, if it looks personal.
   *
   * @param samples some of its values as text, NULLs left out; may be empty
   */
  public static Optional<Suggestion> of(Table table, Column column, List<String> samples) {
    if (!column.holdsData()) {
      return Optional.empty();
    }
    List<String> values =
        samples.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
    return byShape(table, column, values)
        .or(() -> byName(table, column, values))
        .or(() -> byContents(table, column, values));
  }

  private static Optional<Suggestion> byShape(Table table, Column column, List<String> values) {
    if (values.size() < FEWEST || ColumnType.of(column) != ColumnType.TEXT) {
      return Optional.empty();
    }
    for (ValueShape shape : ValueShape.values()) {
      long count = shape.count(values);
      if (count >= FEWEST && count >= MOST * values.size()) {
        boolean named = said(table, column).equals(Optional.of(shape.subject()));
        String reason =
            named
                ? named(shape.subject()) + ", as do " + counted(count, values)
                : counted(count, values) + " look like " + shape.plural();
        return Optional.of(Suggestion.of(shape.subject(), table, column, reason));
      }
    }
    return Optional.empty();
  }

  private static Optional<Suggestion> byName(Table table, Column column, List<String> values) {
    return said(table, column)
        .filter(subject -> !disproved(subject, values))
        .map(subject -> Suggestion.of(subject, table, column, named(subject)));
  }

  /** A column that is called mail and holds no single address is about something else. */
  private static boolean disproved(Subject subject, List<String> values) {
    if (values.size() < FEWEST || !PROVABLE.contains(subject)) {
      return false;
    }
    return values.stream()
        .noneMatch(
            value ->
                switch (subject) {
                  case EMAIL -> value.indexOf('@') >= 0;
                  case PHONE -> value.chars().filter(Character::isDigit).count() >= 5;
                  default -> value.indexOf('.') > 0 || value.indexOf(':') >= 0;
                });
  }

  private static Optional<Suggestion> byContents(Table table, Column column, List<String> values) {
    long count = values.stream().filter(ValueShape::holdsEmail).count();
    return count >= FEWEST && count >= MANY * values.size()
        ? Optional.of(
            Suggestion.of(
                Subject.NOTES, table, column, counted(count, values) + " hold an e-mail address"))
        : Optional.empty();
  }

  private static Optional<Subject> said(Table table, Column column) {
    NameWords name = NameWords.of(column.name().value());
    ColumnType type = ColumnType.of(column);
    return Words.anywhere(name, type)
        .or(() -> Words.ofPersonInName(name, type))
        .or(() -> isAboutPeople(table) ? Words.ofPeople(name, type) : Optional.empty());
  }

  /** By its name, or by what else it tells of each row. */
  private static boolean isAboutPeople(Table table) {
    if (Words.arePeople(NameWords.of(table.name().name()))) {
      return true;
    }
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
    for (Column column : table.columns()) {
      Words.anywhere(NameWords.of(column.name().value()), ColumnType.of(column))
          .ifPresent(subjects::add);
    }
    return subjects.contains(Subject.NAME)
        || subjects.contains(Subject.BIRTH)
        || subjects.containsAll(Set.of(Subject.EMAIL, Subject.SECRET));
  }

  private static String named(Subject subject) {
    return "its name says " + subject.described();
  }

  private static String counted(long count, List<String> values) {
    return count + " of " + values.size() + " sampled values";
  }

  /** The columns of a table whose values, not only whose names, can tell something. */
  public static List<ColumnName> worthSampling(Table table) {
    return table.columns().stream()
        .filter(column -> column.holdsData() && column.readable())
        .filter(column -> ColumnType.sampled(column).isPresent())
        .map(Column::name)
        .toList();
  }
}
