package io.rungate.fact;

import java.util.List;
import java.util.stream.Stream;

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

  /** Whether a number is known of a row and of an expected point, so that they can be compared. */
  public boolean compares(String name) {
    return least(name) != null && asked(name) != null;
  }

  /** The least of a number of its rows; null where none has it. */
  public Quantity least(String name) {
    return least(rows.stream().map(row -> row.values().get(name)));
  }

  /** The least of a number of its expected points; null where none has it. */
  public Quantity asked(String name) {
    return least(points.stream().map(point -> point.values().get(name)));
  }

  private static Quantity least(Stream<Object> values) {
    return values
        .filter(Quantity.class::isInstance)
        .map(Quantity.class::cast)
        .reduce((one, other) -> other.lessThan(one) ? other : one)
        .orElse(null);
  }

  @Override
  public String toString() {
    return of + " " + name;
  }
}
