package io.rungate.cases;

import io.rungate.cases.RunCase.Expected;
import io.rungate.cases.RunCase.ExpectedFinding;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.Mapping;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads cases about rows, expected points and whole sweeps. */
final class RowCaseReader {
  private static final String ROW = SweepMapping.ROW;
  private static final String POINT = "point";

  private final CaseReader reader;
  private final ExpectationReader expectations;
  private final CaseKeys rowKeys;
  private final CaseKeys pointKeys;
  private final CaseKeys infoKeys;

  RowCaseReader(
      CaseReader reader, ExpectationReader expectations, Mapping mapping, SweepMapping sweep) {
    this.reader = reader;
    this.expectations = expectations;
    this.rowKeys = CaseKeys.of(mapping, ROW, sweep.rows());
    this.pointKeys = CaseKeys.of(mapping, POINT, sweep.points());
    this.infoKeys = CaseKeys.of(mapping, "info", sweep.info());
  }

  /** Whether a file of {@code cases/base} is about a row or a point. */
  static boolean isBase(ConfigTable top) {
    return top.has(ROW) || top.has(POINT);
  }

  /** A row or point that nothing is wrong with. */
  RunCase base(String file, String stem, ConfigTable top) {
    boolean row = top.has(ROW);
    String name = stem + ": " + top.require("says");
    Map<String, Object> members = edited(top, Map.of(), row ? ROW : POINT);
    RowCase about = row ? new RowCase.Row(members) : new RowCase.Point(members);
    try (ConfigTable expect = top.section("expect")) {
      String topology = row ? expectations.topology(expect, null) : RunCase.NONE;
      String verdict = row ? "accepted" : RunCase.NONE;
      Optional<String> recognised = row ? Optional.of(ROW) : Optional.empty();
      Expected expected =
          expected(
              verdict,
              topology,
              List.of(),
              expect,
              recognised,
              Optional.empty(),
              new TreeSet<>(),
              Set.of());
      return of(file, "base", name, 1, about, expected);
    }
  }

  /** A case that changes a row or a point. */
  RunCase one(
      String file,
      String topic,
      String name,
      ConfigTable one,
      RunCase base,
      Map<String, Integer> fileIgnores) {
    boolean row = base.rows() instanceof RowCase.Row;
    Map<String, Object> members = edited(one, members(base), row ? ROW : POINT);
    Set<String> here = expectations.ignored(one, fileIgnores).keySet();
    try (ConfigTable expect = expectation(one)) {
      String verdict = RunCase.NONE;
      if (row) {
        expect.require("verdict");
        verdict = String.valueOf(expect.oneOf("verdict", ExpectationReader.VERDICTS));
      }
      String topology = row ? expectations.topology(expect, base) : RunCase.NONE;
      RowCase about = row ? new RowCase.Row(members) : new RowCase.Point(members);
      Optional<String> recognised = row ? expectations.recognised(expect, ROW) : Optional.empty();
      Optional<List<String>> refusedBy = expectations.codes(expect, ExpectationReader.REFUSED_BY);
      List<ExpectedFinding> findings = expectations.findings(expect);
      Set<String> ignored = new TreeSet<>(fileIgnores.keySet());
      return of(
          file,
          topic,
          name,
          one.line(),
          about,
          expected(verdict, topology, findings, expect, recognised, refusedBy, ignored, here));
    }
  }

  /** A case of several rows. */
  RunCase sweep(
      String file,
      String topic,
      String name,
      ConfigTable one,
      String fileBase,
      Map<String, Integer> fileIgnores) {
    String own = one.text("base");
    String base = own == null ? fileBase : own;
    Map<String, Map<String, Object>> rows = all(one, "sweep", base, true);
    boolean expects = one.has("points");
    Map<String, Map<String, Object>> points = expects ? all(one, "points", base, false) : null;
    Map<String, Object> info = one.has("info") ? CaseReader.trees(one, "info") : null;
    if (info != null) {
      infoKeys.requireRead(one, info, Set.of());
    }
    Set<String> here = expectations.ignored(one, fileIgnores).keySet();
    try (ConfigTable expect = expectation(one)) {
      List<ExpectedFinding> findings = expectations.findings(expect);
      Set<String> ignored = new TreeSet<>(fileIgnores.keySet());
      Optional<List<String>> refusedBy = expectations.codes(expect, ExpectationReader.REFUSED_BY);
      Expected expected =
          expected(
              RunCase.NONE,
              RunCase.NONE,
              findings,
              expect,
              Optional.empty(),
              refusedBy,
              ignored,
              here);
      return of(file, topic, name, one.line(), new RowCase.Sweep(rows, points, info), expected);
    }
  }

  private static ConfigTable expectation(ConfigTable one) {
    if (!one.has("expect")) {
      one.fault(one.line(), one.at("expect") + " is missing: what must come out?");
    }
    return one.section("expect");
  }

  private static RunCase of(
      String file, String topic, String name, int line, RowCase about, Expected expected) {
    return new RunCase(
        file, topic, name, line, Map.of(), Map.of(), Set.of(), null, "", about, "", expected);
  }

  private static Map<String, Object> members(RunCase base) {
    return base.rows() instanceof RowCase.Row row
        ? row.members()
        : ((RowCase.Point) base.rows()).job();
  }

  private Map<String, Object> edited(ConfigTable one, Map<String, Object> base, String key) {
    Map<String, Object> changed = CaseReader.trees(one, key);
    List<String> absent =
        one.node("expect") instanceof YamlNode.Table
            ? one.section("expect").texts("absent")
            : List.of();
    (key.equals(ROW) ? rowKeys : pointKeys).requireRead(one, changed, absent);
    return ResultEdit.of(one, base, changed);
  }

  /** Rows or points by what the case calls them, each changed from a base of its own. */
  private Map<String, Map<String, Object>> all(
      ConfigTable one, String key, String caseBase, boolean rows) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    try (ConfigTable table = one.section(key)) {
      for (String name : table.keys()) {
        try (ConfigTable entry = table.section(name)) {
          RunCase base = reader.base(entry, caseBase);
          if (base == null || base.rows() instanceof RowCase.Row != rows) {
            String what = rows ? " must begin with a row" : " must begin with a point";
            if (base != null) {
              entry.fault(entry.line(), table.at(name) + what);
            }
            entry.keys().forEach(entry::has);
            continue;
          }
          all.put(name, edited(entry, members(base), rows ? ROW : POINT));
        }
      }
    }
    return all;
  }

  private static Expected expected(
      String verdict,
      String topology,
      List<ExpectedFinding> findings,
      ConfigTable expect,
      Optional<String> recognised,
      Optional<List<String>> refusedBy,
      Set<String> ignored,
      Set<String> ignoredHere) {
    ignored.addAll(ignoredHere);
    for (ExpectedFinding finding : findings) {
      if (ignored.contains(finding.code())) {
        expect.faultAt("findings", ": " + finding.code() + " is ignored and expected");
      }
    }
    return new Expected(
        verdict,
        topology,
        findings,
        CaseReader.trees(expect, "values"),
        expect.texts("absent"),
        Optional.empty(),
        recognised,
        refusedBy,
        Optional.empty(),
        ignored,
        ignoredHere,
        false);
  }
}
