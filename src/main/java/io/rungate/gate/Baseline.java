package io.rungate.gate;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.InputException;
import io.rungate.run.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The findings of an earlier call, read from its lines. A finding is the same when it is of the
 * same row and has the same code and message. One that was waived then is not known: its waiver may
 * have run out since.
 */
public final class Baseline {
  /** Stands for the row of what is found of the sweep as a whole; no file has this name. */
  static final String SWEEP = "\0";

  /** A line has all points that a finding of the sweep speaks of. */
  private static final int LONGEST_LINE = 1 << 30;

  /** Digests, since a million messages would be hundreds of megabytes. */
  private final Set<UUID> known = new HashSet<>();

  private Baseline() {}

  /**
   * Reads the lines that a call with {@code --format jsonl} wrote.
   *
   * @param shown the file as it was given
   */
  public static Baseline read(Path file, String shown) throws InputException {
    Baseline baseline = new Baseline();
    boolean complete = false;
    try (TextLines lines = new TextLines(Files.newInputStream(file), LONGEST_LINE)) {
      while (lines.hasNext()) {
        TextLines.Line line = lines.next();
        String problem = line.problem() == null ? baseline.add(line.text()) : line.problem();
        if (problem != null) {
          throw new InputException(
              "the baseline " + shown + ":" + line.number() + " cannot be used: " + problem);
        }
        complete = line.text().startsWith("{\"type\":\"totals\"");
      }
    } catch (IOException e) {
      String reason = InputException.reason(e, "there is no such file");
      throw new InputException("the baseline " + shown + " cannot be read: " + reason);
    }
    if (!complete) {
      throw new InputException(
          "the baseline " + shown + " cannot be used: its last line is not that of the totals");
    }
    return baseline;
  }

  /** What is wrong with a line; null for a good one. */
  private String add(String text) {
    try {
      if (!(PythonJsonReader.read(text) instanceof Map<?, ?> line)) {
        return "it is no object";
      }
      Object type = line.get("type");
      if ("totals".equals(type)) {
        return null;
      }
      Object id = "sweep".equals(type) ? SWEEP : "row".equals(type) ? line.get("id") : null;
      if (!(id instanceof String row) || !(line.get("findings") instanceof List<?> findings)) {
        return "it is no line that process, check or gate writes with --format jsonl";
      }
      for (Object one : findings) {
        if (!(one instanceof Map<?, ?> finding
            && finding.get("code") instanceof String code
            && finding.get("message") instanceof String message
            && finding.get("waived") instanceof Boolean waived)) {
          return "a finding of it has no code, message or waived";
        }
        if (!waived) {
          known.add(key(row, code, message));
        }
      }
      return null;
    } catch (JsonProblem e) {
      return "column " + e.column() + ": " + e.getMessage();
    }
  }

  boolean knows(String id, String code, String message) {
    return known.contains(key(id, code, message));
  }

  private static UUID key(String id, String code, String message) {
    String text = id + "\0" + code + "\0" + message;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
