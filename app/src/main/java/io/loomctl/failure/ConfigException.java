package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The config file is wrong in itself, or does not fit the database it is held against. */
public final class ConfigException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public ConfigException(Problem problem) {
    this(List.of(problem), null);
  }

  public ConfigException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public ConfigException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
