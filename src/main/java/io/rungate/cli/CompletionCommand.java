package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.List;

/** The script with which a shell completes what is typed. */
final class CompletionCommand extends Command {
  private final Completion.Shell shell;

  private CompletionCommand(Completion.Shell shell, String hint) {
    super(
        shell.toString(),
        List.of("Prints the script for " + shell + ".", "To have it at once: " + hint),
        exits("the script is printed", "the call is not as it should be"));
    this.shell = shell;
  }

  /** One command a shell. */
  static Entry.Group all() {
    return new Entry.Group(
        "completion",
        "Print a script with which a shell completes commands and options.",
        List.of(),
        new CompletionCommand(Completion.Shell.BASH, "source <(rungate completion bash)"),
        new CompletionCommand(Completion.Shell.ZSH, "source <(rungate completion zsh)"),
        new CompletionCommand(Completion.Shell.FISH, "rungate completion fish | source"));
  }

  @Override
  ExitCode run(Call call) {
    call.console().out().raw(Completion.of(Main.COMMANDS, shell));
    return ExitCode.ACCEPTED;
  }
}
