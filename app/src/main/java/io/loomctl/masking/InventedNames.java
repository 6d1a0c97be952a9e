package io.loomctl.masking;

import io.loomctl.graph.ColumnName;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that nobody has: a list of real ones would hold some that are in the data. */
enum InventedNames {
  GIVEN {
    @Override
    Sql sql(Sql word) {
      return pick(GIVEN_NAMES, word, 0);
    }
  },
  SURNAME {
    @Override
    Sql sql(Sql word) {
      return pick(SURNAMES, word, 6);
    }
  },
  FULL {
    @Override
    Sql sql(Sql word) {
      return Sql.of(
          "{} OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) {}",
          pick(GIVEN_NAMES, word, 0),
          pick(SURNAMES, word, 6));
    }
  };

  private static final int LONGEST = 9;

  private static final Pattern OF_GIVEN = Pattern.compile("first|given|middle|fore|vorname|prenom");
  private static final Pattern OF_SURNAME =
      Pattern.compile("last|sur|family|nachname|apellido|nom_de_famille");

  private static final Sql GIVEN_NAMES =
      names(
          List.of("Brel", "Dorv", "Fenz", "Glim", "Jusk", "Kvar", "Quil", "Vosk"),
          List.of("abo", "ethi", "inor", "ostu", "ulan", "yrex", "exim", "umoq"));
  private static final Sql SURNAMES =
      names(
          List.of("Ashv", "Brond", "Crelm", "Drusk", "Hextr", "Morv", "Plind", "Tworn"),
          List.of("ack", "ekin", "illo", "omar", "unt", "ysko", "arde", "efal"));

  /** What a column's name asks for. */
  static InventedNames forColumn(ColumnName column) {
    String name = column.value().toLowerCase(Locale.ROOT);
    if (OF_GIVEN.matcher(name).find()) {
      return GIVEN;
    }
    return OF_SURNAME.matcher(name).find() ? SURNAME : FULL;
  }

  /** The name that bits of the word pick. */
  abstract Sql sql(Sql word);

  int longest() {
    return this == FULL ? 2 * LONGEST + 1 : LONGEST;
  }

  /** An array of values of fixed width, in which the server finds each at once. */
  private static Sql names(List<String> beginnings, List<String> ends) {
    StringBuilder names = new StringBuilder();
    for (String beginning : beginnings) {
      for (String end : ends) {
        names.append(names.isEmpty() ? "" : ",").append(beginning).append(end);
      }
    }
    return Sql.of("{}::pg_catalog.name[]", Sql.literal("{" + names + "}"));
  }

  private static Sql pick(Sql names, Sql word, int shift) {
    return Sql.of(
        "({})[1 OPERATOR(pg_catalog.+) {}::pg_catalog.int4]::pg_catalog.text",
        names,
        MaskSql.bits(Sql.of("({} OPERATOR(pg_catalog.>>) {})", word, Sql.number(shift)), 63));
  }
}
