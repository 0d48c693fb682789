package io.rungate.gate;

import io.rungate.fact.JsonNull;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.Sha256Hex;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a decision log is what was written: each line names the SHA-256 of the one before.
 *
 * <p>That shows every line that was changed, removed, added or moved but for the last ones: a log
 * whose end is missing is a log. Whoever noted the head hash can have the end checked, too.
 */
public final class LogCheck {

  /**
   * What was found.
   *
   * @param lines how many there are, cut off or not
   * @param head the SHA-256 of the last one; null where there is none
   * @param behind how many lines follow the one with the head that was asked for
   * @param torn the numbers of lines that a process left cut off, and the next one says so
   * @param problems what is wrong, each with the number of the line
   */
  public record Answer(
      int lines, String head, int behind, List<Integer> torn, List<Problem> problems) {
    public boolean whole() {
      return problems.isEmpty();
    }
  }

  /** What is wrong with a line, or, if the number is that behind the last, with the end. */
  public record Problem(int line, String what) {}

  private final String wanted;
  private final List<Integer> torn = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int number;
  private String head;

  /** The line that has the head that is wanted; 0 as long as none has. */
  private int found;

  /** Whether the line before is none by itself, which the next one may explain. */
  private boolean broken;

  private LogCheck(String wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads a log from its start to its end.
   *
   * @param wanted the head hash that somebody noted; null to take any end
   */
  public static Answer of(Path file, String wanted) throws IOException {
    LogCheck check = new LogCheck(wanted);
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      check.lines(bytes);
    }
    check.end();
    int behind = check.found == 0 ? 0 : check.number - check.found;
    return new Answer(check.number, check.head, behind, check.torn, check.problems);
  }

  private void lines(InputStream bytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = bytes.read(); one >= 0; one = bytes.read()) {
      if (one == '\n') {
        line(line.toByteArray());
        line.reset();
      } else {
        line.write(one);
      }
    }
    if (line.size() > 0) {
      line(line.toByteArray());
      broken = false;
      wrong(
          number,
          "it is cut off: a process ended while it wrote it, or the end was removed; the next"
              + " judgement will stand below it and say so");
    }
  }

  private void line(byte[] line) {
    number++;
    Map<?, ?> members = members(line);
    if (number > 1 && Boolean.TRUE.equals(members.get(DecisionLog.TORN))) {
      torn.add(number - 1);
    } else {
      tellBroken(number - 1);
    }
    broken = !"judgement".equals(members.get("type"));
    if (!broken && !members.get(DecisionLog.PREVIOUS).equals(head == null ? JsonNull.NULL : head)) {
      wrong(
          number,
          head == null
              ? "it is not the first line that was written: those before it were removed"
              : "it does not follow line "
                  + (number - 1)
                  + ": one of them was changed, added or moved, or a line between them was removed");
    }
    head = Sha256Hex.of(line);
    if (head.equals(wanted)) {
      found = number;
    }
  }

  /** Empty for what is no line of a log. */
  private static Map<?, ?> members(byte[] line) {
    try {
      Object tree = PythonJsonReader.read(new String(line, StandardCharsets.UTF_8));
      return tree instanceof Map<?, ?> members && members.containsKey(DecisionLog.PREVIOUS)
          ? members
          : Map.of();
    } catch (JsonProblem e) {
      return Map.of();
    }
  }

  private void tellBroken(int line) {
    if (broken) {
      wrong(line, "it is no line of a decision log");
    }
  }

  private void end() {
    tellBroken(number);
    if (number == 0) {
      wrong(1, "the log is empty");
    }
    if (wanted != null && found == 0) {
      wrong(number + 1, "no line has the head " + wanted + ": the end of the log was removed");
    }
  }

  private void wrong(int line, String what) {
    problems.add(new Problem(line, what));
  }
}
