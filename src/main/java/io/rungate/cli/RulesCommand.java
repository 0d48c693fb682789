package io.rungate.cli;

import picocli.CommandLine.Command;

/** The workshop of those who write rules. */
@Command(name = "rules", description = "Check, test and describe rule packs.")
final class RulesCommand {}
