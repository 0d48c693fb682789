package io.rungate.report;

import io.rungate.fact.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The findings of many runs by their codes: of each the first, how many there are, and where. */
final class FindingGroups {
  private static final int MOST_CODES = 500;
  private static final int MOST_PLACES = 20;

  /** All findings of one code and severity. */
  static final class Group {
    private final ReportFinding first;
    private final List<String> places = new ArrayList<>();
    private int count;
    private int waived;

    private Group(ReportFinding first) {
      this.first = first;
    }

    ReportFinding first() {
      return first;
    }

    /** Where they are; of many the first. */
    List<String> places() {
      return places;
    }

    int count() {
      return count;
    }

    int waived() {
      return waived;
    }
  }

  private final Map<String, Group> groups = new HashMap<>();
  private int others;

  /** Adds a finding of a run, or of what else it is about. */
  void add(ReportFinding finding, String where) {
    String key = finding.severity() + finding.code();
    Group group = groups.get(key);
    if (group == null && groups.size() == MOST_CODES) {
      others++;
      return;
    }
    if (group == null) {
      group = new Group(finding);
      groups.put(key, group);
    }
    group.count++;
    group.waived += finding.waived() ? 1 : 0;
    if (group.places.size() < MOST_PLACES) {
      group.places.add(where);
    }
  }

  /** The gravest first, and of these the most frequent. */
  List<Group> all() {
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(
        Comparator.<Group, Severity>comparing(group -> group.first.severity())
            .thenComparing(group -> -group.count)
            .thenComparing(group -> group.first.code()));
    return sorted;
  }

  /** How many findings are of codes for which there was no room. */
  int others() {
    return others;
  }
}
