package io.rungate.cli;

import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.pack.ShippedPacks;
import io.rungate.rules.PackLoader;
import io.rungate.rules.ShippedRules;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the pack that a command judges by, and the folder of compiled packs. */
final class Packs {
  private Packs() {}

  /** {@code --rules}, else {@code RUNGATE_RULES}, else the newest released pack that is shipped. */
  static RulePack load(Console console, Arguments arguments) throws UsageException, PackException {
    return load(console, arguments, arguments.text(SharedOptions.RULES));
  }

  /** The pack that is named, else the usual one. */
  static RulePack load(Console console, Arguments arguments, String rules)
      throws UsageException, PackException {
    Path shown = given(console, rules);
    return loader(console, arguments).load(console.folder().resolve(shown), shown);
  }

  /** The mapping of that pack alone, whose rules may be broken. */
  static Mapping mapping(Console console, Arguments arguments)
      throws UsageException, PackException {
    Path folder = given(console, arguments.text(SharedOptions.RULES));
    return PackReader.mapping(PackReader.files(console.folder().resolve(folder)));
  }

  /** What is compiled already is taken from the program, from this process, and from the cache. */
  static PackLoader loader(Console console, Arguments arguments) {
    ShippedRules shipped = ShippedRules.in(console.home().resolve("lib").resolve("packs"));
    return new PackLoader(cacheOrNull(console, arguments), shipped);
  }

  /** As it was given, which is how messages show it. */
  private static Path given(Console console, String rules) throws UsageException, PackException {
    String given = rules != null ? rules : console.variable("RUNGATE_RULES");
    return given == null ? shipped(console.home()) : Path.of(given);
  }

  /** The folder of the pack that a command works on; messages show it as it was given. */
  static Path folder(Console console, String rules) throws UsageException, PackException {
    Path folder = given(console, rules);
    boolean same = console.folder().equals(Path.of("").toAbsolutePath());
    return same ? folder : console.folder().resolve(folder);
  }

  /**
   * The folder of a pack that a command may write to. Then it is never found by itself: that could
   * be the pack that the program came with, which judges everybody's runs.
   *
   * @param usage how to call the command
   */
  static Path folder(Console console, String given, boolean writes, String usage)
      throws UsageException, PackException {
    if (writes && given == null) {
      throw new UsageException("this writes to a pack, so DIR has to say to which: " + usage);
    }
    return folder(console, given);
  }

  /**
   * The newest released pack of an installation.
   *
   * @throws PackException when one of its packs cannot be read: it could be the newest
   */
  static Path shipped(Path home) throws UsageException, PackException {
    Path rules = home.resolve("rules");
    try {
      return ShippedPacks.in(rules)
          .newest()
          .orElseThrow(() -> new UsageException("no released rule pack under " + rules));
    } catch (IOException e) {
      throw new UsageException("no rule packs at " + rules + "; name one with --rules");
    }
  }

  /** The folder of compiled packs; null where neither caller nor machine says where it could be. */
  private static Path cacheOrNull(Console console, Arguments arguments) {
    String option = arguments.text(SharedOptions.CACHE_DIR);
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

  /**
   * {@code --cache-dir}, {@code RUNGATE_CACHE}, {@code XDG_CACHE_HOME}, {@code ~/.cache}, in this
   * order.
   */
  static Path cache(Console console, Arguments arguments) throws UsageException {
    Path folder = cacheOrNull(console, arguments);
    if (folder == null) {
      throw new UsageException("the cache is not used: there is no home folder; set RUNGATE_CACHE");
    }
    return folder;
  }
}
