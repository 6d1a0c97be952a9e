package io.loomctl.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code words.txt} says about names. */
final class Words {

  private static final String OF_PEOPLE = " of people";
  private static final Words ALL = read();

  private final Map<Subject, List<List<String>>> anywhere = new LinkedHashMap<>();
  private final Map<Subject, List<List<String>>> ofPeople = new LinkedHashMap<>();
  private final List<List<String>> nothing = new ArrayList<>();
  private final Set<String> neutral = new HashSet<>();
  private final Set<String> people = new HashSet<>();
  private final Set<String> describing = new HashSet<>();

  private Words() {}

  /** The subject that a column's name says wherever the column is. */
  static Optional<Subject> anywhere(NameWords column, ColumnType type) {
    return ALL.subject(ALL.anywhere, column, type);
  }

  /** The subject that a column's name says in a table about people. */
  static Optional<Subject> ofPeople(NameWords column, ColumnType type) {
    return ALL.subject(ALL.ofPeople, column, type);
  }

  /** The same where a person stands in the column's own name: {@code customer_name}. */
  static Optional<Subject> ofPersonInName(NameWords column, ColumnType type) {
    return column.words().size() > 1 && isPerson(column.words().get(column.words().size() - 2))
        ? ofPeople(new NameWords(List.of(column.last())), type).filter(Subject.NAME::equals)
        : Optional.empty();
  }

  /** Whether a table's name says that its rows are people. */
  static boolean arePeople(NameWords table) {
    return isPerson(table.last())
        || (ALL.describing.stream().anyMatch(word -> NameWords.same(table.last(), word))
            && table.words().stream().anyMatch(Words::isPerson));
  }

  private static boolean isPerson(String word) {
    return ALL.people.stream().anyMatch(person -> NameWords.same(word, person));
  }

  private Optional<Subject> subject(
      Map<Subject, List<List<String>>> phrases, NameWords column, ColumnType type) {
    if (nothing.stream().anyMatch(phrase -> column.find(phrase) >= 0)) {
      return Optional.empty();
    }
    boolean exact = phrases == ofPeople;
    return phrases.entrySet().stream()
        .filter(each -> each.getKey().fits(type))
        .filter(each -> each.getValue().stream().anyMatch(phrase -> says(column, phrase, exact)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Whether what comes after the phrase adds nothing.
   *
   * @param exact whether nothing may come before it either
   */
  private boolean says(NameWords column, List<String> phrase, boolean exact) {
    int at = column.find(phrase);
    return at >= 0
        && (!exact || at == 0)
        && neutral.containsAll(column.words().subList(at + phrase.size(), column.words().size()));
  }

  private static Words read() {
    try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Words words = new Words();
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(": *", 2))
          .forEach(line -> words.add(line[0], phrases(line[1])));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<String>> phrases(String list) {
    return Stream.of(list.split(", *")).map(phrase -> List.of(phrase.split(" "))).toList();
  }

  private void add(String label, List<List<String>> phrases) {
    switch (label) {
      case "neutral" -> phrases.forEach(neutral::addAll);
      case "nothing" -> nothing.addAll(phrases);
      case "people" -> phrases.forEach(people::addAll);
      case "of people" -> phrases.forEach(describing::addAll);
      default -> {
        boolean conditional = label.endsWith(OF_PEOPLE);
        String subject = conditional ? label.replace(OF_PEOPLE, "") : label;
        (conditional ? ofPeople : anywhere).put(Subject.valueOf(subject), phrases);
      }
    }
  }
}
