package io.loomctl.proposal;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.privacy.PersonalColumns;
import io.loomctl.proposal.TableProposal.NaturalKey;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scenario of one row that exists, with everything below it.
 *
 * @param params with the values that pick the row; none where a value would tell of a person
 * @param where the condition in SQL
 */
record Example(TableName root, String scenario, Map<String, String> params, String where) {

  private static final Pattern PARAM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_VALUE = 60;

  Example {
    params = new LinkedHashMap<>(params);
  }

  /** Nothing when the table has no rows, or no key that tells one from the others. */
  static Optional<Example> of(Session session, Survey survey, TableName root) {
    TableProposal table = survey.tables().get(root);
    if (table == null) {
      return Optional.empty();
    }
    List<List<ColumnName>> keys = keys(table);
    for (List<ColumnName> key : keys) {
      Optional<Example> example = withValues(session, table, key);
      if (example.isPresent()) {
        return example;
      }
    }
    return keys.stream().findFirst().map(key -> first(session, table, key));
  }

  private static List<List<ColumnName>> keys(TableProposal table) {
    List<List<ColumnName>> keys = new ArrayList<>();
    table.key().map(NaturalKey::columns).ifPresent(keys::add);
    table.table().primaryKey().map(UniqueKey::columns).ifPresent(keys::add);
    table.table().keys().stream()
        .filter(key -> !key.primary() && table.table().distinguishesNulls(key))
        .map(UniqueKey::columns)
        .forEach(keys::add);
    return keys;
  }

  private static Optional<Example> withValues(
      Session session, TableProposal table, List<ColumnName> key) {
    List<Optional<String>> values = values(session, table, key);
    Map<String, String> params = new LinkedHashMap<>();
    List<Sql> conditions = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      Optional<String> value = i < values.size() ? values.get(i) : Optional.empty();
      if (value.isEmpty() || !mayBeShown(table, key.get(i), value.get())) {
        return Optional.empty();
      }
      String param = param(key.get(i), params.size());
      params.put(param, value.get());
      conditions.add(
          Sql.of("{} = :{}", identifier(session, key.get(i).value()), Sql.trusted(param)));
    }
    return Optional.of(
        new Example(table.name(), name(table), params, Sql.join(" AND ", conditions).text()));
  }

  /** The values of the row that comes first; none where there is no row, or one without a value. */
  private static List<Optional<String>> values(
      Session session, TableProposal table, List<ColumnName> key) {
    Sql columns = key.stream().map(each -> Sql.name(each.value())).collect(Sql.joining(", "));
    Sql texts =
        key.stream()
            .map(each -> Sql.of("{}::text", Sql.name(each.value())))
            .collect(Sql.joining(", "));
    List<List<Optional<String>>> rows =
        session.query(
            Sql.of("SELECT {} FROM {} ORDER BY {} LIMIT 1", texts, Rows.of(table.table()), columns),
            row -> {
              List<Optional<String>> values = new ArrayList<>();
              for (int i = 1; i <= key.size(); i++) {
                values.add(Optional.ofNullable(row.getString(i)));
              }
              return values;
            });
    return rows.isEmpty() ? List.of() : rows.get(0);
  }

  /** Of a table that tells of people no text is shown at all. */
  private static boolean mayBeShown(TableProposal table, ColumnName name, String value) {
    Column column = table.table().column(name).orElseThrow();
    boolean isNumber = column.family() == Column.Family.INTEGER || column.base().equals("uuid");
    return (isNumber || table.masks().isEmpty())
        && value.length() <= LONGEST_VALUE
        && !value.contains("${")
        && PersonalColumns.of(table.table(), column, List.of(value, value, value)).isEmpty();
  }

  private static String param(ColumnName column, int number) {
    return PARAM.matcher(column.value()).matches() ? column.value() : "key" + (number + 1);
  }

  /** The first row by its key, whichever that is. */
  private static Example first(Session session, TableProposal table, List<ColumnName> key) {
    Table first = table.table();
    Sql columns =
        key.stream().map(each -> identifier(session, each.value())).collect(Sql.joining(", "));
    Sql same = key.size() == 1 ? columns : Sql.of("({})", columns);
    Sql from =
        Sql.of(
            "{}.{}",
            identifier(session, first.name().schema()),
            identifier(session, first.name().name()));
    return new Example(
        table.name(),
        name(table),
        Map.of(),
        Sql.of(
                "{} = (SELECT {} FROM {} AS first_row ORDER BY {} LIMIT 1)",
                same,
                columns,
                from,
                columns)
            .text());
  }

  /** Bare where the server reads it as that name. */
  private static Sql identifier(Session session, String name) {
    return session.queryOne(
        Sql.of("SELECT quote_ident({})", Sql.literal(name)), row -> Sql.trusted(row.getString(1)));
  }

  private static String name(TableProposal table) {
    String plain =
        table
            .name()
            .name()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String singular =
        plain.endsWith("ies")
            ? plain.substring(0, plain.length() - 3) + "y"
            : plain.matches(".{3,}[^sui]s") ? plain.substring(0, plain.length() - 1) : plain;
    String name = singular.isEmpty() ? "row" : singular;
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return "one-" + cut.replaceAll("-$", "");
  }
}
