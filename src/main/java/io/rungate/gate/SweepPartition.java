package io.rungate.gate;

import io.rungate.engine.Engine;
import io.rungate.engine.JudgementException;
import io.rungate.fact.DecimalText;
import io.rungate.fact.ExpectedPoint;
import io.rungate.fact.Fact;
import io.rungate.fact.Source;
import io.rungate.fact.SweepGroup;
import io.rungate.fact.SweepRow;
import io.rungate.gate.SweepJudgement.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows and expected points that rules see together. What rules match is made when they judge,
 * and let go with their answer.
 */
final class SweepPartition {
  /** The groupings that the counts of a sweep are made by, too. */
  private static final String POINT = "label";

  private static final String CURVE = "curve";

  /** Rows and groups have their place in the name. */
  private static final Source NOWHERE = Source.sweep("");

  /**
   * A row as it is held until all are there.
   *
   * @param index in the array of its file; negative where the file is the row
   */
  record KeptRow(String file, int index, boolean accepted, RowDigest digest, Object[] values) {
    String id() {
      return index < 0 ? file : file + "#" + index;
    }
  }

  record KeptPoint(String id, Object[] values) {}

  /** What rules match, and the values that it is grouped by. */
  private record Seen<T extends Fact>(Object[] values, T fact) {}

  /** The members of a group while it grows. */
  private record Members(Object[] first, List<SweepRow> rows, List<ExpectedPoint> points) {
    private Members(Object[] first) {
      this(first, new ArrayList<>(1), new ArrayList<>(1));
    }

    int missing() {
      return Math.max(0, points.size() - rows.size());
    }
  }

  /** What the rules say of a partition, and what it counts. */
  record Answer(List<SweepFinding> findings, int points, int missing, List<Curve> curves) {}

  private final SweepNames names;
  private final List<Object> key;
  private final List<KeptRow> rows = new ArrayList<>();
  private final List<KeptPoint> points = new ArrayList<>();

  SweepPartition(SweepNames names, List<Object> key) {
    this.names = names;
    this.key = key;
  }

  void add(KeptRow row) {
    rows.add(row);
  }

  void add(KeptPoint point) {
    points.add(point);
  }

  /**
   * Judges all rows together.
   *
   * @param about what is known of the whole sweep
   * @param expected whether a matrix is given
   */
  Answer judge(Engine engine, List<Fact> about, boolean expected) throws JudgementException {
    List<Seen<SweepRow>> seenRows = rows();
    List<Seen<ExpectedPoint>> seenPoints = points();
    List<Fact> facts = new ArrayList<>(about);
    seenRows.forEach(row -> facts.add(row.fact()));
    seenPoints.forEach(point -> facts.add(point.fact()));
    Map<String, Map<List<Object>, Members>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> grouping : names.groupings()) {
      Map<List<Object>, Members> members = members(grouping.getValue(), seenRows, seenPoints);
      groups.put(grouping.getKey(), members);
      members
          .values()
          .forEach(one -> facts.add(group(grouping.getKey(), grouping.getValue(), one, expected)));
    }
    List<SweepFinding> findings =
        engine.conclude(facts).findings().stream().map(SweepFinding::of).toList();
    int missing =
        groups.containsKey(POINT)
            ? groups.get(POINT).values().stream().mapToInt(Members::missing).sum()
            : Math.max(0, seenPoints.size() - seenRows.size());
    return new Answer(findings, seenRows.size(), missing, curves(groups));
  }

  /** Equal copies of a row are one, and it is accepted where all of them are. */
  private List<Seen<SweepRow>> rows() {
    Map<RowDigest, List<KeptRow>> copies = new LinkedHashMap<>();
    rows.forEach(row -> copies.computeIfAbsent(row.digest(), any -> new ArrayList<>(2)).add(row));
    List<Seen<SweepRow>> seen = new ArrayList<>(copies.size());
    for (List<KeptRow> equal : copies.values()) {
      KeptRow first = equal.get(0);
      boolean accepted = equal.stream().allMatch(KeptRow::accepted);
      SweepRow row =
          new SweepRow(
              first.id(),
              accepted ? "accepted" : "rejected",
              equal.size(),
              new SweepValues(names, first.values()),
              NOWHERE);
      seen.add(new Seen<>(first.values(), row));
    }
    return seen;
  }

  private List<Seen<ExpectedPoint>> points() {
    return points.stream().map(point -> new Seen<>(point.values(), point(point))).toList();
  }

  private ExpectedPoint point(KeptPoint point) {
    return new ExpectedPoint(point.id(), new SweepValues(names, point.values()), NOWHERE);
  }

  private static Map<List<Object>, Members> members(
      int[] grouping, List<Seen<SweepRow>> rows, List<Seen<ExpectedPoint>> points) {
    Map<List<Object>, Members> members = new LinkedHashMap<>();
    points.forEach(point -> of(grouping, point.values(), members).points().add(point.fact()));
    rows.forEach(row -> of(grouping, row.values(), members).rows().add(row.fact()));
    return members;
  }

  private static Members of(int[] grouping, Object[] values, Map<List<Object>, Members> members) {
    return members.computeIfAbsent(agreed(grouping, values), any -> new Members(values));
  }

  private static List<Object> agreed(int[] grouping, Object[] values) {
    return Arrays.asList(Arrays.stream(grouping).mapToObj(place -> values[place]).toArray());
  }

  private SweepGroup group(String of, int[] grouping, Members members, boolean expected) {
    return new SweepGroup(
        of,
        name(grouping, members.first()),
        List.copyOf(members.rows()),
        List.copyOf(members.points()),
        expected,
        NOWHERE);
  }

  /** What keeps partitions apart says what it is by itself; all else is told by its name. */
  private String name(int[] grouping, Object[] values) {
    StringBuilder name = new StringBuilder();
    for (Object value : key) {
      name.append(name.isEmpty() ? "" : " ").append(value == null ? "-" : shown(value));
    }
    List<String> all = names.names();
    for (int place : grouping) {
      if (place >= key.size() && values[place] != null) {
        name.append(name.isEmpty() ? "" : ", ").append(all.get(place));
        name.append(' ').append(shown(values[place]));
      }
    }
    return name.toString();
  }

  private static String shown(Object value) {
    return value instanceof Double number ? DecimalText.of(number) : value.toString();
  }

  private List<Curve> curves(Map<String, Map<List<Object>, Members>> groups) {
    int[] grouping = names.grouping(CURVE);
    if (grouping == null || points.isEmpty()) {
      return List.of();
    }
    Map<List<Object>, Integer> missing = new LinkedHashMap<>();
    for (Members point : groups.getOrDefault(POINT, Map.of()).values()) {
      missing.merge(agreed(grouping, point.first()), point.missing(), Integer::sum);
    }
    List<Curve> curves = new ArrayList<>();
    groups
        .get(CURVE)
        .forEach(
            (agreed, members) ->
                curves.add(
                    new Curve(
                        name(grouping, members.first()),
                        members.points().size(),
                        members.rows().size(),
                        missing.getOrDefault(agreed, members.missing()))));
    return curves;
  }
}
