package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: streams and arguments in, an exit code out. The only class that exits. */
@Command(
    name = "rungate",
    mixinStandardHelpOptions = true,
    version = "rungate " + Version.PROGRAM,
    description = "Decides whether a benchmark run may be published, and says why.")
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Console console =
        new Console(
            out,
            err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("rungate.home", ".")),
            Boolean.getBoolean("rungate.terminal"));
    int code = run(console, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs a command; whatever goes wrong becomes a sentence on standard error and an exit code. */
  static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new ProcessCommand(console));
    line.addSubcommand(
        new CommandLine(new RulesCommand())
            .addSubcommand(new RulesTestCommand(console))
            .addSubcommand(new RulesMutateCommand(console))
            .addSubcommand(new RulesCoverageCommand(console))
            .addSubcommand(new RulesCompletenessCommand(console)));
    addHelp(line);
    line.setOut(new java.io.PrintWriter(console.out(), true));
    line.setErr(new java.io.PrintWriter(console.err(), true));
    line.setExecutionExceptionHandler((fault, command, parsed) -> explain(console, fault));
    line.setParameterExceptionHandler(
        (fault, arguments) -> {
          console.err().println("rungate: " + fault.getMessage());
          console.err().println("Try: rungate " + command(fault) + "--help");
          return ExitCode.NOT_JUDGED.number();
        });
    if (args.length == 0) {
      line.usage(console.err());
      return ExitCode.NOT_JUDGED.number();
    }
    return line.execute(args);
  }

  private static void addHelp(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      command.addMixin("help", new HelpOption());
      addHelp(command);
    }
  }

  private static String command(CommandLine.ParameterException fault) {
    String name = fault.getCommandLine().getCommandName();
    return name.equals("rungate") ? "" : name + " ";
  }

  private static int explain(Console console, Exception fault) {
    if (fault instanceof PackException pack) {
      console.err().println("rungate: the rule pack cannot be used");
      for (PackProblem problem : pack.problems()) {
        console.err().println(problem);
      }
    } else if (fault instanceof UsageException || fault instanceof UncheckedUsageException) {
      console.err().println("rungate: " + fault.getMessage());
    } else {
      console.err().println("rungate: this is a fault of rungate itself: " + fault);
    }
    return ExitCode.NOT_JUDGED.number();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }
}
