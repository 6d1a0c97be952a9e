package io.loomctl.snapshot;

/** The content of a snapshot does not make sense; the message says what, not where. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  /** What to do about a file that was changed or damaged. */
  public static final String RESTORE = "restore the file with git, or export again";

  private final String hint;

  public MalformedException(String message) {
    this(message, RESTORE);
  }

  public MalformedException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
