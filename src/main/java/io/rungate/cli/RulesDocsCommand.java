package io.rungate.cli;

import io.rungate.cases.Example;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.SweepMapping;
import io.rungate.report.RulesMarkdown;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The catalogue that people read, written from the rules so that it cannot say something else. */
final class RulesDocsCommand extends Command {
  private static final String FILE = "RULES.md";

  private static final Argument CHECK =
      new Argument("--check", "Write nothing; say whether the catalogue is current.");

  RulesDocsCommand() {
    super(
        "docs",
        List.of("Writes the catalogue of a pack's rules beside them: " + FILE + "."),
        exits(
            "written, or current",
            "with --check: it is not current",
            "no pack is named, or it cannot be read"),
        List.of(Packs.WRITTEN),
        List.of(CHECK));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    boolean check = call.has(CHECK);
    PackReader.PackFiles files =
        PackReader.files(Packs.folder(call, Packs.WRITTEN, !check, "rungate rules docs DIR"));
    Catalogue pack = Catalogue.of(files);
    Path file = pack.folder().resolve(FILE);
    Mapping mapping = mapping(files);
    SweepMapping sweep = PackReader.hasSweep(files) ? sweep(files, mapping) : null;
    String text = RulesMarkdown.of(pack, mapping, sweep, Example.of(pack.folder()));
    try {
      boolean current = Files.isRegularFile(file) && Files.readString(file).equals(text);
      if (check && !current) {
        call.console()
            .out()
            .line(file + " is not current; run: rungate rules docs " + pack.folder());
        return ExitCode.REJECTED;
      }
      if (!current) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new InputException(file + " cannot be " + (check ? "read" : "written"));
    }
    call.console().out().line(file + (check ? ": current" : ": " + pack.rules().size() + " rules"));
    return ExitCode.ACCEPTED;
  }

  private static SweepMapping sweep(PackReader.PackFiles files, Mapping mapping)
      throws PackException {
    try {
      return PackReader.sweep(files, mapping);
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }

  private static Mapping mapping(PackReader.PackFiles files) throws PackException {
    try {
      return PackReader.mapping(files);
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }
}
