package io.rungate.run;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs from a JSON Lines file, read one by one, so that a million of them cost no more memory than
 * one. A line that is no run is answered like a run that cannot be judged, since the others have
 * nothing to do with it.
 */
public final class RunManifest extends Runs {

  /**
   * No environment comes near it; without a limit, a file without line ends would fill the heap.
   */
  private static final int LONGEST_LINE = 16 << 20;

  private final Path file;
  private final Path base;
  private final TextLines lines;

  public RunManifest(Path file, Path base) throws InputException {
    this.file = file;
    this.base = base;
    try {
      lines = new TextLines(Files.newInputStream(file), LONGEST_LINE);
    } catch (IOException e) {
      throw new InputException("the manifest " + file + " cannot be read");
    }
  }

  @Override
  public String nothing() {
    return "the manifest holds no run";
  }

  @Override
  protected RunRequest find() {
    return lines.hasNext() ? request(lines.next()) : null;
  }

  private RunRequest request(TextLines.Line line) {
    String place = file + ":" + line.number();
    if (line.problem() != null) {
      return RunRequest.broken(place, place + ": " + line.problem());
    }
    try {
      return request(PythonJsonReader.read(line.text()), place);
    } catch (JsonProblem e) {
      String at = place + ": column " + e.column() + ": ";
      return RunRequest.broken(place, at + e.getMessage());
    }
  }

  private RunRequest request(Object tree, String place) {
    if (!(tree instanceof Map<?, ?> run)) {
      return RunRequest.broken(place, place + ": a run must be an object");
    }
    Object id = run.containsKey("id") ? run.get("id") : run.get("dir");
    String called = id instanceof String text ? text : place;
    if (!(run.get("dir") instanceof String dir)) {
      return RunRequest.broken(called, place + ": a run must give its dir as a text");
    }
    Path folder;
    try {
      folder = base.resolve(dir);
    } catch (InvalidPathException e) {
      return RunRequest.broken(
          run.containsKey("id") ? called : place, place + ": " + e.getMessage());
    }
    Object env = run.get("env");
    RunRequest found = new RunRequest(called, folder, EnvironmentFile.textsAmong(env), null);
    // Under another id than the one that was given, the answer would be taken for another run's.
    String flaw = id instanceof String ? "" : "a run must give its id as a text";
    if (flaw.isEmpty()) {
      flaw = env == null ? "a run must give its env as an object" : EnvironmentFile.flaw(env);
    }
    return flaw.isEmpty() ? found : found.flawed(place + ": " + flaw);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
