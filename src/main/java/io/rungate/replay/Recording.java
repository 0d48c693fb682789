package io.rungate.replay;

import io.rungate.document.RecordProblem;
import io.rungate.document.RecordedRun;
import io.rungate.run.RunInput;

/**
 * The text of an audit record, not read yet.
 *
 * @param place where it lies: a file, or a file and a line
 * @param text what lies there; null when it could not be read
 * @param problem why not; null when it could
 */
public record Recording(String place, String text, String problem) {

  /**
   * Reads it.
   *
   * @throws RecordProblem when it is no record, with the place
   */
  public RecordedRun read() throws RecordProblem {
    if (problem != null) {
      throw new RecordProblem(place + ": " + problem);
    }
    try {
      return RecordedRun.read(text);
    } catch (RecordProblem e) {
      throw new RecordProblem(place + ": " + e.getMessage());
    }
  }

  /**
   * What was read then, to be judged again.
   *
   * @throws RecordProblem when it is no record, or none of a run that can be judged, with the place
   */
  public RunInput input() throws RecordProblem {
    RecordedRun run = read();
    try {
      return run.input();
    } catch (RecordProblem e) {
      throw new RecordProblem(place + ": " + e.getMessage());
    }
  }
}
