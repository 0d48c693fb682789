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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a rule, so that nobody has to remember what a complete one has. */
@Command(
    name = "new",
    description = {
      "Writes the draft of a rule and of its two cases.",
      "",
      "The rule goes to the end of its concern's file; a concern that is new gets a file of its own."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "2:the code is taken, no pack is named, or it cannot be read"})
final class RulesNewCommand implements Callable<Integer> {
  private static final String CONCERN = "[a-z][a-z0-9]*";
  private static final String CODE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private final Console console;

  @Parameters(index = "0", paramLabel = "CONCERN", description = "What the rule is about.")
  private String concern;

  @Parameters(index = "1", paramLabel = "CODE", description = "The code of its finding.")
  private String code;

  @Parameters(
      index = "2",
      arity = "0..1", // so that a call without it is told why
      paramLabel = "DIR",
      description = "The rule pack, which has to be named.")
  private String folder;

  @Option(
      names = "--severity",
      paramLabel = "WEIGHT",
      description = "error, warning or note (default: error).")
  private Weight severity = Weight.error;

  RulesNewCommand(Console console) {
    this.console = console;
  }

  /** Severities; lower case, since they are what the user types. */
  enum Weight {
    error,
    warning,
    note
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Catalogue pack =
        Catalogue.read(Packs.writable(console, folder, "rungate rules new CONCERN CODE DIR"));
    requireNames(pack);
    NewRule rule =
        new NewRule(
            pack,
            PackReader.mapping(PackReader.files(pack.folder())).runName(),
            concern,
            code,
            Severity.valueOf(severity.name().toUpperCase(Locale.ROOT)));
    if (Files.exists(rule.caseFile())) {
      throw new UsageException(rule.caseFile() + " is there already");
    }
    write(rule, pack);
    if (pack.manifest().status() == Manifest.Status.RELEASED) {
      console
          .err()
          .println(
              "note: "
                  + pack.manifest().name()
                  + " "
                  + pack.manifest().version()
                  + " is released: a rule that changes its verdicts belongs into the next version");
    }
    console.out().println("next: fill both in, then run: rungate rules test " + pack.folder());
    return ExitCode.ACCEPTED.number();
  }

  private void requireNames(Catalogue pack) throws UsageException {
    if (!concern.matches(CONCERN)) {
      throw new UsageException("a concern is one word in lower case, not " + concern);
    }
    if (!code.matches(CODE)) {
      throw new UsageException("a code is words in lower case joined by hyphens, not " + code);
    }
    Optional<RuleCard> taken =
        pack.rules().stream()
            .map(Catalogue.Entry::card)
            .filter(card -> code.equals(card.code()))
            .findFirst();
    if (taken.isPresent()) {
      throw new UsageException(
          "the code "
              + code
              + " is taken by rule \""
              + taken.get().name()
              + "\" at "
              + pack.place(taken.get()));
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
        console.out().println(file.getKey() + (there ? ": rule added" : ": written"));
      }
    } catch (UnformattableException e) {
      throw new UsageException(
          pack.folder() + ": " + e.getMessage() + "; try: rungate rules fmt " + pack.folder());
    } catch (IOException e) {
      throw new UsageException("cannot write to " + pack.folder() + ": " + e.getMessage());
    }
  }
}
