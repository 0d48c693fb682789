package io.rungate.cli;

import io.rungate.gate.RunRequest;
import io.rungate.json.JsonProblem;
import io.rungate.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Runs from a JSON Lines file, read one by one, so that a million of them cost no more memory than
 * one. A line that is no run becomes a usage fault for the whole call, since nobody can know what
 * it should have been.
 */
final class Manifest implements ProcessCommand.Runs {
  private final Path file;
  private final Path base;
  private final BufferedReader reader;
  private int line;
  private RunRequest next;

  Manifest(Path file, Path base) throws UsageException {
    this.file = file;
    this.base = base;
    try {
      reader = Files.newBufferedReader(file);
    } catch (IOException e) {
      throw new UsageException("the manifest " + file + " cannot be read");
    }
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public RunRequest next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    RunRequest current = next;
    advance();
    return current;
  }

  @Override
  public boolean single() {
    return false;
  }

  private void advance() {
    try {
      String text = reader.readLine();
      line++;
      while (text != null && text.isBlank()) {
        text = reader.readLine();
        line++;
      }
      next = text == null ? null : request(text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ":" + line + " cannot be read", e);
    }
  }

  private RunRequest request(String text) {
    try {
      if (!(JsonReader.read(text) instanceof Map<?, ?> run)) {
        throw new IllegalArgumentException("a run must be an object");
      }
      if (!(run.get("dir") instanceof String dir)) {
        throw new IllegalArgumentException("a run must give its dir as a text");
      }
      Object id = run.get("id");
      Map<String, String> environment = EnvironmentFile.texts(run.get("env"));
      return new RunRequest(
          id instanceof String name ? name : dir, base.resolve(dir), environment, null);
    } catch (JsonProblem e) {
      throw new UncheckedUsageException(file + ":" + line + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UncheckedUsageException(file + ":" + line + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
