package io.loomctl.privacy;

import static io.loomctl.privacy.ColumnType.BYTES;
import static io.loomctl.privacy.ColumnType.DATE;
import static io.loomctl.privacy.ColumnType.JSON;
import static io.loomctl.privacy.ColumnType.NETWORK;
import static io.loomctl.privacy.ColumnType.NUMBER;
import static io.loomctl.privacy.ColumnType.OTHER;
import static io.loomctl.privacy.ColumnType.TEXT;

import io.loomctl.privacy.Suggestion.Mask;
import java.util.Set;

/** What a column can tell of a person; the words that say so are in {@code words.txt}. */
enum Subject {
  SECRET("a password or secret", Mask.NULL, TEXT, BYTES),
  EMAIL("an e-mail address", Mask.EMAIL, TEXT),
  PHONE("a phone number", Mask.PHONE, TEXT, NUMBER),
  NATIONAL_ID("an official number of a person", Mask.HASH, TEXT, NUMBER),
  ACCOUNT("a bank account", Mask.HASH, TEXT, NUMBER),
  CARD("a payment card", Mask.HASH, TEXT, NUMBER),
  BIRTH("somebody's birth", Mask.NULL, TEXT, DATE),
  NETWORK_ADDRESS("an IP address", Mask.NULL, TEXT, NETWORK),
  POSTCODE("a postal code", Mask.NULL, TEXT, NUMBER),
  ADDRESS("a postal address", Mask.NULL, TEXT, JSON),
  LOGIN("a user's name", Mask.HASH, TEXT),
  NAME("a person's name", Mask.NAME, TEXT),
  PLACE("where somebody lives", Mask.NULL, TEXT),
  POSITION("where somebody is", Mask.NULL, TEXT, NUMBER, OTHER),
  TRAIT("a trait of a person", Mask.NULL, TEXT, OTHER),
  INCOME("what somebody earns", Mask.SQL, NUMBER),
  NOTES("notes on a person", Mask.NULL, TEXT, JSON);

  private final String described;
  private final Mask mask;

  @SuppressWarnings("ImmutableEnumChecker") // what Set.of makes is
  private final Set<ColumnType> types;

  Subject(String described, Mask mask, ColumnType... types) {
    this.described = described;
    this.mask = mask;
    this.types = Set.of(types);
  }

  /** With its article. */
  String described() {
    return described;
  }

  /** The mask for it where the column allows that. */
  Mask mask() {
    return mask;
  }

  boolean fits(ColumnType type) {
    return types.contains(type);
  }
}
