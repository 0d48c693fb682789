package io.rungate.gate;

import java.nio.file.Path;
import java.util.Map;

/**
 * A run to be judged.
 *
 * @param id how the caller knows it
 * @param folder where its result file lies and its documents go
 * @param environment its whole environment, of which only mapped variables are read
 * @param fileName the result's name without its ending, when an argument names it; null when the
 *     environment does
 * @param flaw why this is no run at all, with the place where it was asked for; null when it is one
 */
public record RunRequest(
    String id, Path folder, Map<String, String> environment, String fileName, String flaw) {

  public RunRequest(String id, Path folder, Map<String, String> environment, String fileName) {
    this(id, folder, environment, fileName, null);
  }

  /**
   * Stands for something that was to be a run and cannot be, so that it is answered all the same.
   */
  public static RunRequest broken(String id, String flaw) {
    return new RunRequest(id, null, Map.of(), null, flaw);
  }
}
