package io.rungate.rules;

import io.rungate.pack.PackProblem;

/**
 * A place of a pack that could be better.
 *
 * @param code which habit it breaks, and the better form
 * @param place where, and what is there
 */
public record LintFinding(LintCode code, PackProblem place) {
  @Override
  public String toString() {
    return place + " [" + code + "]";
  }
}
