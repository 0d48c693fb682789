package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.Completeness;
import io.rungate.cases.Completeness.Hole;
import io.rungate.cases.Completeness.Kind;
import io.rungate.cases.Completeness.Report;
import io.rungate.cases.RunCase;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for runs that no rule, or more than one, classifies. */
@Command(
    name = "completeness",
    description = {
      "Tries all combinations of the variables that decide topology and contracts, and reports those that no rule or"
          + " more than one rule classifies.",
      "",
      "Which variables these are is found from the reasons that the rules give."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every combination is classified, or refused because it is not",
      "1:at least one is not",
      "2:the pack or its base runs cannot be used"
    })
final class RulesCompletenessCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WorkshopOptions options = new WorkshopOptions();

  @Option(names = "--all", description = "Show every combination, and not one of each kind.")
  private boolean all;

  RulesCompletenessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    RulePack pack = options.load(console);
    List<RunCase> bases =
        CaseReader.read(pack, CaseFolder.read(pack.folder())).files().stream()
            .filter(file -> file.topic().equals("base"))
            .flatMap(file -> file.cases().stream())
            .toList();
    Report report;
    try {
      report = Completeness.of(pack, bases);
    } catch (IllegalStateException e) {
      throw new UsageException(e.getMessage());
    }
    print(report);
    boolean refusedOnly =
        report.holes().stream().allMatch(hole -> hole.kind() == Kind.UNDECIDED_AND_REFUSED);
    return (refusedOnly ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }

  private void print(Report report) {
    console.out().println("topology and contracts rest on:");
    report
        .variables()
        .forEach(
            (variable, values) ->
                console
                    .out()
                    .println(
                        "  "
                            + variable
                            + "  absent, "
                            + values.stream()
                                .map(value -> '"' + value + '"')
                                .collect(Collectors.joining(", "))));
    console.out().println(report.combinations() + " combinations:");
    report
        .topologies()
        .forEach((topology, count) -> console.out().println("  " + count + "  " + topology));
    Map<Kind, List<Hole>> byKind = new TreeMap<>();
    report
        .holes()
        .forEach(hole -> byKind.computeIfAbsent(hole.kind(), k -> new ArrayList<>()).add(hole));
    byKind.forEach(this::print);
    if (byKind.keySet().stream().allMatch(kind -> kind == Kind.UNDECIDED_AND_REFUSED)) {
      console.out().println("every combination is classified once, or refused");
    }
  }

  private void print(Kind kind, List<Hole> holes) {
    String what =
        switch (kind) {
          case UNCLASSIFIED -> "no rule classifies";
          case UNDECIDED_AND_REFUSED -> "not decided, and refused";
          case CONTRADICTION -> "rules contradict each other";
          case SAID_TWICE -> "two rules say the same";
          case NO_CONTRACT -> "a group without a contract";
        };
    console.out().println(what + ": " + holes.size());
    for (Hole hole : all ? holes : holes.subList(0, 1)) {
      String variables =
          hole.variables().entrySet().stream()
              .map(one -> one.getKey() + "=\"" + one.getValue() + '"')
              .collect(Collectors.joining(" "));
      console.out().println("  " + (variables.isEmpty() ? "none of them set" : variables));
      console.out().println("    " + hole.problem());
    }
  }
}
