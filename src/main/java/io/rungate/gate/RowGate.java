package io.rungate.gate;

import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.fact.ExpectedPoint;
import io.rungate.fact.Row;
import io.rungate.fact.Source;
import io.rungate.pack.RulePack;
import io.rungate.pack.Scope;
import io.rungate.pack.SweepMapping;
import io.rungate.run.MemberReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges published rows by themselves, without the run that they came of, and says what a point of
 * a matrix is. Made once per pack; safe to share between threads.
 */
public final class RowGate {
  private final SweepMapping mapping;
  private final MemberReader rows;
  private final MemberReader points;
  private final Engine engine;

  /**
   * A gate for rows.
   *
   * @param pack one that says what a row is
   */
  public RowGate(RulePack pack) {
    mapping = pack.sweep().orElseThrow();
    rows = new MemberReader(mapping.rows());
    points = new MemberReader(mapping.points());
    engine = new Engine(pack, Scope.ROW);
  }

  /** A row and what the rules concluded about it. */
  public record Judged(String id, Evaluation evaluation) {
    public boolean accepted() {
      return evaluation.accepted();
    }
  }

  /**
   * What JSON with these keys at its top is, as signatures call it; empty when it is none of them.
   */
  public Optional<String> recognised(Set<String> keys) {
    return Stream.of(SweepMapping.ROW, SweepMapping.RESULT)
        .filter(kind -> mapping.signatures().get(kind).fits(keys))
        .findFirst();
  }

  /** Whether anything is read from a key at the top of a row. */
  public boolean reads(String key) {
    return rows.reads(key);
  }

  /**
   * Judges a row.
   *
   * @param members as the reader of JSON gives them
   */
  public Judged row(String id, Map<String, Object> members) throws JudgementException {
    Row row = new Row(id, Source.rowKey(""));
    return new Judged(id, engine.evaluate(rows.read(row, members)));
  }

  /**
   * What rules conclude of an expected point; it has no verdict.
   *
   * @param job a job of the matrix, in which what lists its points holds this one alone
   */
  public Evaluation point(String id, Map<String, Object> job) throws JudgementException {
    ExpectedPoint point = new ExpectedPoint(id, Source.matrixKey(""));
    return engine.conclude(points.read(point, job));
  }
}
