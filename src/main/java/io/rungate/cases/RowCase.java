package io.rungate.cases;

import java.util.Map;

/** What a case is about that is no run. */
sealed interface RowCase {

  /** A published row. */
  record Row(Map<String, Object> members) implements RowCase {}

  /** An expected point. */
  record Point(Map<String, Object> job) implements RowCase {}

  /**
   * Several rows together.
   *
   * @param rows by what the case calls them
   * @param points what a matrix expects, in the same way; null without one
   * @param info what is known of the sweep; null for nothing
   */
  record Sweep(
      Map<String, Map<String, Object>> rows,
      Map<String, Map<String, Object>> points,
      Map<String, Object> info)
      implements RowCase {}
}
