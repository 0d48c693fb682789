package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.pack.ShippedPacks;
import io.rungate.pack.Spelling;
import io.rungate.rules.PackLoader;
import io.rungate.rules.ShippedRules;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Finds the pack that a command judges by, and the folder of compiled packs. */
final class Packs {
  static final Argument RULES =
      new Argument(
          "--rules=DIR", Kind.PACK, "The rule pack (else RUNGATE_RULES, else the newest shipped).");

  static final Argument PROFILE =
      new Argument(
          "--profile=NAME",
          "The consumer that judging is for, as the pack knows it (data/consumers/NAME.yaml); a"
              + " recorded run is judged again for the one that its record names.");

  static final Argument CACHE_DIR =
      new Argument(
          "--cache-dir=DIR",
          Kind.FOLDER,
          "The folder of compiled packs (else RUNGATE_CACHE, else XDG_CACHE_HOME/rungate, else"
              + " ~/.cache/rungate).");

  private static final Argument DIR =
      new Argument(
          "[DIR]", "The rule pack (else --rules, else RUNGATE_RULES, else the newest shipped).");

  /** What every command understands that works with one pack. */
  static final List<Argument> WORKSHOP = List.of(DIR, RULES, Console.COLOR, CACHE_DIR);

  /** For a command that writes to a pack, unless it is given --check. */
  static final Argument WRITTEN =
      new Argument(
          "[DIR]", "The rule pack (with --check: else RUNGATE_RULES, else the newest shipped).");

  private Packs() {}

  /** {@code --rules}, else {@code RUNGATE_RULES}, else the newest released pack that is shipped. */
  static RulePack load(Call call) throws InputException, PackException {
    return forConsumer(load(call, call.text(RULES)), call.text(PROFILE));
  }

  private static RulePack forConsumer(RulePack pack, String profile) throws InputException {
    if (profile == null) {
      return pack;
    }
    Set<String> known = pack.profiles();
    if (known.contains(profile)) {
      return pack.judgingFor(profile);
    }
    String has = known.isEmpty() ? "none" : String.join(", ", known);
    throw new InputException(
        "pack %s has no profile %s%s (it has: %s)"
            .formatted(pack.manifest().title(), profile, Spelling.hint(profile, known), has));
  }

  /** The pack that is named, else the usual one. */
  static RulePack load(Call call, String rules) throws InputException, PackException {
    Path shown = given(call.console(), rules);
    RulePack pack = loader(call).load(call.console().folder().resolve(shown), shown);
    if (pack.isEdited()) {
      String what = "%s is no longer what was released as %s: start a new version of it";
      call.console().remark(what.formatted(shown, pack.manifest().title()));
    }
    return pack;
  }

  /** The mapping of that pack alone, whose rules may be broken. */
  static Mapping mapping(Call call) throws InputException, PackException {
    Path folder = given(call.console(), call.text(RULES));
    return PackReader.mapping(PackReader.files(call.console().folder().resolve(folder)));
  }

  /** What is compiled already is taken from the program, from this process, and from the cache. */
  static PackLoader loader(Call call) {
    ShippedRules shipped = ShippedRules.in(call.console().home().resolve("lib").resolve("packs"));
    return new PackLoader(cacheOrNull(call), shipped, call.console().packs());
  }

  /** As it was given, which is how messages show it. */
  private static Path given(Console console, String rules) throws InputException, PackException {
    String given = rules != null ? rules : console.variable("RUNGATE_RULES");
    return given == null ? shipped(console.home()) : Path.of(given);
  }

  /** The folder of the pack that a command works on; messages show it as it was given. */
  static Path folder(Call call, String rules) throws InputException, PackException {
    Path folder = given(call.console(), rules);
    Path here = call.console().folder();
    return here.equals(Path.of("").toAbsolutePath()) ? folder : here.resolve(folder);
  }

  /** The folder of the pack that a command of the workshop is given. */
  static Path workshop(Call call) throws InputException, PackException {
    String folder = call.text(DIR);
    String rules = call.text(RULES);
    if (folder != null && rules != null && !folder.equals(rules)) {
      throw new InputException("DIR and --rules name two packs: give one");
    }
    return folder(call, folder == null ? rules : folder);
  }

  /**
   * The folder of a pack that a command may write to. Then it is never found by itself: that could
   * be the pack that the program came with, which judges everybody's runs.
   *
   * @param usage how to call the command
   */
  static Path folder(Call call, Argument dir, boolean writes, String usage)
      throws InputException, PackException {
    if (writes && call.text(dir) == null) {
      throw new InputException("this writes to a pack, so DIR has to say to which: " + usage);
    }
    return folder(call, call.text(dir));
  }

  /**
   * The newest released pack of an installation.
   *
   * @throws PackException when one of its packs cannot be read: it could be the newest
   */
  static Path shipped(Path home) throws InputException, PackException {
    Path rules = home.resolve("rules");
    try {
      return ShippedPacks.in(rules)
          .newest()
          .orElseThrow(() -> new InputException("no released rule pack under " + rules));
    } catch (IOException e) {
      throw new InputException("no rule packs at " + rules + "; name one with --rules");
    }
  }

  /** The folder of compiled packs; null where neither caller nor machine says where it could be. */
  private static Path cacheOrNull(Call call) {
    Console console = call.console();
    String option = call.text(CACHE_DIR);
    String own = option != null ? option : console.variable("RUNGATE_CACHE");
    if (own != null) {
      return console.resolve(own);
    }
    String xdg = console.variable("XDG_CACHE_HOME");
    if (xdg != null && isPlace(xdg)) {
      return Path.of(xdg).resolve("rungate");
    }
    String given = console.variable("HOME");
    String home = given == null ? System.getProperty("user.home") : given;
    return isPlace(home) ? Path.of(home).resolve(".cache").resolve("rungate") : null;
  }

  /**
   * Whether it is one folder wherever the job works; Java says ? of a user without a home. In one
   * that is not UTF-8 Java sees U+FFFD, and would make another folder of that name.
   */
  private static boolean isPlace(String folder) {
    return Path.of(folder).isAbsolute() && folder.indexOf('\uFFFD') < 0;
  }

  static Path cache(Call call) throws InputException {
    Path folder = cacheOrNull(call);
    if (folder == null) {
      throw new InputException("the cache is not used: there is no home folder; set RUNGATE_CACHE");
    }
    return folder;
  }
}
