package io.rungate.pack;

import io.rungate.fact.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code sweep.yaml} says: how what a sweep leaves behind is recognised, what of a row and of
 * an expected point becomes facts, and what rules across rows see.
 *
 * @param file its name in messages and justifications
 * @param signatures by the kind of document that each recognises: {@code row} and {@code result}
 * @param rows which key of a row gives which field
 * @param points which key of a job of the matrix gives which field
 * @param each the key of a job that lists its points: a job with several is several points
 * @param info which key of what is known of the whole sweep gives which field
 * @param partition the names whose values keep rows apart: rules across rows never see two of
 *     different partitions
 * @param groups names by grouping: the rows of one partition that agree in all of them are a group
 * @param keep the names whose values rules across rows may use
 * @param lines where each entry stands, such as {@code keep} or {@code groups.curve}
 */
public record SweepMapping(
    String file,
    Map<String, Signature> signatures,
    Reading rows,
    Reading points,
    String each,
    Reading info,
    List<String> partition,
    Map<String, List<String>> groups,
    List<String> keep,
    Map<String, Integer> lines) {

  /** The kinds of documents that are recognised. */
  public static final String ROW = "row";

  public static final String RESULT = "result";

  /** The line of an entry. */
  public int line(String entry) {
    return lines.getOrDefault(entry, 0);
  }

  /** What is read: of rows, points and the sweep. */
  public List<Reading> readings() {
    return List.of(rows, points, info);
  }

  /** The fields of all of these; several may have one name, and then one type. */
  public List<Mapping.Field> fields() {
    return readings().stream().flatMap(one -> one.fields.stream()).toList();
  }

  /** Every name that rows are kept apart or grouped by, or that is kept of them. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(partition);
    groups.values().forEach(names::addAll);
    names.addAll(keep);
    return names;
  }

  /**
   * Which fields and families something is read by.
   *
   * @param place what it is that they are read from
   */
  public record Reading(
      Source.Kind place, List<Mapping.Field> fields, List<Mapping.Family> families) {}

  /** How a document is recognised: by so many of these keys. */
  public record Signature(int atLeast, Set<String> keys, int line) {
    public boolean fits(Set<String> given) {
      int found = 0;
      for (String key : keys) {
        found += given.contains(key) ? 1 : 0;
      }
      return found >= atLeast;
    }
  }
}
