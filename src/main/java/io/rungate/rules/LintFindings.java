package io.rungate.rules;

import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what checks find; the same finding twice is one. */
public final class LintFindings {
  /** A place of a pack that could be better, and the habit that it breaks. */
  public record LintFinding(LintCode code, PackProblem place) {
    @Override
    public String toString() {
      return place + " [" + code + "]";
    }
  }

  private final Set<LintFinding> found = new LinkedHashSet<>();

  public void add(LintCode code, String file, int line, String rule, String what) {
    found.add(new LintFinding(code, new PackProblem(file, line, rule, what)));
  }

  public void add(LintCode code, RuleText rule, int line, String what) {
    add(code, rule.fileName(), line > 0 ? line : rule.rule().getLine(), rule.name(), what);
  }

  /** Those of one habit. */
  LintFindings only(LintCode code) {
    LintFindings some = new LintFindings();
    found.stream().filter(one -> one.code() == code).forEach(some.found::add);
    return some;
  }

  /** By file and line. */
  public List<LintFinding> sorted() {
    List<LintFinding> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((LintFinding finding) -> finding.place().file())
            .thenComparingInt(finding -> finding.place().line()));
    return sorted;
  }

  public List<PackProblem> problems() {
    return sorted().stream().map(LintFinding::place).toList();
  }
}
