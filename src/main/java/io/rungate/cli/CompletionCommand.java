package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.List;

/** The script with which a shell completes what is typed. */
final class CompletionCommand extends Command {
  private CompletionCommand(String shell, String hint) {
    super(
        shell,
        List.of("Prints the script for " + shell + ".", "To have it at once: " + hint),
        exits("the script is printed", "the call is not as it should be"));
  }

  /** One command a shell. */
  static Entry.Group all() {
    return new Entry.Group(
        "completion",
        "Print a script with which a shell completes commands and options.",
        List.of(),
        new CompletionCommand("bash", "source <(rungate completion bash)"),
        new CompletionCommand("zsh", "source <(rungate completion zsh)"),
        new CompletionCommand("fish", "rungate completion fish | source"));
  }

  @Override
  ExitCode run(Call call) {
    call.console().out().raw(Completion.of(Main.COMMANDS, name));
    return ExitCode.ACCEPTED;
  }
}
