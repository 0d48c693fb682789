package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What every judging command understands.
 *
 * @param rules the folder of the pack; null for the usual one
 * @param format of the answer
 * @param cacheDir the folder of compiled packs; null for the usual one
 * @param jobs how many runs are judged at a time
 */
record JudgingOptions(
    String rules, ReportFormat format, Console.ColorChoice color, String cacheDir, int jobs) {

  private static final OptionSpec FORMAT =
      OptionSpec.choice(
          "--format", "FORM", List.of("text", "jsonl"), "text or jsonl (default: text).");

  private static final OptionSpec POWER =
      OptionSpec.of(
          Kind.TEXT, "--power", "MODE", "off, the default: there is no measured power yet.");

  /** The options of every judging command. */
  static final List<OptionSpec> ALL =
      List.of(
          SharedOptions.RULES,
          FORMAT,
          SharedOptions.COLOR,
          POWER,
          SharedOptions.CACHE_DIR,
          SharedOptions.JOBS);

  /** For those that write documents. */
  static final OptionSpec OUT =
      OptionSpec.of(
          Kind.FOLDER, "--out", "DIR", "Where the documents go (default: beside the result).");

  static JudgingOptions of(Arguments arguments) throws UsageException {
    String power = arguments.text(POWER);
    if (power != null && !power.equals("off")) {
      throw new UsageException(
          "measured power is not built yet: --power takes off, and not '" + power + "'");
    }
    return new JudgingOptions(
        arguments.text(SharedOptions.RULES),
        arguments.choice(FORMAT, ReportFormat.TEXT),
        SharedOptions.color(arguments),
        arguments.text(SharedOptions.CACHE_DIR),
        SharedOptions.jobs(arguments));
  }

  RulePack pack(Console console) throws UsageException, PackException {
    return Packs.load(console, rules, cacheDir);
  }

  /** The folder that documents go to, which is made; empty for that of each result. */
  static Optional<Path> out(Console console, Arguments arguments) throws UsageException {
    String out = arguments.text(OUT);
    if (out == null) {
      return Optional.empty();
    }
    Path folder = console.resolve(out);
    try {
      Files.createDirectories(folder);
      return Optional.of(folder);
    } catch (IOException e) {
      throw new UsageException("the output folder " + folder + " cannot be made");
    }
  }
}
