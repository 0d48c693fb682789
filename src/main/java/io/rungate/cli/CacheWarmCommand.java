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
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Compiles packs for the running Java.",
            "Runs use packs of their own user only, and look for them under RUNGATE_CACHE or its"
                + " defaults: warm as the user, and with the variables, of the jobs."),
        List.of(FOLDERS),
        List.of(SharedOptions.CACHE_DIR),
        CommandSpec.exits(
            "everything is ready", "something is not; the runs work, but start slowly"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    Path cache = Packs.cache(console, arguments);
    PackLoader loader = Packs.loader(console, arguments);
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
    CacheListCommand.items(cache); // a folder that is not to be trusted says so
    ExitCode code = ExitCode.ACCEPTED;
    for (Path pack : packs) {
      if (loader.readiness(pack) == Readiness.NEW) {
        code = console.refuse(pack + " cannot be kept in " + cache);
      }
    }
    return code;
  }

  private void warm(PackLoader loader, Path folder) throws PackException {
    Readiness before = loader.readiness(folder);
    if (before == Readiness.NEW) {
      console.remark("compiling " + folder + " for Java " + Runtime.version().feature());
    }
    RulePack pack = loader.load(folder); // one that is there already is tried out by this
    String what =
        switch (before) {
          case SHIPPED -> "compiled with the program";
          case KEPT -> "was compiled already";
          case NEW -> "compiled";
        };
    console.remark(pack.manifest().title() + "  " + what);
  }
}
