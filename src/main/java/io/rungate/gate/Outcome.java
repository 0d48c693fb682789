package io.rungate.gate;

import io.rungate.run.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a request. */
public sealed interface Outcome {

  /** What was asked. */
  RunRequest request();

  /** What the run's process would exit with. */
  default ExitCode exitCode() {
    return ExitCode.NOT_JUDGED;
  }

  /** {@code accepted}, {@code rejected} or, when nothing was decided, {@code unjudged}. */
  default String verdict() {
    return "unjudged";
  }

  /** What it rests on. */
  default Basis basis() {
    return Basis.RUN;
  }

  /** The SHA-256 of what was judged, by what it is; for logs. */
  default Map<String, String> inputs() {
    return Map.of();
  }

  /** What the rules gave an answer to. */
  sealed interface Judged extends Outcome {
    Judgement judgement();

    @Override
    default ExitCode exitCode() {
      return judgement().exitCode();
    }

    @Override
    default Map<String, String> inputs() {
      return judgement().digests();
    }

    @Override
    default String verdict() {
      return judgement().evaluation().verdict().toString();
    }
  }

  /**
   * The rules accept the run, and its documents and its record are written.
   *
   * @param further the documents beside the agg document
   * @param setAside where the document of another run was put that had no name either
   */
  record Published(
      RunRequest request,
      Judgement judgement,
      Path agg,
      List<Path> further,
      Path audit,
      Optional<Path> setAside)
      implements Judged {}

  /**
   * The rules refuse the run, and only its audit record is written.
   *
   * @param setAside where an earlier attempt's document was put
   */
  record Rejected(RunRequest request, Judgement judgement, Path audit, Optional<Path> setAside)
      implements Judged {}

  /**
   * The rules gave an answer, but it could not be written down, so it does not count.
   *
   * @param setAside where an earlier attempt's document was put
   */
  record NotRecorded(
      RunRequest request, Judgement judgement, String problem, Optional<Path> setAside)
      implements Judged {
    @Override
    public ExitCode exitCode() {
      return ExitCode.NOT_JUDGED;
    }

    @Override
    public String verdict() {
      return "unjudged";
    }
  }

  /**
   * Judged, and nothing was to be written.
   *
   * @param judged what was judged, in a sentence, where it is not just what the run left behind
   * @param differences in what a document that was published is not what the rules give, in
   *     sentences
   */
  record Checked(
      RunRequest request,
      Judgement judgement,
      Basis basis,
      Optional<String> judged,
      List<String> differences)
      implements Judged {
    public Checked {
      differences = List.copyOf(differences);
    }

    @Override
    public ExitCode exitCode() {
      return differences.isEmpty()
          ? judgement.exitCode()
          : judgement.exitCode().worse(ExitCode.REJECTED);
    }

    @Override
    public String verdict() {
      return differences.isEmpty() ? Judged.super.verdict() : "rejected";
    }
  }

  /**
   * Nothing was decided.
   *
   * @param problem why, in a sentence
   * @param setAside where an earlier attempt's document was put
   */
  record NotJudged(RunRequest request, String problem, Optional<Path> setAside) implements Outcome {
    public NotJudged(RunRequest request, String problem) {
      this(request, problem, Optional.empty());
    }
  }
}
