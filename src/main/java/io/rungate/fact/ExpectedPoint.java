package io.rungate.fact;

import java.util.Map;

/**
 * A point that the matrix of a sweep expects: one job of it, at one of its loads.
 *
 * @param id how people find it in the matrix
 * @param values what the pack keeps of it, by name; empty while the point itself is judged
 */
public record ExpectedPoint(String id, Map<String, Object> values, Source source) implements Fact {

  public ExpectedPoint(String id, Source source) {
    this(id, Map.of(), source);
  }

  @Override
  public String toString() {
    return "expected point " + id;
  }
}
