package io.rungate.rules;

import io.rungate.pack.PackProblem;

/** A place of a pack that could be better, and the habit that it breaks. */
public record LintFinding(LintCode code, PackProblem place) {
  @Override
  public String toString() {
    return place + " [" + code + "]";
  }
}
