package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import io.rungate.rules.PackLoader.Readiness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes now what the first run would have to wait for: for the build of an image. */
record CacheWarmCommand(Console console) implements Command {
  private static final ParameterSpec FOLDERS =
      ParameterSpec.anyNumber("DIR", "Rule packs (else RUNGATE_RULES, else the newest shipped).");

  @Override
  public String name() {
    return "warm";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Compiles packs for the running Java.",
            "Runs use packs of their own user only, and look for them under RUNGATE_CACHE or its"
                + " defaults: warm as the user, and with the variables, of the jobs."),
        List.of(FOLDERS),
        CacheOptions.ALL,
        CommandSpec.exits(
            "everything is ready", "something is not; the runs work, but start slowly"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    CacheOptions options = new CacheOptions(console, arguments);
    Path cache = options.folder();
    PackLoader loader = options.loader();
    List<Path> packs = new ArrayList<>();
    for (String folder : arguments.parameters(FOLDERS)) {
      packs.add(Packs.folder(console, folder));
    }
    if (packs.isEmpty()) {
      packs.add(Packs.folder(console, null));
    }
    for (Path pack : packs) {
      warm(loader, pack);
    }
    options.items(); // a folder that is not to be trusted says so
    boolean ready = true;
    for (Path pack : packs) {
      if (loader.readiness(pack) == Readiness.NEW) {
        Faults.tell(console, pack + " cannot be kept in " + cache);
        ready = false;
      }
    }
    return ready ? ExitCode.ACCEPTED : ExitCode.NOT_JUDGED;
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
