package io.rungate.cases;

import io.rungate.cases.RunCase.Expected;
import io.rungate.cases.RunCase.ExpectedFinding;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what must come out of a case, in the words of the pack that it is about. */
final class ExpectationReader {
  private static final String IGNORE = "ignore-findings";
  static final String REFUSED_BY = "refused-by";

  /** What JSON is that no signature fits. */
  static final String NOTHING = "nothing";

  private static final Set<String> RECOGNISED =
      Set.of(SweepMapping.ROW, SweepMapping.RESULT, NOTHING);
  static final Set<String> VERDICTS = Set.of("accepted", "rejected");

  private final Set<String> codes = new HashSet<>();
  private final Set<String> topologies = new TreeSet<>(Set.of(RunCase.NONE));

  /** Where blocks are chosen by words, the mapping does not list the topologies. */
  private final boolean anyTopology;

  /** In a pack that says by which keys a document is known. */
  private final boolean recognises;

  ExpectationReader(RulePack pack) {
    pack.rules().forEach(rule -> codes.add(rule.code()));
    codes.remove(null);
    recognises = pack.sweep().isPresent();
    pack.mapping().blocks().forEach(block -> topologies.addAll(block.topologies()));
    anyTopology = pack.mapping().blocks().stream().anyMatch(block -> block.word() != null);
  }

  /** The codes whose findings are not compared, each with its line. */
  Map<String, Integer> ignored(ConfigTable section, Map<String, Integer> already) {
    Map<String, Integer> ignored = new LinkedHashMap<>();
    for (YamlNode item : section.items(IGNORE)) {
      if (!(item instanceof YamlNode.Scalar code)) {
        section.fault(item.line(), section.at(IGNORE) + " must be a list of codes");
      } else if (already.containsKey(code.text())
          || ignored.put(code.text(), item.line()) != null) {
        String what = ": " + code.text() + " is ignored already";
        section.fault(item.line(), section.at(IGNORE) + what);
      } else {
        requireCode(section, IGNORE, code.text(), item.line());
      }
    }
    if (section.has(IGNORE) && section.items(IGNORE).isEmpty()) {
      section.faultAt(IGNORE, " names none");
    }
    return ignored;
  }

  /**
   * What a case about a run expects.
   *
   * @param read whether it has a result
   */
  Expected expected(
      ConfigTable expect,
      RunCase base,
      boolean read,
      Set<String> ignored,
      Set<String> ignoredHere) {
    expect.require("verdict");
    String verdict = expect.oneOf("verdict", VERDICTS);
    Map<String, Object> document = CaseReader.trees(expect, "document");
    List<String> absent = expect.texts("absent");
    absent.stream()
        .filter(document::containsKey)
        .forEach(key -> expect.faultAt("absent", ": " + key + " cannot be there and absent"));
    List<ExpectedFinding> findings = findings(expect);
    findings.stream()
        .map(ExpectedFinding::code)
        .filter(ignored::contains)
        .forEach(code -> expect.faultAt("findings", ": " + code + " is ignored and expected"));
    return new Expected(
        String.valueOf(verdict),
        topology(expect, base),
        findings,
        document,
        absent,
        given(expect, "overruled"),
        recognises && read ? recognised(expect, SweepMapping.RESULT) : Optional.empty(),
        codes(expect, REFUSED_BY),
        codes(expect, "before-launch"),
        ignored,
        ignoredHere,
        false);
  }

  private static Optional<List<String>> given(ConfigTable expect, String key) {
    return expect.has(key) ? Optional.of(expect.texts(key)) : Optional.empty();
  }

  /** What the keys of a result or a row are taken for. */
  Optional<String> recognised(ConfigTable expect, String otherwise) {
    String given = expect.oneOf("recognised", RECOGNISED);
    return Optional.of(given == null ? otherwise : given);
  }

  Optional<List<String>> codes(ConfigTable expect, String key) {
    Optional<List<String>> given = given(expect, key);
    given.ifPresent(all -> all.forEach(code -> requireCode(expect, key, code, expect.lineOf(key))));
    return given;
  }

  String topology(ConfigTable expect, RunCase base) {
    String given = anyTopology ? expect.filled("topology") : expect.oneOf("topology", topologies);
    return given != null ? given : base == null ? RunCase.NONE : base.expected().topology();
  }

  /** Codes, or tables of one code and its exact message. */
  List<ExpectedFinding> findings(ConfigTable expect) {
    List<ExpectedFinding> findings = new ArrayList<>();
    for (YamlNode item : expect.items("findings")) {
      if (item instanceof YamlNode.Scalar code) {
        findings.add(new ExpectedFinding(code.text(), Optional.empty(), Optional.empty()));
      } else if (item instanceof YamlNode.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof YamlNode.Scalar message) {
        String code = table.entries().keySet().iterator().next();
        findings.add(new ExpectedFinding(code, Optional.of(message.text()), Optional.empty()));
      } else if (item instanceof YamlNode.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof YamlNode.Sequence of) {
        findings.add(spokenOf(table.entries().keySet().iterator().next(), of));
      } else {
        String what = expect.at("findings") + " must hold codes, or a code with its message";
        expect.fault(item.line(), what);
        continue;
      }
      requireCode(expect, "findings", findings.get(findings.size() - 1).code(), item.line());
    }
    return findings;
  }

  /** A finding of a sweep: its message, if it has one, and the rows and points that it names. */
  private static ExpectedFinding spokenOf(String code, YamlNode.Sequence of) {
    Set<String> names = new TreeSet<>();
    for (YamlNode name : of.items()) {
      names.add(name instanceof YamlNode.Scalar scalar ? scalar.text() : "");
    }
    return new ExpectedFinding(code, Optional.empty(), Optional.of(names));
  }

  void requireCode(ConfigTable section, String key, String code, int line) {
    if (!codes.contains(code)) {
      String fault = ": no rule has the code " + code + Spelling.hint(code, codes);
      section.fault(line, section.at(key) + fault);
    }
  }
}
