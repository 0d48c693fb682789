package io.rungate.load;

import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The packs that a long-lived process has loaded, so that it loads one only when its content is
 * new.
 *
 * <p>A pack is known by every byte of its files and by nothing else: no time stamp, no name. So an
 * edited rule counts at the next call, and one that is edited back is there at once.
 */
public final class KeptPacks {
  private final int most;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private final Object loading = new Object();

  /**
   * Keeps a few.
   *
   * @param most how many; the one that was not asked for longest makes room
   */
  public KeptPacks(int most) {
    this.most = most;
  }

  private record Kept(byte[] content, RulePack pack) {}

  /** What is done for a pack that is not known. */
  @FunctionalInterface
  interface Loader {
    RulePack load() throws PackException;
  }

  /**
   * The pack of this content. Only one is loaded at a time: to compile takes much memory, and who
   * waits is often waiting for the same one.
   */
  RulePack get(Path shown, byte[] content, Loader loader) throws PackException {
    RulePack pack = find(content);
    if (pack == null) {
      synchronized (loading) {
        pack = find(content);
        if (pack == null) {
          pack = loader.load();
          pack.base().get(); // what cannot be built is not kept
          keep(new Kept(content, pack));
        }
      }
    }
    return pack.at(shown);
  }

  private synchronized RulePack find(byte[] content) {
    for (Kept one : kept) {
      if (Arrays.equals(one.content, content)) {
        kept.removeIf(other -> other == one);
        kept.addFirst(one);
        return one.pack;
      }
    }
    return null;
  }

  private synchronized void keep(Kept one) {
    kept.addFirst(one);
    if (kept.size() > most) {
      kept.removeLast();
    }
  }
}
