package io.rungate.cli;

import io.rungate.authoring.NewRule;
import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Spelling;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts a rule, so that nobody has to remember what a complete one has. */
final class RulesNewCommand extends Command {
  private static final Argument CONCERN = new Argument("CONCERN", "What the rule is about.");

  private static final Argument CODE = new Argument("CODE", "The code of its finding.");

  private static final Argument FOLDER =
      new Argument("[DIR]", "The rule pack, which has to be named.");

  private static final Argument SEVERITY =
      new Argument(
          "--severity=WEIGHT",
          List.of("error", "warning", "note"),
          "error, warning or note (default: error).");

  RulesNewCommand() {
    super(
        "new",
        List.of(
            "Writes the draft of a rule and of its two cases.",
            "The rule goes to the end of its concern's file; a concern that is new gets a file of its own."),
        exits("written", "the code is taken, no pack is named, or it cannot be read"),
        List.of(CONCERN, CODE, FOLDER),
        List.of(SEVERITY));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    String concern = call.text(CONCERN);
    String code = call.text(CODE);
    Console console = call.console();
    Catalogue pack =
        Catalogue.read(Packs.folder(call, FOLDER, true, "rungate rules new CONCERN CODE DIR"));
    requireNames(pack, concern, code);
    NewRule rule =
        new NewRule(
            pack,
            PackReader.mapping(PackReader.files(pack.folder())).runName(),
            concern,
            code,
            call.choice(SEVERITY, Severity.ERROR));
    if (Files.exists(rule.caseFile())) {
      throw new InputException(rule.caseFile() + " is there already");
    }
    write(rule, pack, console);
    if (pack.manifest().status() == Manifest.Status.RELEASED) {
      console.remark(
          "note: %s is released: a rule that changes its verdicts belongs into the next version"
              .formatted(pack.manifest().title()));
    }
    console.out().line("next: fill both in, then run: rungate rules test " + pack.folder());
    return ExitCode.ACCEPTED;
  }

  private static void requireNames(Catalogue pack, String concern, String code)
      throws InputException {
    if (!concern.matches("[a-z][a-z0-9]*")) {
      throw new InputException("a concern is one word in lower case, not " + concern);
    }
    if (!code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new InputException("a code is words in lower case joined by hyphens, not " + code);
    }
    Optional<RuleCard> taken =
        pack.rules().stream()
            .map(Catalogue.Entry::card)
            .filter(card -> code.equals(card.code()))
            .findFirst();
    if (taken.isPresent()) {
      throw new InputException(
          "the code %s is taken by rule \"%s\" at %s"
              .formatted(code, taken.get().name(), pack.place(taken.get())));
    }
    Set<String> concerns = pack.byConcern().keySet();
    String hint = concerns.contains(concern) ? "" : Spelling.hint(concern, concerns);
    if (!hint.isEmpty()) {
      throw new InputException("no concern " + concern + hint);
    }
  }

  private static void write(NewRule rule, Catalogue pack, Console console) throws InputException {
    try {
      for (Map.Entry<Path, String> file : rule.files().entrySet()) {
        boolean there = Files.exists(file.getKey());
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
        console.out().line(file.getKey() + (there ? ": rule added" : ": written"));
      }
    } catch (PackException e) {
      throw new InputException(e.getMessage() + "; try: rungate rules fmt " + pack.folder());
    } catch (IOException e) {
      throw new InputException("cannot write to " + pack.folder() + ": " + e.getMessage());
    }
  }
}
