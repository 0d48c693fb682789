package io.rungate.replay;

import java.util.List;

/** What became of one record that was to be judged again. */
public sealed interface ReplayResult {

  /** Where the record lies. */
  String place();

  /**
   * The run was judged again.
   *
   * @param run its name; that of its record when it has none
   * @param changes what is not as it was
   */
  record Replayed(String place, String run, List<Change> changes) implements ReplayResult {}

  /**
   * The record could not be read, or contradicts itself.
   *
   * @param problem why, as sentences in one line
   */
  record Unreadable(String place, String problem) implements ReplayResult {}
}
