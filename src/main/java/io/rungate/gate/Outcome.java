package io.rungate.gate;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.fact.Severity;
import io.rungate.run.RunRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  /**
   * {@code accepted}, {@code rejected} or, when nothing was decided, {@code unjudged}; {@code
   * ignored} where there was nothing to decide.
   */
  default String verdict() {
    return "unjudged";
  }

  /** What it rests on. */
  default Basis basis() {
    return Basis.RUN;
  }

  /** What the rules object to; none where nothing was decided. */
  default List<Finding> findings() {
    return List.of();
  }

  /** Those of the findings that do not count in this call, by identity. */
  default Map<Finding, Excuse> excused() {
    return Map.of();
  }

  /** Whether an error counts. */
  static boolean counts(List<Finding> findings, Map<Finding, Excuse> excused) {
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR && !excused.containsKey(finding)) {
        return true;
      }
    }
    return false;
  }

  /** The SHA-256 of what was judged, by what it is; for logs. */
  default Map<String, String> inputs() {
    return Map.of();
  }

  /** The row that it puts into the sweep, and what is concluded of that alone. */
  default Optional<SweepEntry> row() {
    return Optional.empty();
  }

  /** What the rules gave an answer to. */
  sealed interface Judged extends Outcome {
    Evaluation evaluation();

    @Override
    default ExitCode exitCode() {
      return counts(findings(), excused()) ? ExitCode.REJECTED : ExitCode.ACCEPTED;
    }

    @Override
    default List<Finding> findings() {
      return evaluation().findings();
    }

    @Override
    default String verdict() {
      return evaluation().verdict().toString();
    }
  }

  /** A run among these. */
  sealed interface JudgedRun extends Judged {
    Judgement judgement();

    @Override
    default Evaluation evaluation() {
      return judgement().evaluation();
    }

    @Override
    default ExitCode exitCode() {
      return judgement().exitCode();
    }

    @Override
    default Map<Finding, Excuse> excused() {
      return judgement().excused();
    }

    @Override
    default Map<String, String> inputs() {
      return judgement().digests();
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
      Optional<Path> setAside,
      Optional<SweepEntry> row)
      implements JudgedRun {
    public Published(
        RunRequest request,
        Judgement judgement,
        Path agg,
        List<Path> further,
        Path audit,
        Optional<Path> setAside) {
      this(request, judgement, agg, further, audit, setAside, Optional.empty());
    }

    /** The same with the row that is published. */
    public Published with(SweepEntry alone) {
      return new Published(request, judgement, agg, further, audit, setAside, Optional.of(alone));
    }
  }

  /**
   * The rules refuse the run, and only its audit record is written.
   *
   * @param setAside where an earlier attempt's document was put
   */
  record Rejected(RunRequest request, Judgement judgement, Path audit, Optional<Path> setAside)
      implements JudgedRun {}

  /**
   * The rules gave an answer, but it could not be written down, so it does not count.
   *
   * @param setAside where an earlier attempt's document was put
   */
  record NotRecorded(
      RunRequest request, Judgement judgement, String problem, Optional<Path> setAside)
      implements JudgedRun {
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
   * @param sha256 over the bytes of that document, in hex; null where a run was judged
   */
  record Checked(
      RunRequest request,
      Judgement judgement,
      Basis basis,
      Optional<String> judged,
      List<String> differences,
      String sha256,
      Optional<SweepEntry> row)
      implements JudgedRun {
    public Checked {
      differences = List.copyOf(differences);
    }

    public Checked(
        RunRequest request,
        Judgement judgement,
        Basis basis,
        Optional<String> judged,
        List<String> differences,
        String sha256) {
      this(request, judgement, basis, judged, differences, sha256, Optional.empty());
    }

    /** A run, judged as it is. */
    public Checked(RunRequest request, Judgement judgement, Optional<String> judged) {
      this(request, judgement, Basis.RUN, judged, List.of(), null);
    }

    /** The same with the row that was held against its record. */
    public Checked with(SweepEntry alone) {
      return new Checked(
          request, judgement, basis, judged, differences, sha256, Optional.of(alone));
    }

    /** The same with what the call makes of the judgement. */
    Checked of(Judgement taken) {
      return new Checked(request, taken, basis, judged, differences, sha256, row);
    }

    @Override
    public Map<String, String> inputs() {
      Map<String, String> inputs = new LinkedHashMap<>(judgement.digests());
      if (sha256 != null) {
        inputs.put("row", sha256);
      }
      return inputs;
    }

    @Override
    public ExitCode exitCode() {
      return differences.isEmpty()
          ? judgement.exitCode()
          : judgement.exitCode().worse(ExitCode.REJECTED);
    }

    @Override
    public String verdict() {
      return differences.isEmpty() ? JudgedRun.super.verdict() : "rejected";
    }
  }

  /**
   * A row that was judged alone; nothing is written of it.
   *
   * @param sha256 over its bytes, in hex
   */
  record Row(RunRequest request, SweepEntry alone, String sha256, Map<Finding, Excuse> excused)
      implements Judged {
    public Row(RunRequest request, SweepEntry alone, String sha256) {
      this(request, alone, sha256, Map.of());
    }

    /** The same, of which some findings do not count. */
    Row excused(Map<Finding, Excuse> excuses) {
      return new Row(request, alone, sha256, excuses);
    }

    @Override
    public Evaluation evaluation() {
      return alone.evaluation();
    }

    @Override
    public Basis basis() {
      return Basis.ROW;
    }

    @Override
    public Map<String, String> inputs() {
      return Map.of("row", sha256);
    }

    @Override
    public Optional<SweepEntry> row() {
      return Optional.of(alone);
    }
  }

  /**
   * JSON that is nothing of a sweep, so that there was nothing to decide.
   *
   * @param count how many values of the file it stands for
   */
  record Ignored(RunRequest request, int count) implements Outcome {
    @Override
    public ExitCode exitCode() {
      return ExitCode.ACCEPTED;
    }

    @Override
    public String verdict() {
      return "ignored";
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
