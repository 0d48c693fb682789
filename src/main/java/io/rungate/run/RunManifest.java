package io.rungate.run;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
  private final InputStream bytes;
  private int line;

  /** A file that broke off is not read on. */
  private boolean ended;

  public RunManifest(Path file, Path base) throws InputException {
    this.file = file;
    this.base = base;
    try {
      bytes = new BufferedInputStream(Files.newInputStream(file));
    } catch (IOException e) {
      throw new InputException("the manifest " + file + " cannot be read");
    }
  }

  @Override
  public String nothing() {
    return "the manifest holds no run";
  }

  /** Reads a line only now: whoever writes the manifest bit by bit may wait for the answers. */
  @Override
  protected RunRequest find() {
    if (ended) {
      return null;
    }
    try {
      for (byte[] text = readLine(); text != null; text = readLine()) {
        RunRequest found = request(text);
        if (found != null) {
          return found;
        }
      }
      return null;
    } catch (IOException e) {
      ended = true;
      String place = file + ":" + line;
      return RunRequest.broken(place, place + " cannot be read");
    }
  }

  /** The next line without its end, as far as it is not too long; null when there is none. */
  private byte[] readLine() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
    int one = bytes.read();
    if (one < 0) {
      return null;
    }
    line++;
    for (; one >= 0 && one != '\n'; one = bytes.read()) {
      if (text.size() <= LONGEST_LINE) {
        text.write(one);
      }
    }
    return text.toByteArray();
  }

  /** The run of a line; null when the line is blank. */
  private RunRequest request(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return null;
    }
    String place = file + ":" + line;
    try {
      if (utf8.length > LONGEST_LINE) {
        throw new IllegalArgumentException("a line may have " + LONGEST_LINE + " bytes");
      }
      // What is not UTF-8 was replaced, so it does not come back.
      if (!Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
        throw new IllegalArgumentException("this line is not UTF-8");
      }
      return request(PythonJsonReader.read(text), place);
    } catch (JsonProblem e) {
      String at = place + ": column " + e.column() + ": ";
      return RunRequest.broken(place, at + e.getMessage());
    } catch (IllegalArgumentException e) {
      return RunRequest.broken(place, place + ": " + e.getMessage());
    }
  }

  private RunRequest request(Object tree, String place) {
    if (!(tree instanceof Map<?, ?> run)) {
      throw new IllegalArgumentException("a run must be an object");
    }
    Object id = run.containsKey("id") ? run.get("id") : run.get("dir");
    String called = id instanceof String text ? text : place;
    if (!(run.get("dir") instanceof String dir)) {
      return RunRequest.broken(called, place + ": a run must give its dir as a text");
    }
    Path folder = base.resolve(dir);
    Object env = run.get("env");
    RunRequest found = new RunRequest(called, folder, EnvironmentFile.textsAmong(env), null);
    try {
      // Under another id than the one that was given, the answer would be taken for another run's.
      if (!(id instanceof String)) {
        throw new IllegalArgumentException("a run must give its id as a text");
      }
      if (env == null) {
        throw new IllegalArgumentException("a run must give its env as an object");
      }
      EnvironmentFile.requireTexts(env);
      return found;
    } catch (IllegalArgumentException e) {
      return found.flawed(place + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
