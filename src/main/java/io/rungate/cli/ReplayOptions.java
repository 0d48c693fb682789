package io.rungate.cli;

import picocli.CommandLine.Option;

/** What the commands that judge recorded runs again understand. */
final class ReplayOptions {
  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  Format format = Format.text;

  @Option(names = "--all", description = "List every run for every kind of change.")
  boolean all;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs that are judged at a time (default: one a core).")
  int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never (default: auto).")
  JudgingOptions.Color color = JudgingOptions.Color.auto;

  @Option(names = "--cache-dir", paramLabel = "DIR", description = "The folder of compiled packs.")
  String cacheDir;

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }
}
