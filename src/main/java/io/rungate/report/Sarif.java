package io.rungate.report;

import io.rungate.document.Waiver;
import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Sha256Hex;
import io.rungate.pack.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SARIF 2.1.0, for code scanning. What its upload refuses is never written: a result without a
 * location, an absolute URI, a second run, or more results than it takes; the gravest are kept, and
 * what is left out is counted.
 */
final class Sarif implements Reporter {
  private static final int MOST_RESULTS = 25_000;
  private static final int MOST_POINTS = 1_000;
  private static final int LONGEST = 2000;

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /** What is found without a rule, and what to know of it. */
  private static final Map<String, String> OWN =
      Map.of(
          "not-judged", "A run or row could not be read or judged, so nothing is known of it.",
          "row-differs", "A published row is not what its audit record and the rules say.");

  /**
   * A result, before it is known whether there is room for it.
   *
   * @param file null for what is found of the call as a whole
   */
  private record Result(String id, String file, ReportFinding finding) {}

  private final Printer out;
  private final Foremost<Result> results = new Foremost<>(MOST_RESULTS);
  private final Map<String, Object> rules = new LinkedHashMap<>();
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<String, Integer> fingerprints = new HashMap<>();
  private boolean complete = true;

  Sarif(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    ReportEntry entry = item.entry();
    if (entry instanceof ReportEntry.Row row) {
      row.findings().forEach(finding -> add(row.id(), place(row), finding));
      row.differences().forEach(text -> add(row.id(), place(row), own("row-differs", text)));
      if (row.problem() != null && row.code() != ExitCode.ACCEPTED) {
        add(row.id(), place(row), own("not-judged", row.problem()));
      }
    } else if (entry instanceof ReportEntry.Sweep sweep) {
      sweep.findings().forEach(finding -> add("", null, finding));
    } else if (entry instanceof ReportEntry.Totals totals) {
      complete &= totals.complete();
    }
  }

  /** What nobody knows the file of is called as the caller calls it. */
  private static String place(ReportEntry.Row row) {
    return row.file() == null ? "run/" + row.id() : row.file();
  }

  private static ReportFinding own(String code, String text) {
    return new ReportFinding(
        code, Severity.ERROR, text, null, List.of(), List.of(), null, false, null);
  }

  private void add(String id, String file, ReportFinding finding) {
    int rank = finding.severity().ordinal() + (finding.waived() ? 1 : 0);
    results.add(rank, new Result(id, file, finding));
  }

  @Override
  public void close() {
    out.json(
        "{\"$schema\":\""
            + SCHEMA
            + "\",\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":"
            + "\"utf16CodeUnits\",\"results\":[");
    String before = "\n";
    for (Iterator<Result> all = results.all().iterator(); all.hasNext(); before = ",\n") {
      out.json(before + JsonText.compact(tree(all.next())));
    }
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "rungate");
    driver.put("version", Version.PROGRAM);
    driver.put("semanticVersion", Version.PROGRAM);
    driver.put("rules", List.copyOf(rules.values()));
    out.json("],\n\"tool\":" + JsonText.compact(Map.of("driver", driver)));
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", complete);
    if (results.leftOut() > 0) {
      String text =
          "%d results are left out, the gravest are kept: code scanning takes no more than %d."
              .formatted(results.leftOut(), MOST_RESULTS);
      Map<String, Object> notice = new LinkedHashMap<>();
      notice.put("level", "warning");
      notice.put("message", Map.of("text", text));
      invocation.put("toolExecutionNotifications", List.of(notice));
    }
    out.json(",\n\"invocations\":" + JsonText.compact(List.of(invocation)));
    out.json(
        ",\n\"properties\":" + JsonText.compact(Map.of("leftOut", results.leftOut())) + "}]}\n");
    out.flush();
  }

  private Map<String, Object> tree(Result result) {
    ReportFinding finding = result.finding();
    ReportFinding.Rule rule = finding.rule();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("ruleId", text(finding.code()));
    tree.put("ruleIndex", index(finding));
    tree.put("level", finding.severity().toString());
    String about = result.id().isEmpty() ? "" : result.id() + ": ";
    String advice = finding.advice() == null ? "" : " " + finding.advice();
    tree.put("message", Map.of("text", text(about + finding.message() + advice)));
    List<Object> locations = new ArrayList<>();
    List<Object> related = new ArrayList<>();
    if (result.file() != null) {
      locations.add(location(result.file(), 1, null));
    }
    if (rule != null) {
      (locations.isEmpty() ? locations : related)
          .add(location(rule.file(), rule.line(), rule.name()));
    }
    tree.put("locations", locations);
    if (!related.isEmpty()) {
      tree.put("relatedLocations", related);
    }
    tree.put("partialFingerprints", Map.of("rungate/v1", fingerprint(result)));
    if (finding.waived()) {
      tree.put("suppressions", List.of(suppression(finding.waiver())));
    }
    properties(result).ifFilled(tree);
    return tree;
  }

  /** What is there besides, where there is anything. */
  private record Properties(Map<String, Object> all) {
    void ifFilled(Map<String, Object> tree) {
      if (!all.isEmpty()) {
        tree.put("properties", all);
      }
    }
  }

  private static Properties properties(Result result) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<String> evidence = result.finding().evidence();
    if (!evidence.isEmpty()) {
      all.put("evidence", evidence.stream().limit(MOST_POINTS).map(Sarif::text).toList());
    }
    List<String> points = result.finding().points();
    if (!points.isEmpty()) {
      all.put("points", points.stream().limit(MOST_POINTS).map(Sarif::text).toList());
    }
    if (points.size() > MOST_POINTS) {
      all.put("pointsLeftOut", points.size() - MOST_POINTS);
    }
    return new Properties(all);
  }

  private static Map<String, Object> suppression(Waiver waiver) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "external");
    tree.put("status", "accepted");
    if (waiver != null) {
      String word = "%s (%s, until %s)";
      tree.put(
          "justification", text(word.formatted(waiver.reason(), waiver.owner(), waiver.expires())));
    }
    return tree;
  }

  /** Where a code stands among the rules; the first finding of it describes it. */
  private int index(ReportFinding finding) {
    return indices.computeIfAbsent(
        finding.code(),
        code -> {
          rules.put(code, rule(finding));
          return rules.size() - 1;
        });
  }

  private static Map<String, Object> rule(ReportFinding finding) {
    ReportFinding.Rule rule = finding.rule();
    String name = rule == null || rule.name() == null ? finding.code() : rule.name();
    String why = rule == null ? OWN.get(finding.code()) : rule.why();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", text(finding.code()));
    tree.put("shortDescription", Map.of("text", text(name)));
    tree.put("fullDescription", Map.of("text", text(why == null ? name : why)));
    tree.put("help", Map.of("text", text(why == null ? name : why)));
    tree.put("defaultConfiguration", Map.of("level", finding.severity().toString()));
    return tree;
  }

  private static Map<String, Object> location(String file, int line, String rule) {
    Map<String, Object> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", Map.of("uri", uri(file)));
    physical.put("region", Map.of("startLine", Math.max(1, line)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("physicalLocation", physical);
    if (rule != null) {
      tree.put("message", Map.of("text", text("rule \"" + rule + "\"")));
    }
    return tree;
  }

  /** Never an absolute one: what is not below the working directory loses its root alone. */
  private static String uri(String file) {
    String path = ("/" + text(file)).replaceAll("/+", "/");
    try {
      String rooted = new URI(null, null, path, null).normalize().toASCIIString();
      String relative = rooted.replaceFirst("^(\\.{0,2}/)+", "").replace(":", "%3A");
      return relative.isEmpty() ? "unknown" : relative;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path behind one slash is always a URI", e);
    }
  }

  /**
   * The same for the same finding of a later call: counts and values may differ, so that those of
   * one row are told apart by their order.
   */
  private String fingerprint(Result result) {
    ReportFinding finding = result.finding();
    String what = result.id().isEmpty() ? finding.message() : uri(result.id());
    String rule = finding.rule() == null ? "" : String.valueOf(finding.rule().name());
    String hash = Sha256Hex.of(finding.code() + "\0" + rule + "\0" + what);
    int earlier = fingerprints.merge(hash, 1, Integer::sum) - 1;
    return hash.substring(0, 32) + ":" + earlier;
  }

  /** A text is never empty. */
  private static String text(String text) {
    String shown = Printer.visible(Printer.shortened(text, LONGEST));
    return shown.isBlank() ? "(empty)" : shown;
  }
}
