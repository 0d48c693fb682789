package io.rungate.gate;

import io.rungate.document.Waiver;
import io.rungate.fact.Fact;
import io.rungate.fact.Severity;
import io.rungate.pack.Glob;
import io.rungate.pack.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The waivers of a call, and which of them met a finding. One that has expired waives nothing; it
 * and one that met nothing are findings themselves, since a list that nobody tidies waives what
 * nobody meant.
 */
public final class Waivers {

  /**
   * A waiver and what it is for.
   *
   * @param id of runs and rows; null for any
   * @param fields what mapped fields of a run or row have to be
   * @param line where it stands in the file
   */
  record Entry(String code, Glob id, Map<String, Glob> fields, Waiver waiver, int line) {}

  private final String file;
  private final List<Entry> entries;
  private final Set<Entry> met = ConcurrentHashMap.newKeySet();

  Waivers(String file, List<Entry> entries) {
    this.file = file;
    this.entries = List.copyOf(entries);
  }

  /**
   * The waiver of a finding of a run or row, the first in the file; null where there is none.
   *
   * @param at when it is judged, in ISO 8601
   */
  Waiver of(String id, String code, List<Fact> facts, String at) {
    Waiver first = null;
    for (Entry entry : entries) {
      boolean meets =
          entry.code.equals(code)
              && (entry.id == null || entry.id.matches(id))
              && entry.fields.entrySet().stream()
                  .allMatch(one -> FieldTexts.has(facts, one.getKey(), one.getValue()));
      first = meets ? taken(entry, first, at) : first;
    }
    return first;
  }

  /** The same of a finding across rows: all that it speaks of has to be meant. */
  Waiver of(SweepFinding finding, String at) {
    Waiver first = null;
    for (Entry entry : entries) {
      boolean meets =
          entry.code.equals(finding.code())
              && entry.fields.isEmpty()
              && (entry.id == null || finding.points().stream().allMatch(entry.id::matches));
      first = meets ? taken(entry, first, at) : first;
    }
    return first;
  }

  private Waiver taken(Entry entry, Waiver first, String at) {
    if (isExpired(entry, at)) {
      return first;
    }
    met.add(entry);
    return first == null ? entry.waiver : first;
  }

  private static boolean isExpired(Entry entry, String at) {
    return Waiver.isExpired(entry.waiver.expires(), at);
  }

  /** What there is to say of the waivers themselves, when all is judged. */
  List<SweepFinding> remarks(String at) {
    List<SweepFinding> remarks = new ArrayList<>();
    for (Entry entry : entries) {
      Waiver waiver = entry.waiver;
      if (isExpired(entry, at)) {
        remarks.add(
            remark(
                entry,
                "waiver-expired",
                "The waiver of %s by %s expired on %s."
                    .formatted(entry.code, waiver.owner(), waiver.expires()),
                "Mend what it waives, or ask its owner for another day."));
      } else if (!met.contains(entry)) {
        remarks.add(
            remark(
                entry,
                "waiver-unused",
                "The waiver of %s by %s met no finding.".formatted(entry.code, waiver.owner()),
                "Take it out of the file, or correct its selector."));
      }
    }
    return remarks;
  }

  private SweepFinding remark(Entry entry, String code, String message, String advice) {
    RuleCard rule =
        new RuleCard(
            "a waiver is in force and meets something",
            "waivers",
            file,
            entry.line,
            entry.line,
            Map.of("code", code, "severity", Severity.WARNING.toString()));
    return new SweepFinding(code, Severity.WARNING, message, advice, rule, List.of(), null);
  }
}
