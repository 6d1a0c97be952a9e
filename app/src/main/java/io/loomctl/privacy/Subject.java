package io.loomctl.privacy;

import static io.loomctl.privacy.ColumnType.BYTES;
import static io.loomctl.privacy.ColumnType.DATE;
import static io.loomctl.privacy.ColumnType.JSON;
import static io.loomctl.privacy.ColumnType.NETWORK;
import static io.loomctl.privacy.ColumnType.NUMBER;
import static io.loomctl.privacy.ColumnType.OTHER;
import static io.loomctl.privacy.ColumnType.TEXT;

import io.loomctl.config.ColumnMask.Kind;
import java.util.Set;

/** What a column can tell of a person; the words that say so are in {@code words.txt}. */
enum Subject {
  SECRET("a password or secret", Kind.NULL, TEXT, BYTES),
  EMAIL("an e-mail address", Kind.EMAIL, TEXT),
  PHONE("a phone number", Kind.PHONE, TEXT, NUMBER),
  NATIONAL_ID("an official number of a person", Kind.HASH, TEXT, NUMBER),
  ACCOUNT("a bank account", Kind.HASH, TEXT, NUMBER),
  CARD("a payment card", Kind.HASH, TEXT, NUMBER),
  BIRTH("somebody's birth", Kind.NULL, TEXT, DATE),
  NETWORK_ADDRESS("an IP address", Kind.NULL, TEXT, NETWORK),
  POSTCODE("a postal code", Kind.NULL, TEXT, NUMBER),
  ADDRESS("a postal address", Kind.NULL, TEXT, JSON),
  LOGIN("a user's name", Kind.HASH, TEXT),
  NAME("a person's name", Kind.NAME, TEXT),
  PLACE("where somebody lives", Kind.NULL, TEXT),
  POSITION("where somebody is", Kind.NULL, TEXT, NUMBER, OTHER),
  TRAIT("a trait of a person", Kind.NULL, TEXT, OTHER),
  INCOME("what somebody earns", Kind.SQL, NUMBER),
  NOTES("notes on a person", Kind.NULL, TEXT, JSON);

  private final String described;
  private final Kind mask;

  @SuppressWarnings("ImmutableEnumChecker") // what Set.of makes is
  private final Set<ColumnType> types;

  Subject(String described, Kind mask, ColumnType... types) {
    this.described = described;
    this.mask = mask;
    this.types = Set.of(types);
  }

  /** With its article. */
  String described() {
    return described;
  }

  /** The mask for it where the column allows that. */
  Kind mask() {
    return mask;
  }

  boolean fits(ColumnType type) {
    return types.contains(type);
  }
}
