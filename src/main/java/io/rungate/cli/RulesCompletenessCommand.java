package io.rungate.cli;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseReader;
import io.rungate.cases.Completeness;
import io.rungate.cases.Completeness.Hole;
import io.rungate.cases.Completeness.Kind;
import io.rungate.cases.Completeness.Report;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.Printer;
import io.rungate.run.InputException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks for runs that no rule, or more than one, classifies. */
final class RulesCompletenessCommand extends Command {
  private static final Argument ALL =
      new Argument("--all", "Show every combination, and not one of each kind.");

  RulesCompletenessCommand() {
    super(
        "completeness",
        List.of(
            "Tries all combinations of the variables that decide topology and contracts, and reports those that no rule or"
                + " more than one rule classifies.",
            "Which variables these are is found from the reasons that the rules give."),
        exits(
            "every combination is classified, or refused because it is not",
            "at least one is not",
            "the pack or its base runs cannot be used"),
        Packs.WORKSHOP,
        List.of(ALL));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    RulePack pack = Packs.loader(call).load(Packs.workshop(call));
    Report report;
    try {
      report = Completeness.of(pack, CaseFile.bases(CaseReader.read(pack)));
    } catch (IllegalStateException e) {
      throw new InputException(e.getMessage());
    }
    return print(report, call.has(ALL), call.console().out())
        ? ExitCode.ACCEPTED
        : ExitCode.REJECTED;
  }

  /** Whether every combination is classified, or refused because it is not. */
  private static boolean print(Report report, boolean all, Printer out) {
    out.line("topology and contracts rest on:");
    report
        .variables()
        .forEach(
            (variable, values) ->
                out.line(
                    values.stream()
                        .map(value -> '"' + value + '"')
                        .collect(Collectors.joining(", ", "  " + variable + "  absent, ", ""))));
    out.line(report.combinations() + " combinations:");
    report.topologies().forEach((topology, count) -> out.line("  " + count + "  " + topology));
    Map<Kind, List<Hole>> byKind =
        report.holes().stream()
            .collect(Collectors.groupingBy(Hole::kind, TreeMap::new, Collectors.toList()));
    byKind.forEach(
        (kind, holes) -> print(kind, all ? holes : holes.subList(0, 1), holes.size(), out));
    boolean complete = byKind.keySet().stream().allMatch(Kind.UNDECIDED_AND_REFUSED::equals);
    if (complete) {
      out.line("every combination is classified once, or refused");
    }
    return complete;
  }

  private static void print(Kind kind, List<Hole> shown, int holes, Printer out) {
    String what =
        switch (kind) {
          case UNCLASSIFIED -> "no rule classifies";
          case UNDECIDED_AND_REFUSED -> "not decided, and refused";
          case CONTRADICTION -> "rules contradict each other";
          case SAID_TWICE -> "two rules say the same";
          case NO_CONTRACT -> "a group without a contract";
        };
    out.line(what + ": " + holes);
    for (Hole hole : shown) {
      String variables =
          hole.variables().entrySet().stream()
              .map(one -> one.getKey() + "=\"" + one.getValue() + '"')
              .collect(Collectors.joining(" "));
      out.line("  " + (variables.isEmpty() ? "none of them set" : variables));
      out.line("    " + hole.problem());
    }
  }
}
