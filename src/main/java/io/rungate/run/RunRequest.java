package io.rungate.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * A run to be judged.
 *
 * @param id how the caller knows it
 * @param folder where its result file lies and its documents go; null when nobody knows
 * @param environment its whole environment, of which only mapped variables are read
 * @param fileName the result's name without its ending, when an argument names it; null when the
 *     environment does
 * @param flaw why it cannot be judged, with the place where it was asked for; null when it can
 */
public record RunRequest(
    String id, Path folder, Map<String, String> environment, String fileName, String flaw) {
  private static final String ENDING = ".json";

  public RunRequest(String id, Path folder, Map<String, String> environment, String fileName) {
    this(id, folder, environment, fileName, null);
  }

  /** Whether a file can be the result of a run, by its name. */
  public static boolean isResult(String fileName) {
    return fileName.endsWith(ENDING);
  }

  /**
   * The run that a result file is of, which gives it its name.
   *
   * @param file ends as {@link #isResult} says, and need not be there
   */
  public static RunRequest ofResult(String id, Path file, Map<String, String> environment) {
    String name = file.getFileName().toString();
    return new RunRequest(
        id, file.getParent(), environment, name.substring(0, name.length() - ENDING.length()));
  }

  /** The name of the file that holds the result of a run. */
  public static String resultOf(String runName) {
    return runName + ENDING;
  }

  /** The same run, which cannot be judged; its name still counts. */
  public RunRequest flawed(String why) {
    return new RunRequest(id, folder, environment, fileName, why);
  }

  /** Stands for what was to be a run and is none, so that it is answered all the same. */
  public static RunRequest broken(String id, String flaw) {
    return new RunRequest(id, null, Map.of(), null, flaw);
  }
}
