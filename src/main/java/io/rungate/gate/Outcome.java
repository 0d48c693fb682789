package io.rungate.gate;

import io.rungate.run.RunRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of a request.
 *
 * @param request what was asked
 * @param judgement what was decided; null when it could not be judged
 * @param agg the published document, or null
 * @param audit the audit record, or null when none could be written
 * @param stale where a document of an earlier attempt was put aside, or null
 * @param problem why the run could not be judged or recorded; null when it could
 * @param basis what was judged, where it is not just what the run left behind; else null
 * @param differences in what a document that was published is not what the rules give, in sentences
 */
public record Outcome(
    RunRequest request,
    Judgement judgement,
    Path agg,
    Path audit,
    Path stale,
    String problem,
    String basis,
    List<String> differences) {

  /** Of a run that is judged by what it left behind. */
  Outcome(
      RunRequest request, Judgement judgement, Path agg, Path audit, Path stale, String problem) {
    this(request, judgement, agg, audit, stale, problem, null, List.of());
  }

  /** Of something that is judged and not written. */
  public static Outcome unwritten(
      RunRequest request, Judgement judgement, String basis, List<String> differences) {
    return new Outcome(request, judgement, null, null, null, null, basis, differences);
  }

  /** Of something that cannot be judged; nothing was written. */
  public static Outcome unjudged(RunRequest request, String problem) {
    return new Outcome(request, null, null, null, null, problem);
  }

  /** What the run's process would exit with. */
  public ExitCode exitCode() {
    if (problem != null || !judgement.input().unread().isEmpty()) {
      return ExitCode.NOT_JUDGED;
    }
    return judgement.evaluation().accepted() && differences.isEmpty()
        ? ExitCode.ACCEPTED
        : ExitCode.REJECTED;
  }

  /** {@code accepted}, {@code rejected} or, when the rules gave no answer, {@code unjudged}. */
  public String verdict() {
    if (problem != null) {
      return "unjudged";
    }
    return differences.isEmpty() ? judgement.evaluation().verdict().toString() : "rejected";
  }
}
