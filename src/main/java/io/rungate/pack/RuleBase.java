package io.rungate.pack;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.kie.api.KieBase;

/**
 * The rules of a pack as the engine runs them. It takes about as long to build as everything else
 * that a single run needs, so it is built beside that, and waited for when the first run is judged.
 */
public final class RuleBase {
  private final Map<Scope, FutureTask<KieBase>> building;

  /** The bases by scope; somebody runs the task of runs. */
  public RuleBase(Map<Scope, FutureTask<KieBase>> building) {
    this.building = building;
  }

  /** The rules of runs, for all threads; fails if they do not fit together or to this engine. */
  public KieBase get() {
    return get(Scope.RUN);
  }

  /** The same of any scope. What runs do not need is built when it is first asked for. */
  public KieBase get(Scope scope) {
    FutureTask<KieBase> task = building.get(scope);
    if (scope != Scope.RUN) {
      task.run(); // only the first to come here builds
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the compiled rules do not fit together: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the wait for the rules was interrupted", e);
    }
  }
}
