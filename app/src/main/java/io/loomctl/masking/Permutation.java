package io.loomctl.masking;

import io.loomctl.sql.Sql;

/**
 * Exchanges integers for one another, so that different ones stay different: a Feistel network of
 * three rounds. The sign stays, since columns often are checked to be positive.
 *
 * @param value of any integer type
 * @param size the number of bits without the sign
 */
record Permutation(Sql value, int size) {

  Sql sql() {
    int low = (size + 1) / 2;
    int high = size - low;
    Sql number = Sql.of("{}::pg_catalog.int8", value);
    Sql right = MaskSql.bits(number, mask(low));
    Sql left =
        MaskSql.bits(
            Sql.of("({} OPERATOR(pg_catalog.>>) {})", number, Sql.number(low)), mask(high));
    Sql first = mixed(left, right, 0, high);
    Sql second = mixed(right, first, 1, low);
    Sql third = mixed(first, second, 2, high);
    return Sql.of(
        "({} OPERATOR(pg_catalog.|) ({} OPERATOR(pg_catalog.<<) {})) OPERATOR(pg_catalog.|) {}",
        MaskSql.bits(number, ~mask(size)),
        third,
        Sql.number(low),
        second);
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private static Sql mixed(Sql half, Sql by, int round, int bits) {
    Sql hash =
        Sql.of("pg_catalog.hashint8extended({}, {})", by, MaskKeys.Purpose.INTEGER.key(round));
    return Sql.of("({} OPERATOR(pg_catalog.#) {})", half, MaskSql.bits(hash, mask(bits)));
  }
}
