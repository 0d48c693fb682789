package io.rungate.cases;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.ResultUnreadable;
import io.rungate.fact.Source;
import io.rungate.fact.Topology;
import java.util.List;

/**
 * What of a whole run's answer its environment alone already shows: what does not rest on the
 * result. {@code check --env-only} must say the same before the run is launched, neither less nor
 * something that only a result could decide.
 */
record BeforeLaunch(Evaluation whole) {

  /** The findings that are known before launch. */
  List<Finding> findings() {
    return whole.findings().stream()
        .filter(finding -> !restsOnResult(finding.justification()))
        .toList();
  }

  /** The name of the topology, if it is known before launch. */
  String topology() {
    return whole.justifications().stream()
        .filter(one -> one.conclusion() instanceof Topology && !restsOnResult(one))
        .map(one -> ((Topology) one.conclusion()).name())
        .findFirst()
        .orElse(Expected.NONE);
  }

  private boolean restsOnResult(Justification justification) {
    return whole.grounds(justification.because()).stream()
        .anyMatch(
            one ->
                one instanceof ResultUnreadable
                    || one instanceof Fact fact
                        && fact.source() != null
                        && fact.source().kind() == Source.Kind.RESULT);
  }
}
