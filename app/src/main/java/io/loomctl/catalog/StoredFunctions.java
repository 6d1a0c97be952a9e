package io.loomctl.catalog;

import io.loomctl.database.Session;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables that generated columns and CHECKs read through functions. PostgreSQL keeps no
 * record of what a function's body names, so the body is searched for the words that are names of
 * tables or of other functions. A word too many costs nothing but a wish about load order.
 */
final class StoredFunctions {

  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}_$]+");

  private record Function(String name, Set<String> words, List<Long> callers) {}

  private StoredFunctions() {}

  static List<LoadAfter> reads(Session session, Map<Long, TableName> tableByOid) {
    List<Function> functions =
        session.query(
            Sql.resource(StoredFunctions.class, "stored_functions.sql"),
            row ->
                new Function(
                    row.getString("name").toLowerCase(Locale.ROOT),
                    words(row.getString("body")),
                    oids(row.getArray("callers"))));
    Set<LoadAfter> reads = new TreeSet<>();
    for (Function function : functions) {
      for (long caller : function.callers) {
        TableName table = tableByOid.get(caller);
        if (table != null) {
          Set<String> words = wordsReached(function, functions);
          readBy(table, words, tableByOid.values()).forEach(reads::add);
        }
      }
    }
    return List.copyOf(reads);
  }

  private static List<LoadAfter> readBy(
      TableName table, Set<String> words, Collection<TableName> tables) {
    return tables.stream()
        .filter(other -> !other.equals(table))
        .filter(other -> words.contains(other.name().toLowerCase(Locale.ROOT)))
        .map(other -> new LoadAfter(table, other))
        .toList();
  }

  private static Set<String> wordsReached(Function start, List<Function> functions) {
    Set<Function> seen = new HashSet<>(List.of(start));
    Deque<Function> open = new ArrayDeque<>(seen);
    Set<String> words = new HashSet<>();
    while (!open.isEmpty()) {
      Function function = open.pop();
      words.addAll(function.words);
      functions.stream()
          .filter(other -> function.words.contains(other.name) && seen.add(other))
          .forEach(open::push);
    }
    return words;
  }

  private static Set<String> words(String body) {
    return new HashSet<>(List.of(NOT_A_WORD.split(body.toLowerCase(Locale.ROOT))));
  }

  private static List<Long> oids(@Nullable Array array) throws SQLException {
    return array == null ? new ArrayList<>() : List.of((Long[]) array.getArray());
  }
}
