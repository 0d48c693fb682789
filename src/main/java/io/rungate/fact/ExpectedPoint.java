package io.rungate.fact;

/**
 * A point that the matrix of a sweep expects: one job of it, at one of its loads.
 *
 * @param id how people find it in the matrix
 */
public record ExpectedPoint(String id, Source source) implements Fact {
  @Override
  public String toString() {
    return "expected point " + id;
  }
}
