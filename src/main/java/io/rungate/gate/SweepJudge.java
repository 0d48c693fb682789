package io.rungate.gate;

import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.MalformedField;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.RequiredFieldMissing;
import io.rungate.gate.SweepJudgement.Curve;
import io.rungate.gate.SweepPartition.Answer;
import io.rungate.gate.SweepPartition.KeptPoint;
import io.rungate.gate.SweepPartition.KeptRow;
import io.rungate.pack.RulePack;
import io.rungate.pack.Scope;
import io.rungate.pack.SweepMapping;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Holds the rows of a call against each other and against what its matrix expects. Of each row only
 * that is kept which rules across rows may use, and these never see more than one partition, so
 * that a million rows fit in memory and cost a million times what one does.
 *
 * <p>For one thread, but for the work that it gives away.
 */
public final class SweepJudge {
  /** Faults of a matrix that a message tells; more of them say nothing new. */
  private static final int MOST_PROBLEMS = 5;

  private static final Comparator<SweepFinding> ERRORS_FIRST =
      Comparator.comparing(SweepFinding::severity)
          .thenComparing(finding -> finding.rule().file())
          .thenComparing(finding -> finding.rule().line())
          .thenComparing(SweepFinding::message);

  private final RulePack pack;
  private final SweepMapping mapping;
  private final SweepNames names;
  private final Map<List<Object>, SweepPartition> partitions = new LinkedHashMap<>();
  private SweepInput about = SweepInput.NONE;
  private int expected = -1;

  /** What comes of work on another thread: an answer, or why there is none. */
  private record Piece<T>(T answer, JudgementException fault) {
    private interface Work<T> {
      T answer() throws JudgementException;
    }

    static <T> Callable<Piece<T>> of(Work<T> work) {
      return () -> {
        try {
          return new Piece<>(work.answer(), null);
        } catch (JudgementException e) {
          return new Piece<>(null, e);
        }
      };
    }
  }

  /**
   * A judge of one call.
   *
   * @param pack one that says what a row is
   */
  public SweepJudge(RulePack pack) {
    this.pack = pack;
    this.mapping = pack.sweep().orElseThrow();
    this.names = new SweepNames(mapping);
  }

  /**
   * Expects the points of a matrix.
   *
   * @throws InputException if it cannot be read, or if a point misses what its contract asks for
   */
  public void expect(Path matrix, RowGate gate, OrderedExecutor executor)
      throws InputException, JudgementException {
    if (mapping.each().isEmpty()) {
      throw new InputException(pack.shown(mapping.file()) + " does not say what a point is");
    }
    expect(matrix.toString(), Matrix.read(matrix, mapping.each()), gate, executor);
  }

  /** The same for points that somebody made up, by what they are called. */
  public void expect(Map<String, Map<String, Object>> made, RowGate gate, OrderedExecutor executor)
      throws InputException, JudgementException {
    List<Matrix.Point> points = new ArrayList<>();
    made.forEach((id, job) -> points.add(new Matrix.Point(id, job)));
    expect("the points", points, gate, executor);
  }

  private void expect(
      String matrix, List<Matrix.Point> points, RowGate gate, OrderedExecutor executor)
      throws InputException, JudgementException {
    List<String> problems = new ArrayList<>();
    List<Evaluation> evaluations =
        all(points.stream().map(one -> Piece.of(() -> gate.point(one.id(), one.job()))), executor);
    for (int i = 0; i < points.size(); i++) {
      Evaluation point = evaluations.get(i);
      String id = points.get(i).id();
      flaws(point).forEach(flaw -> problems.add(matrix + ": " + id + ": " + flaw));
      Object[] values = names.values(point);
      partition(values).add(new KeptPoint(id, values));
    }
    if (problems.size() > MOST_PROBLEMS) {
      String more = "and " + (problems.size() - MOST_PROBLEMS) + " more";
      problems.subList(MOST_PROBLEMS, problems.size()).clear();
      problems.add(more);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    expected = points.size();
  }

  /** Why nobody can say which point this is; what else rules object to is for its row. */
  private static Stream<Object> flaws(Evaluation point) {
    Stream<Object> read =
        point.facts().stream()
            .filter(fact -> fact instanceof MalformedField || fact instanceof OutOfBounds)
            .map(fact -> fact);
    Stream<Object> owed =
        point.justifications().stream()
            .map(Justification::conclusion)
            .filter(RequiredFieldMissing.class::isInstance);
    return Stream.concat(read, owed);
  }

  /**
   * Tells the rules what only the workflow knows of the sweep.
   *
   * @return the keys that the pack does not read
   * @throws InputException if it cannot be read, or says something that nobody can mean
   */
  public List<String> know(Path info) throws InputException {
    about = SweepInput.read(info, mapping);
    return about.unknown();
  }

  /** The same for what somebody made up. */
  public void know(Map<String, Object> info) throws InputException {
    about = SweepInput.of("the info", info, mapping);
  }

  /**
   * Adds a row that is judged.
   *
   * @param index in the array of its file; negative where the file is the row
   * @param row what was read of it and what rules concluded, whatever it was accepted by
   */
  public void add(String file, int index, boolean accepted, Evaluation row) {
    Object[] values = names.values(row);
    RowDigest digest = RowDigest.of(row.facts());
    partition(values).add(new KeptRow(file, index, accepted, digest, values));
  }

  private SweepPartition partition(Object[] values) {
    return partitions.computeIfAbsent(
        names.partition(values), key -> new SweepPartition(names, key));
  }

  /**
   * Judges all rows together, one partition after the other: two at once would take twice the
   * memory, and all of them take little time beside what the rows took one by one.
   *
   * @throws JudgementException as {@link Engine} does
   */
  public SweepJudgement judge() throws JudgementException {
    Engine engine = new Engine(pack, Scope.SWEEP);
    List<Answer> answers = new ArrayList<>();
    for (SweepPartition one : partitions.values()) {
      answers.add(one.judge(engine, about.facts(), expected >= 0));
    }
    List<SweepFinding> findings = new ArrayList<>();
    List<Curve> curves = new ArrayList<>();
    Set<String> said = new HashSet<>();
    int points = 0;
    int missing = 0;
    for (Answer answer : answers) {
      points += answer.points();
      missing += answer.missing();
      curves.addAll(answer.curves());
      for (SweepFinding finding : answer.findings()) {
        // What is true of the sweep as a whole is found in every partition.
        if (!finding.points().isEmpty() || said.add(finding.code() + " " + finding.message())) {
          findings.add(finding);
        }
      }
    }
    findings.sort(ERRORS_FIRST);
    curves.sort(Comparator.comparing(Curve::isComplete).thenComparing(Curve::name));
    return new SweepJudgement(
        findings, points, expected >= 0, Math.max(0, expected), missing, curves);
  }

  private static <T> List<T> all(Stream<Callable<Piece<T>>> work, OrderedExecutor executor)
      throws JudgementException {
    List<Piece<T>> pieces = new ArrayList<>();
    executor.run(work.iterator(), pieces::add);
    List<T> answers = new ArrayList<>();
    for (Piece<T> piece : pieces) {
      if (piece.fault() != null) {
        throw piece.fault();
      }
      answers.add(piece.answer());
    }
    return answers;
  }
}
