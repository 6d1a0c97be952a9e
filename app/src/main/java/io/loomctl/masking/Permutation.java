package io.loomctl.masking;

import io.loomctl.sql.Sql;

/**
 * Exchanges integers for one another, so that different ones stay different: a Feistel network of
 * four rounds. The sign stays, since columns often are checked to be positive.
 *
 * @param value of any integer type
 * @param size the number of bits without the sign
 */
record Permutation(Sql value, int size) {

  Sql sql() {
    int low = (size + 1) / 2;
    Sql sign = Sql.of("({}::pg_catalog.int8 OPERATOR(pg_catalog.>>) 63)", value);
    Sql number = Sql.of("({}::pg_catalog.int8 OPERATOR(pg_catalog.#) {})", value, sign);
    Sql left = Sql.of("({} OPERATOR(pg_catalog.>>) {})", number, Sql.number(low));
    Sql right = MaskSql.bits(number, (1L << low) - 1);
    for (int round = 0; round < MaskKeys.KEYS; round += 2) {
      left = mixed(left, right, round, size - low);
      right = mixed(right, left, round + 1, low);
    }
    return Sql.of(
        "(({} OPERATOR(pg_catalog.<<) {}) OPERATOR(pg_catalog.|) {}) OPERATOR(pg_catalog.#) {}",
        left,
        Sql.number(low),
        right,
        sign);
  }

  private static Sql mixed(Sql half, Sql by, int round, int bits) {
    Sql hash =
        Sql.of("pg_catalog.hashint8extended({}, {})", by, MaskKeys.Purpose.INTEGER.key(round));
    return Sql.of("({} OPERATOR(pg_catalog.#) {})", half, MaskSql.bits(hash, (1L << bits) - 1));
  }
}
