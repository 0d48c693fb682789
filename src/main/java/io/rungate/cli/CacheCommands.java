package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.CacheList;
import io.rungate.report.ReportFormat;
import io.rungate.rules.CacheInventory;
import io.rungate.rules.PackLoader;
import io.rungate.rules.PackLoader.Readiness;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run leaves for the next one, so that it need not be made again. */
final class CacheCommands {
  private CacheCommands() {}

  /** What lies in the folder; empty where there is none yet. */
  private static List<CacheInventory.Item> items(Path folder) throws InputException {
    try {
      return new CacheInventory(folder).items(Instant.now());
    } catch (FileSystemException e) { // it tells the file alone
      throw new InputException("the cache is not used: " + folder + " cannot be read as a folder");
    } catch (IOException e) {
      throw new InputException("the cache is not used: " + e.getMessage());
    }
  }

  /** The cache at a glance. */
  static final class Show extends Command {
    Show() {
      super(
          "list",
          List.of("Lists what is kept: compiled packs, and what was left over."),
          exits("listed", "there is a folder, but it cannot be used"),
          List.of(Packs.CACHE_DIR, Call.FORMAT));
    }

    @Override
    ExitCode run(Call call) throws InputException {
      Path folder = Packs.cache(call);
      call.console().answer(call.format(), new CacheList(folder, items(folder)));
      return ExitCode.ACCEPTED;
    }
  }

  /** Makes room. */
  static final class Clean extends Command {
    private static final Argument ALL = new Argument("--all", "Remove everything that is kept.");

    private static final Argument DRY_RUN =
        new Argument("--dry-run", "Remove nothing; say what would be removed.");

    Clean() {
      super(
          "clean",
          List.of(
              "Removes what was not used for 30 days, what was left over, and the oldest beyond 512 MB.",
              "Runs that add something do the same by themselves."),
          exits("removed, or nothing to remove", "something could not be removed"),
          List.of(Packs.CACHE_DIR, ALL, DRY_RUN));
    }

    @Override
    ExitCode run(Call call) throws InputException {
      Console console = call.console();
      Path folder = Packs.cache(call);
      boolean all = call.has(ALL);
      boolean dryRun = call.has(DRY_RUN);
      List<CacheInventory.Item> going =
          items(folder).stream().filter(item -> all || item.goes()).toList();
      List<CacheInventory.Item> gone = dryRun ? going : new CacheInventory(folder).remove(going);
      console.answer(ReportFormat.TEXT, new CacheList.Removal(gone, dryRun));
      going.stream()
          .filter(item -> !gone.contains(item))
          .forEach(item -> console.refuse(item.file() + " cannot be removed"));
      return gone.size() == going.size() ? ExitCode.ACCEPTED : ExitCode.NOT_JUDGED;
    }
  }

  /** Makes now what the first run would have to wait for: for the build of an image. */
  static final class Warm extends Command {
    private static final Argument FOLDERS =
        new Argument("[DIR...]", "Rule packs (else RUNGATE_RULES, else the newest shipped).");

    Warm() {
      super(
          "warm",
          List.of(
              "Compiles packs for the running Java.",
              "Runs use packs of their own user only, and look for them under RUNGATE_CACHE or its"
                  + " defaults: warm as the user, and with the variables, of the jobs."),
          exits("everything is ready", "something is not; the runs work, but start slowly"),
          List.of(FOLDERS, Packs.CACHE_DIR));
    }

    @Override
    ExitCode run(Call call) throws InputException, PackException {
      Path cache = Packs.cache(call);
      PackLoader loader = Packs.loader(call);
      List<Path> packs = new ArrayList<>();
      for (String folder : call.texts(FOLDERS)) {
        packs.add(Packs.folder(call, folder));
      }
      if (packs.isEmpty()) {
        packs.add(Packs.folder(call, null));
      }
      for (Path pack : packs) {
        warm(call.console(), loader, pack);
      }
      items(cache); // a folder that is not to be trusted says so
      ExitCode code = ExitCode.ACCEPTED;
      for (Path pack : packs) {
        if (loader.readiness(pack) == Readiness.NEW) {
          code = call.console().refuse(pack + " cannot be kept in " + cache);
        }
      }
      return code;
    }

    private static void warm(Console console, PackLoader loader, Path folder) throws PackException {
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
}
