package io.loomctl.catalog;

import io.loomctl.graph.ColumnName;
import io.loomctl.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog describes it.
 *
 * @param type as {@code format_type} prints it, user types with their schema
 * @param base the same; of a domain, the type that it is based on
 * @param family what decides how the column's values compare
 * @param identity whether its values are generated unless given
 * @param identityAlways whether an UPDATE may not set it
 * @param collation quoted and with its schema; null for types that have none
 * @param equality the operator by which unique indexes compare, quoted and with its schema, which
 *     need not be in the search path; null where it is PostgreSQL's own
 * @param readable whether the connected role may read it
 */
public record Column(
    ColumnName name,
    String type,
    String base,
    Family family,
    boolean notNull,
    boolean hasDefault,
    Generated generated,
    boolean identity,
    boolean identityAlways,
    @Nullable String collation,
    @Nullable String equality,
    boolean readable) {

  /** Groups of types; a domain belongs to its base type's. */
  public enum Family {
    /** int2, int4, int8: sorted by value. */
    INTEGER,
    /** text, varchar: sorted by their bytes as they are. */
    TEXT,
    /** uuid, bytea, boolean: their values compare as the bytes of what they print do. */
    ORDERED,
    /** oid: may name a large object. */
    OID,
    /** Everything else: sorted by the bytes of what it prints. */
    OTHER
  }

  /** Whether the column's values are computed from other columns. */
  public enum Generated {
    NO,
    STORED,
    VIRTUAL
  }

  /** That two values are equal. */
  public Sql equal(Sql one, Sql other) {
    return equality == null
        ? Sql.of("{} = {}", one, other)
        : Sql.of("{} OPERATOR({}) {}", one, Sql.trusted(equality), other);
  }

  /** That two values are equal, or both NULL. */
  public Sql same(Sql one, Sql other) {
    if (notNull) {
      return equal(one, other);
    }
    return equality == null
        ? Sql.of("{} IS NOT DISTINCT FROM {}", one, other)
        : Sql.of("({} OR {} IS NULL AND {} IS NULL)", equal(one, other), one, other);
  }

  /** Whether a value can be given for the column: false for generated ones. */
  public boolean holdsData() {
    return generated == Generated.NO;
  }
}
