package io.rungate.cases;

import io.rungate.engine.Finding;
import io.rungate.gate.SweepFinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run, a row, an expected point or a sweep with a known answer.
 *
 * @param file the case file as people can open it
 * @param topic what the file is about: a finding code, or words; for a base run {@code base}
 * @param name the case in words
 * @param line where it starts
 * @param variables the whole environment
 * @param result the members of the result file, as JSON trees
 * @param twice the keys that the result file gives more than once
 * @param fileName the name of the result file, where an argument gives it; else null
 * @param unread why the result file cannot be read; empty when it can
 * @param rows what is judged instead of a run; null for a run
 * @param profile the consumer for whom it is judged; empty for none
 * @param expected the answer
 */
public record RunCase(
    String file,
    String topic,
    String name,
    int line,
    Map<String, String> variables,
    Map<String, Object> result,
    Set<String> twice,
    String fileName,
    String unread,
    RowCase rows,
    String profile,
    Expected expected) {

  /** What stands for a topology that nothing decides. */
  static final String NONE = "none";

  /** The same case for a consumer; for none where the name is empty. */
  RunCase judgedFor(String consumer) {
    return new RunCase(
        file, topic, name, line, variables, result, twice, fileName, unread, rows, consumer,
        expected);
  }

  /** The case in reports: what it is about, and its name. */
  public String title() {
    return topic + " > " + name;
  }

  /** The place where it stands. */
  public String place() {
    return file + ":" + line;
  }

  /** True when the case waits for a finding of this code. */
  boolean trips(String code) {
    return expected.findings.stream().anyMatch(finding -> finding.code().equals(code));
  }

  /**
   * The complete answer. What is empty where it may be does not matter to the case.
   *
   * @param verdict {@code accepted} or {@code rejected}
   * @param topology its name; {@code none} when the evidence does not decide it
   * @param findings every finding
   * @param document members of the agg document, published or withheld, as JSON trees; of a row or
   *     a point the values that rules conclude
   * @param absent keys that the document must not have
   * @param overruled the variables whose claims the evidence contradicts
   * @param recognised what the keys of the result or the row are taken for; empty where nothing is
   *     recognised
   * @param refusedBy the codes of the findings that refuse the run, the row or the sweep, each once
   * @param beforeLaunch the codes of the findings that the environment alone gives; empty when they
   *     are those of the findings that do not rest on the result
   * @param ignored the codes of findings that are not compared
   * @param ignoredHere those of them that the case itself names, and which have to be there
   * @param whole whether {@code document} is all of it, in order
   */
  record Expected(
      String verdict,
      String topology,
      List<ExpectedFinding> findings,
      Map<String, Object> document,
      List<String> absent,
      Optional<List<String>> overruled,
      Optional<String> recognised,
      Optional<List<String>> refusedBy,
      Optional<List<String>> beforeLaunch,
      Set<String> ignored,
      Set<String> ignoredHere,
      boolean whole) {}

  /**
   * A finding that must be there.
   *
   * @param message its exact words, where they matter
   * @param of the rows and points that it speaks of, where they matter
   */
  record ExpectedFinding(String code, Optional<String> message, Optional<Set<String>> of) {
    boolean is(Finding finding) {
      return code.equals(finding.code()) && message.map(finding.message()::equals).orElse(true);
    }

    boolean is(SweepFinding finding) {
      return code.equals(finding.code())
          && message.map(finding.message()::equals).orElse(true)
          && of.map(ids -> ids.equals(Set.copyOf(finding.points()))).orElse(true);
    }

    @Override
    public String toString() {
      return code
          + message.map(text -> ": " + text).orElse("")
          + of.map(ids -> " " + ids).orElse("");
    }
  }
}
