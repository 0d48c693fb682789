package io.rungate.cases;

import java.util.Map;

/**
 * A run with a known answer.
 *
 * @param file the case file as people can open it
 * @param topic what the file is about: a finding code, or words; for a base run {@code base}
 * @param name the case in words
 * @param line where it starts
 * @param variables the whole environment
 * @param result the members of the result file, as JSON trees
 * @param fileName the name of the result file, where an argument gives it; else null
 * @param unread why the result file cannot be read; empty when it can
 * @param expected the answer
 */
public record RunCase(
    String file,
    String topic,
    String name,
    int line,
    Map<String, String> variables,
    Map<String, Object> result,
    String fileName,
    String unread,
    Expected expected) {

  /** The case in reports: what it is about, and its name. */
  public String title() {
    return topic + " > " + name;
  }

  /** The place where it stands. */
  public String place() {
    return file + ":" + line;
  }
}
