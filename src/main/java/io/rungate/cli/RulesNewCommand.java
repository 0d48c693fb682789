package io.rungate.cli;

import io.rungate.authoring.NewRule;
import io.rungate.authoring.UnformattableException;
import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts a rule, so that nobody has to remember what a complete one has. */
record RulesNewCommand(Console console) implements Command {
  private static final ParameterSpec CONCERN =
      ParameterSpec.one("CONCERN", "What the rule is about.");

  private static final ParameterSpec CODE = ParameterSpec.one("CODE", "The code of its finding.");

  private static final ParameterSpec FOLDER =
      ParameterSpec.optional("DIR", "The rule pack, which has to be named.");

  private static final OptionSpec SEVERITY =
      OptionSpec.choice("--severity", "WEIGHT", List.of("error", "warning", "note"))
          .says("error, warning or note (default: error).");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Writes the draft of a rule and of its two cases.",
            "The rule goes to the end of its concern's file; a concern that is new gets a file of its own."),
        List.of(CONCERN, CODE, FOLDER),
        List.of(SEVERITY),
        CommandSpec.exits("written", "the code is taken, no pack is named, or it cannot be read"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    String concern = arguments.parameter(CONCERN);
    String code = arguments.parameter(CODE);
    String folder = arguments.parameter(FOLDER);
    Catalogue pack =
        Catalogue.read(Packs.folder(console, folder, true, "rungate rules new CONCERN CODE DIR"));
    requireNames(pack, concern, code);
    NewRule rule =
        new NewRule(
            pack,
            PackReader.mapping(PackReader.files(pack.folder())).runName(),
            concern,
            code,
            arguments.choice(SEVERITY, Severity.ERROR));
    if (Files.exists(rule.caseFile())) {
      throw new UsageException(rule.caseFile() + " is there already");
    }
    write(rule, pack);
    if (pack.manifest().status() == Manifest.Status.RELEASED) {
      console.remark(
          "note: %s is released: a rule that changes its verdicts belongs into the next version"
              .formatted(pack.manifest().title()));
    }
    console.out().line("next: fill both in, then run: rungate rules test " + pack.folder());
    return ExitCode.ACCEPTED;
  }

  private void requireNames(Catalogue pack, String concern, String code) throws UsageException {
    if (!concern.matches("[a-z][a-z0-9]*")) {
      throw new UsageException("a concern is one word in lower case, not " + concern);
    }
    if (!code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new UsageException("a code is words in lower case joined by hyphens, not " + code);
    }
    Optional<RuleCard> taken =
        pack.rules().stream()
            .map(Catalogue.Entry::card)
            .filter(card -> code.equals(card.code()))
            .findFirst();
    if (taken.isPresent()) {
      throw new UsageException(
          "the code %s is taken by rule \"%s\" at %s"
              .formatted(code, taken.get().name(), pack.place(taken.get())));
    }
    Set<String> concerns = pack.byConcern().keySet();
    String hint = concerns.contains(concern) ? "" : Spelling.hint(concern, concerns);
    if (!hint.isEmpty()) {
      throw new UsageException("no concern " + concern + hint);
    }
  }

  private void write(NewRule rule, Catalogue pack) throws UsageException {
    try {
      for (Map.Entry<Path, String> file : rule.files().entrySet()) {
        boolean there = Files.exists(file.getKey());
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
        console.out().line(file.getKey() + (there ? ": rule added" : ": written"));
      }
    } catch (UnformattableException e) {
      throw new UsageException(
          pack.folder() + ": " + e.getMessage() + "; try: rungate rules fmt " + pack.folder());
    } catch (IOException e) {
      throw new UsageException("cannot write to " + pack.folder() + ": " + e.getMessage());
    }
  }
}
