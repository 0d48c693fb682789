package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import io.rungate.rules.PackLoader.Readiness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes now what the first run would have to wait for: for the build of an image. */
@Command(
    name = "warm",
    description = {
      "Compiles packs for the running Java.",
      "Runs use packs of their own user only, and look for them under RUNGATE_CACHE or its"
          + " defaults: warm as the user, and with the variables, of the jobs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:everything is ready", "2:something is not; the runs work, but start slowly"})
final class CacheWarmCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "Rule packs (else RUNGATE_RULES, else the newest shipped).")
  private List<String> folders = new ArrayList<>();

  @Mixin private CacheOptions options = new CacheOptions();

  CacheWarmCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Path cache = options.folder(console);
    PackLoader loader = options.loader(console);
    List<Path> packs = new ArrayList<>();
    for (String folder : folders) {
      packs.add(Packs.folder(console, folder));
    }
    if (packs.isEmpty()) {
      packs.add(Packs.folder(console, null));
    }
    for (Path pack : packs) {
      warm(loader, pack);
    }
    options.items(console); // a folder that is not to be trusted says so
    boolean ready = true;
    for (Path pack : packs) {
      if (loader.readiness(pack) == Readiness.NEW) {
        console.err().println("rungate: " + pack + " cannot be kept in " + cache);
        ready = false;
      }
    }
    return (ready ? ExitCode.ACCEPTED : ExitCode.NOT_JUDGED).number();
  }

  private void warm(PackLoader loader, Path folder) throws PackException {
    Readiness before = loader.readiness(folder);
    if (before == Readiness.NEW) {
      progress("compiling " + folder + " for Java " + Runtime.version().feature());
    }
    RulePack pack = loader.load(folder); // one that is there already is tried out by this
    progress(
        pack.manifest().name()
            + " "
            + pack.manifest().version()
            + switch (before) {
              case SHIPPED -> "  compiled with the program";
              case KEPT -> "  was compiled already";
              case NEW -> "  compiled";
            });
  }

  private void progress(String line) {
    console.err().println(line);
    console.err().flush();
  }
}
