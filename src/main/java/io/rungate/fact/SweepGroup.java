package io.rungate.fact;

import java.util.List;

/**
 * The rows, and the expected points, that agree in everything that a grouping of the pack names.
 *
 * @param of the grouping, such as {@code curve}
 * @param name the values that they agree in, for people
 * @param rows each once, however many equal copies there are
 * @param points what the matrix expects here; empty also where no matrix is given
 * @param matrix whether one is given at all, so that nothing expected means something
 */
public record SweepGroup(
    String of,
    String name,
    List<SweepRow> rows,
    List<ExpectedPoint> points,
    boolean matrix,
    Source source)
    implements Fact {

  /** How many rows there are. */
  public int observed() {
    return rows.size();
  }

  /** How many points the matrix expects. */
  public int expected() {
    return points.size();
  }

  /** How many points have no row; which of them, no row can tell. */
  public int missing() {
    return Math.max(0, points.size() - rows.size());
  }

  /** How many rows are more than a matrix expects. */
  public int surplus() {
    return matrix ? Math.max(0, rows.size() - points.size()) : 0;
  }

  @Override
  public String toString() {
    return of + " " + name;
  }
}
