package io.rungate.cases;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One file of cases.
 *
 * @param file as people can open it
 * @param code the finding code that the file is about; null when it is about something else
 * @param topic the code, or the words that say what it is about
 * @param cases in the order of the file
 * @param ignored the codes of findings that no case of the file compares, each with its line
 */
public record CaseFile(
    String file, String code, String topic, List<RunCase> cases, Map<String, Integer> ignored) {

  /** Every case, in the order of the files. */
  public static Stream<RunCase> cases(List<CaseFile> files) {
    return files.stream().flatMap(file -> file.cases.stream());
  }

  /** The runs that cases start from. */
  public static List<RunCase> bases(List<CaseFile> files) {
    return cases(files.stream().filter(file -> file.topic.equals("base")).toList())
        .filter(one -> one.rows() == null)
        .toList();
  }

  /**
   * Whether the file is about a code and has a near miss of it: a case that does not wait for it.
   */
  boolean spares(String finding) {
    return finding.equals(code) && cases.stream().anyMatch(one -> !one.trips(finding));
  }
}
