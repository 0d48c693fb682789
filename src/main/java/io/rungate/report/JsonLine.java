package io.rungate.report;

import io.rungate.engine.Finding;
import io.rungate.fact.JsonNull;
import io.rungate.gate.Outcome;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One outcome as one line of JSON, for programs. */
public final class JsonLine {
  private JsonLine() {}

  public static String of(Outcome outcome, RulePack pack) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", outcome.request().id());
    line.put("dir", path(outcome.request().folder()));
    line.put("verdict", outcome.verdict());
    line.put("agg", path(outcome.agg()));
    line.put("audit", path(outcome.audit()));
    List<Object> findings = new ArrayList<>();
    if (outcome.judgement() != null) {
      for (Finding finding : outcome.judgement().evaluation().findings()) {
        findings.add(finding(finding, pack));
      }
    }
    line.put("findings", findings);
    if (outcome.basis() != null) {
      line.put("basis", outcome.basis());
      line.put("differences", List.copyOf(outcome.differences()));
    }
    if (outcome.problem() != null) {
      line.put("problem", outcome.problem());
    }
    return PythonJsonWriter.compact(line);
  }

  private static Map<String, Object> finding(Finding finding, RulePack pack) {
    RuleCard rule = finding.justification().rule();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", finding.code());
    tree.put("severity", finding.severity().toString());
    tree.put("message", finding.message());
    tree.put("concern", rule.concern());
    tree.put("file", pack.shown(rule.file()));
    tree.put("line", BigInteger.valueOf(rule.line()));
    return tree;
  }

  private static Object path(Path path) {
    return path == null ? JsonNull.NULL : path.toString();
  }
}
