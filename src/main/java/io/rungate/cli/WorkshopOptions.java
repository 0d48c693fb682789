package io.rungate.cli;

import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.Paint;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command understands that works on one pack. */
final class WorkshopOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The rule pack (else --rules, else RUNGATE_RULES, else the newest shipped).")
  private String folder;

  @Option(names = "--rules", paramLabel = "DIR", description = "The same as DIR.")
  private String rules;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never (default: auto).")
  private JudgingOptions.Color color = JudgingOptions.Color.auto;

  @Option(names = "--cache-dir", paramLabel = "DIR", description = "The folder of compiled packs.")
  private String cacheDir;

  Path folder(Console console) throws UsageException, PackException {
    if (folder != null && rules != null && !folder.equals(rules)) {
      throw new UsageException("DIR and --rules name two packs: give one");
    }
    return Packs.folder(console, folder == null ? rules : folder);
  }

  RulePack load(Console console) throws UsageException, PackException {
    return Packs.loader(console, cacheDir).load(folder(console));
  }

  Paint paint(Console console) {
    return console.paint(
        Console.ColorChoice.valueOf(color.name().toUpperCase(java.util.Locale.ROOT)));
  }
}
