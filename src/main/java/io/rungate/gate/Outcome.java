package io.rungate.gate;

import java.nio.file.Path;

/**
 * What became of a request.
 *
 * @param request what was asked
 * @param judgement what was decided; null when it could not be judged
 * @param agg the published document, or null
 * @param audit the audit record, or null when none could be written
 * @param stale where a document of an earlier attempt was put aside, or null
 * @param problem why the run could not be judged or recorded; null when it could
 */
public record Outcome(
    RunRequest request, Judgement judgement, Path agg, Path audit, Path stale, String problem) {

  /** What the run's process would exit with. */
  public ExitCode exitCode() {
    if (problem != null || !judgement.input().unread().isEmpty()) {
      return ExitCode.NOT_JUDGED;
    }
    return judgement.evaluation().accepted() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  /** {@code accepted}, {@code rejected} or, when the rules gave no answer, {@code unjudged}. */
  public String verdict() {
    return problem != null ? "unjudged" : judgement.evaluation().verdict().toString();
  }
}
