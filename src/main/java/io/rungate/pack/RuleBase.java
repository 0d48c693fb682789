package io.rungate.pack;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.kie.api.KieBase;

/**
 * The rules of a pack as the engine runs them. It takes about as long to build as everything else
 * that a single run needs, so it is built beside that, and waited for when the first run is judged.
 */
public final class RuleBase {
  private final Future<KieBase> building;

  public RuleBase(Future<KieBase> building) {
    this.building = building;
  }

  /** The rules, for all threads; fails if they do not fit together or to this engine. */
  public KieBase get() {
    try {
      return building.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the compiled rules do not fit together: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the wait for the rules was interrupted", e);
    }
  }
}
