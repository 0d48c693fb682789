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
 */
public record RunRequest(
    String id, Path folder, Map<String, String> environment, String fileName) {}
