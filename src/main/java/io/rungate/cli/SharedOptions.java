package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.report.ReportFormat;
import java.util.List;

/** The options that commands of several kinds understand. */
final class SharedOptions {
  static final OptionSpec RULES =
      OptionSpec.of(Kind.PACK, "--rules", "DIR")
          .says("The rule pack (else RUNGATE_RULES, else the newest shipped).");

  static final OptionSpec CACHE_DIR =
      OptionSpec.of(Kind.FOLDER, "--cache-dir", "DIR")
          .says(
              "The folder of compiled packs (else RUNGATE_CACHE, else XDG_CACHE_HOME/rungate, else"
                  + " ~/.cache/rungate).");

  static final OptionSpec COLOR =
      OptionSpec.choice("--color", "WHEN", List.of("auto", "always", "never"))
          .says("auto, always or never (default: auto).");

  static final OptionSpec FORMAT =
      OptionSpec.choice("--format", "FORM", List.of("text", "json"))
          .says("text or json (default: text).");

  static final OptionSpec JOBS =
      OptionSpec.of(Kind.COUNT, "--jobs", "N")
          .says("Runs that are judged at a time (default: one a core).");

  private SharedOptions() {}

  static ReportFormat format(Arguments arguments) {
    return arguments.choice(FORMAT, ReportFormat.TEXT);
  }

  static int jobs(Arguments arguments) {
    return arguments.count(JOBS, Runtime.getRuntime().availableProcessors());
  }
}
