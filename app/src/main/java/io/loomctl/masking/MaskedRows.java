package io.loomctl.masking;

import io.loomctl.catalog.Column;
import io.loomctl.config.ColumnMask;
import io.loomctl.config.EnvironmentText;
import io.loomctl.database.Session;
import io.loomctl.failure.ConfigException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The selected rows of tables as a snapshot may hold them. */
public final class MaskedRows {

  private static final String SECRET =
      "set it to a long random text that nobody else knows, and to the same one each time";

  private static final Sql ROW = Sql.of("loomctl_row");

  private final Masks masks;
  private final Optional<String> salt;

  private MaskedRows(Masks masks, Optional<String> salt) {
    this.masks = masks;
    this.salt = salt;
  }

  /**
   * The rows of some tables.
   *
   * @param salt the secret; resolved when a mask of these tables needs it
   * @throws io.loomctl.failure.ConfigException when it is needed and missing
   */
  public static MaskedRows of(Masks masks, Collection<TableName> tables, EnvironmentText salt) {
    boolean keyed =
        tables.stream()
            .flatMap(table -> masks.of(table).values().stream())
            .anyMatch(
                mask -> mask.kind() != ColumnMask.Kind.NULL && mask.kind() != ColumnMask.Kind.SQL);
    return new MaskedRows(masks, keyed ? Optional.of(secret(salt)) : Optional.empty());
  }

  private static String secret(EnvironmentText salt) {
    try {
      return salt.resolve();
    } catch (ConfigException e) {
      throw new ConfigException(
          e.problems().stream()
              .map(problem -> problem.hint("masks are made with it: " + SECRET))
              .toList(),
          null);
    }
  }

  /**
   * Makes a session ready for statements that mask rows. From here on the server's words are
   * withheld, since they may quote values.
   */
  public void prepare(Session session) {
    session.withholdWords();
    salt.ifPresent(secret -> MaskKeys.set(session, secret));
  }

  public boolean masks(TableName table) {
    return !masks.of(table).isEmpty();
  }

  public boolean masksAny(Collection<TableName> tables) {
    return tables.stream().anyMatch(this::masks);
  }

  /** The columns of a table whose values are masked. */
  public Set<ColumnName> columns(TableName table) {
    return masks.of(table).keySet();
  }

  /** What reads masked rows. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Reads a table's masked rows, with the role's search path where the operator's own SQL takes
   * part, which is written for it. When the work fails the path is not put back: the transaction is
   * over then.
   */
  public <T, E extends Exception> T read(Session session, TableName table, Work<T, E> work)
      throws E {
    if (!needsOwnSearchPath(table)) {
      return work.run();
    }
    session.useOwnSearchPath();
    T result = work.run();
    session.usePinnedSearchPath();
    return result;
  }

  private boolean needsOwnSearchPath(TableName table) {
    return masks.of(table).values().stream().anyMatch(mask -> mask.kind() == ColumnMask.Kind.SQL);
  }

  /** The same rows, masked. */
  public SelectedTable of(SelectedTable selected) {
    if (!masks(selected.name())) {
      return selected;
    }
    return new SelectedTable(
        selected.table(),
        selected.whole(),
        selected.owned(),
        selected.required(),
        Sql.of("FROM ({}) AS {}", masking(selected, masks.of(selected.name()).values()), ROW));
  }

  /**
   * The rows as a query. Inside, the table goes by its own name, so that the operator's expressions
   * can qualify columns by it.
   */
  static Sql masking(SelectedTable selected, Collection<Mask> masks) {
    Sql table = Sql.name(selected.name().name());
    List<Column> columns =
        selected.table().table().columns().stream().filter(Column::readable).toList();
    return Sql.of(
        "SELECT {} FROM (SELECT {} {}) AS {}",
        columns.stream().map(column -> value(column, table, masks)).collect(Sql.joining(", ")),
        columns.stream().map(column -> of(ROW, column)).collect(Sql.joining(", ")),
        selected.from(),
        table);
  }

  private static Sql value(Column column, Sql table, Collection<Mask> masks) {
    Sql clear = of(table, column);
    return masks.stream()
        .filter(mask -> mask.column().name().equals(column.name()))
        .findFirst()
        .map(mask -> Sql.of("{} AS {}", MaskSql.of(mask, clear), Sql.name(column.name().value())))
        .orElse(clear);
  }

  private static Sql of(Sql table, Column column) {
    return Sql.of("{}.{}", table, Sql.name(column.name().value()));
  }

  /** What a snapshot says of a column's mask. */
  public Optional<String> described(TableName table, ColumnName column) {
    return masks.kind(table, column).map(ColumnMask.Kind::toString);
  }

  /**
   * A digest that tells whether two values are equal, and nothing else without the salt; empty when
   * no mask of these tables needs a salt.
   */
  public String digest(String value) {
    return salt.map(secret -> MaskKeys.digest(secret, value)).orElse("");
  }

  Map<ColumnName, Mask> masksOf(TableName table) {
    return masks.of(table);
  }
}
