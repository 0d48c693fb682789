package io.rungate.bench;

import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import java.nio.file.Path;

/** The shipped pack, compiled once for all benchmarks: each of them is a process of its own. */
final class Pack {
  private Pack() {}

  static RulePack shipped() {
    try {
      return new PackLoader(Path.of("target/bench/cache")).load(Path.of("rules/v2"));
    } catch (PackException e) {
      throw new IllegalStateException(e);
    }
  }
}
