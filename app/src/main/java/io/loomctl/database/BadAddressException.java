package io.loomctl.database;

/** What is wrong with an address, before it is known where that address is written. */
final class BadAddressException extends Exception {

  private static final long serialVersionUID = 1;

  private final String message;
  private final String hint;

  BadAddressException(String message, String hint) {
    super(message);
    this.message = message;
    this.hint = hint;
  }

  String message() {
    return message;
  }

  String hint() {
    return hint;
  }
}
