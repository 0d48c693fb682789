package io.rungate.cli;

import io.rungate.pack.ShippedPacks;
import io.rungate.rules.ShippedRules;
import java.nio.file.Path;

/** Compiles the packs that a program is shipped with, when it is built. */
public final class Installation {
  private Installation() {}

  /** Takes the program folder; of its packs nothing may be compiled yet. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toRealPath();
    Path newest = Packs.shipped(home);
    for (ShippedPacks.Pack pack : ShippedPacks.in(home.resolve("rules")).packs()) {
      Path compiled = home.resolve("lib").resolve("packs");
      ShippedRules.add(compiled, pack.folder(), pack.folder().equals(newest));
    }
  }
}
