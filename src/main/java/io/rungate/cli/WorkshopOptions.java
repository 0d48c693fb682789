package io.rungate.cli;

import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.List;

/** What every command understands that works on one pack. */
record WorkshopOptions(Console console, Arguments arguments) {
  static final ParameterSpec DIR =
      ParameterSpec.optional(
          "DIR", "The rule pack (else --rules, else RUNGATE_RULES, else the newest shipped).");

  /** The same for a command that writes to it, unless it is given --check. */
  static final ParameterSpec WRITTEN =
      ParameterSpec.optional(
          "DIR", "The rule pack (with --check: else RUNGATE_RULES, else the newest shipped).");

  static final List<OptionSpec> ALL =
      List.of(SharedOptions.RULES, SharedOptions.COLOR, SharedOptions.CACHE_DIR);

  Path folder() throws UsageException, PackException {
    String folder = arguments.parameter(DIR);
    String rules = arguments.text(SharedOptions.RULES);
    if (folder != null && rules != null && !folder.equals(rules)) {
      throw new UsageException("DIR and --rules name two packs: give one");
    }
    return Packs.folder(console, folder == null ? rules : folder);
  }

  RulePack load() throws UsageException, PackException {
    return Packs.loader(console, arguments).load(folder());
  }
}
