package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.CacheList;
import io.rungate.rules.CacheInventory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cache at a glance. */
@Command(
    name = "list",
    description = "Lists what is kept: compiled packs, and what was left over.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "2:there is a folder, but it cannot be used"})
final class CacheListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheOptions options = new CacheOptions();

  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  private Format format = Format.text;

  CacheListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    List<CacheInventory.Item> items = options.items(console);
    console
        .out()
        .print(
            format == Format.json
                ? CacheList.json(options.folder(console), items)
                : CacheList.text(options.folder(console), items));
    return ExitCode.ACCEPTED.number();
  }

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }
}
