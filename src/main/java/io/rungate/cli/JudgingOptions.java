package io.rungate.cli;

import picocli.CommandLine.Option;

/** What every judging command understands. */
final class JudgingOptions {
  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The rule pack (else RUNGATE_RULES, else the newest shipped).")
  String rules;

  @Option(names = "--format", paramLabel = "FORM", description = "text or jsonl (default: text).")
  Format format = Format.text;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never (default: auto).")
  Color color = Color.auto;

  @Option(
      names = "--power",
      paramLabel = "MODE",
      description = "auto or off; there is no measured power yet.")
  Power power = Power.auto;

  @Option(names = "--cache-dir", paramLabel = "DIR", description = "The folder of compiled packs.")
  String cacheDir;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs that are judged at a time (default: one a core).")
  int jobs = Runtime.getRuntime().availableProcessors();

  void check() throws UsageException {
    if (jobs < 1) {
      throw new UsageException("--jobs must be at least 1");
    }
  }

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    jsonl
  }

  /** When to use colour. */
  enum Color {
    auto,
    always,
    never;

    Console.ColorChoice choice() {
      return Console.ColorChoice.valueOf(name().toUpperCase(java.util.Locale.ROOT));
    }
  }

  /** Whether measured power is looked for. */
  enum Power {
    auto,
    off
  }

  Console.ColorChoice choice() {
    return color.choice();
  }
}
