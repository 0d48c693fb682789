package io.rungate.cli;

import io.rungate.cases.Example;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.PackException;
import io.rungate.report.RulesMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The catalogue that people read, written from the rules so that it cannot say something else. */
record RulesDocsCommand(Console console) implements Command {
  private static final String FILE = "RULES.md";

  private static final OptionSpec CHECK =
      OptionSpec.flag("--check", "Write nothing; say whether the catalogue is current.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Writes the catalogue of a pack's rules beside them: " + FILE + "."),
        List.of(WorkshopOptions.WRITTEN),
        List.of(CHECK),
        CommandSpec.exits(
            "written, or current",
            "with --check: it is not current",
            "no pack is named, or it cannot be read"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    boolean check = arguments.has(CHECK);
    String folder = arguments.parameter(WorkshopOptions.WRITTEN);
    Catalogue pack =
        Catalogue.read(Packs.folder(console, folder, !check, "rungate rules docs DIR"));
    Path file = pack.folder().resolve(FILE);
    String text = RulesMarkdown.of(pack, Example.of(pack.folder()));
    try {
      boolean current = Files.isRegularFile(file) && Files.readString(file).equals(text);
      if (check && !current) {
        console.out().line(file + " is not current; run: rungate rules docs " + pack.folder());
        return ExitCode.REJECTED;
      }
      if (!current) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UsageException(file + " cannot be " + (check ? "read" : "written"));
    }
    console.out().line(file + (check ? ": current" : ": " + pack.rules().size() + " rules"));
    return ExitCode.ACCEPTED;
  }
}
