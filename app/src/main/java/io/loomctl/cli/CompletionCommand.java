package io.loomctl.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a completion script for a shell. */
@Command(
    name = "completion",
    description = "Print a completion script for bash or zsh.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "bash:  source <(loomctl completion bash)",
      "zsh:   autoload -U +X bashcompinit && bashcompinit; source <(loomctl completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {

  /** Shells; zsh understands the script for bash through its {@code bashcompinit}. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Loomctl root;

  @Parameters(paramLabel = "bash|zsh")
  Shell shell;

  CompletionCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.console().out().print(AutoComplete.bash("loomctl", root.spec.commandLine()));
    return ExitCode.DONE.code();
  }
}
