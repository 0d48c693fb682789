package io.rungate.engine;

import io.rungate.pack.PackProblem;

/** The rules could not judge a run: one throws, does not come to an end, or contradicts another. */
public final class JudgementException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient PackProblem problem;

  JudgementException(PackProblem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public JudgementException(PackProblem problem) {
    this(problem, null);
  }

  /** The rule at fault, with file and line. */
  public PackProblem problem() {
    return problem;
  }
}
