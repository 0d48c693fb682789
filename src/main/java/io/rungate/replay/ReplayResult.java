package io.rungate.replay;

import java.util.List;

/**
 * A recorded run that was judged again.
 *
 * @param place where its record lies
 * @param run its name; its place when it has none
 * @param changes what is not as it was
 * @param problem why the record could not be read; null when it could
 */
public record ReplayedRun(String place, String run, List<Change> changes, String problem) {

  static ReplayedRun unreadable(String place, String problem) {
    return new ReplayedRun(place, place, List.of(), problem);
  }
}
