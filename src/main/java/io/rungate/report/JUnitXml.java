package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackMeaning.PackChange;
import io.rungate.pack.PackProblem;
import io.rungate.replay.Change;
import io.rungate.replay.ReplayResult;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML, which every build server can show: a suite for the runs that a pack judged, for its
 * sweep and its curves, or for a file of cases.
 */
final class JUnitXml implements Reporter {
  private static final String UNKNOWN_PACK = "rungate";

  private final Printer out;
  private final Map<String, JUnitSuite> suites = new LinkedHashMap<>();
  private String title = "rungate";

  JUnitXml(Printer out) {
    this.out = out;
  }

  private JUnitSuite suite(String name) {
    return suites.computeIfAbsent(name == null ? UNKNOWN_PACK : name, JUnitSuite::new);
  }

  @Override
  public void report(ReportItem item) {
    ReportEntry entry = item.entry();
    if (entry instanceof ReportEntry.Row row) {
      if (!row.verdict().equals("ignored")) {
        row(row);
      }
    } else if (entry instanceof ReportEntry.Sweep sweep) {
      sweep(sweep);
    } else if (entry instanceof ReportEntry.Totals totals) {
      if (!totals.complete()) {
        suite("call").error("call", "call", "The call did not come to its end.");
      }
    } else if (entry instanceof ReportEntry.Cases cases) {
      cases(cases.suite());
    } else if (entry instanceof ReportEntry.Replayed replayed) {
      replayed(replayed.result());
    } else if (entry instanceof ReportEntry.Packs packs) {
      packs(packs);
    }
  }

  private void row(ReportEntry.Row row) {
    JUnitSuite suite = suite(row.pack());
    String group = row.written().dir() == null ? "runs" : row.written().dir();
    List<JUnitSuite.Failure> failures = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (ReportFinding finding : row.findings()) {
      if (finding.counts()) {
        failures.add(failure(finding));
      } else {
        remarks.add(remark(finding));
      }
    }
    for (String difference : row.differences()) {
      failures.add(new JUnitSuite.Failure("row-differs", difference, ""));
    }
    if (row.code() == ExitCode.NOT_JUDGED) {
      String problem = row.problem() == null ? "nothing was decided" : row.problem();
      suite.error(group, row.id(), problem);
    } else {
      suite.test(group, row.id(), failures, remarks);
    }
  }

  private void sweep(ReportEntry.Sweep sweep) {
    JUnitSuite findings = suite("sweep of " + (sweep.pack() == null ? UNKNOWN_PACK : sweep.pack()));
    for (ReportFinding finding : sweep.findings()) {
      List<JUnitSuite.Failure> failures = finding.counts() ? List.of(failure(finding)) : List.of();
      List<String> remarks = finding.counts() ? List.of() : List.of(remark(finding));
      findings.test(finding.code(), finding.message(), failures, remarks);
    }
    for (ReportEntry.Curve curve : sweep.curves()) {
      if (curve.missing() == 0) {
        suite("curves").test("curves", curve.name(), List.of(), List.of());
      } else {
        String what = curve.missing() + " of " + curve.expected() + " points are missing";
        suite("curves").skipped("curves", curve.name(), what);
      }
    }
  }

  private static JUnitSuite.Failure failure(ReportFinding finding) {
    return new JUnitSuite.Failure(finding.code(), finding.message(), details(finding));
  }

  private static String remark(ReportFinding finding) {
    return (finding.waived() ? "waived " : "")
        + finding.severity()
        + " "
        + finding.code()
        + ": "
        + finding.message()
        + "\n"
        + details(finding);
  }

  private static String details(ReportFinding finding) {
    List<String> lines = new ArrayList<>();
    if (!finding.evidence().isEmpty()) {
      lines.add("because " + String.join("; ", finding.evidence()));
    }
    if (!finding.points().isEmpty()) {
      lines.add("about " + String.join("; ", finding.points()));
    }
    if (finding.advice() != null) {
      lines.add(finding.advice());
    }
    ReportFinding.Rule rule = finding.rule();
    if (rule != null) {
      String name = rule.name() == null ? "rule" : "rule \"" + rule.name() + '"';
      lines.add(name + " " + rule.file() + ":" + rule.line());
    }
    return String.join("\n", lines);
  }

  private void cases(CaseSuiteResult result) {
    title = result.pack().manifest().title();
    for (Map.Entry<CaseFile, List<CaseResult>> file : result.results().entrySet()) {
      JUnitSuite suite = suite(file.getKey().file());
      for (CaseResult one : file.getValue()) {
        List<JUnitSuite.Failure> failures = new ArrayList<>();
        if (!one.passed()) {
          String details =
              Stream.concat(
                      Stream.of(one.of().place()),
                      one.differences().stream().flatMap(JUnitXml::lines))
                  .collect(Collectors.joining("\n"));
          String what = one.differences().get(0).what() + " differs";
          failures.add(new JUnitSuite.Failure("case", what, details));
        }
        suite.test(one.of().topic(), one.of().name(), failures, List.of());
      }
    }
    for (PackProblem gap : result.gaps()) { // finding codes without a case of either side
      JUnitSuite.Failure failure = new JUnitSuite.Failure("gap", gap.message(), gap.toString());
      suite("finding codes").test("finding codes", gap.message(), List.of(failure), List.of());
    }
  }

  private static Stream<String> lines(Mismatch difference) {
    String line =
        "%s: expected %s, but was %s"
            .formatted(difference.what(), difference.expected(), difference.actual());
    return Stream.concat(
        Stream.of(line), difference.reasons().stream().map(reason -> "  " + reason));
  }

  private void replayed(ReplayResult result) {
    JUnitSuite suite = suite("recorded runs");
    if (result instanceof ReplayResult.Unreadable none) {
      suite.error("recorded runs", none.place(), none.problem());
    } else if (result instanceof ReplayResult.Replayed run) {
      List<JUnitSuite.Failure> failures = new ArrayList<>();
      for (Change change : run.changes()) {
        String what =
            change.kind().label() + " " + change.what() + " " + ChangeReport.fromTo(change);
        failures.add(new JUnitSuite.Failure(change.kind().label(), what, ""));
      }
      suite.test("recorded runs", run.run(), failures, List.of());
    }
  }

  private void packs(ReportEntry.Packs packs) {
    JUnitSuite suite = suite("rule packs");
    for (PackChange change : packs.changes()) {
      String label = change.kind().label();
      JUnitSuite.Failure failure = new JUnitSuite.Failure(label, label, change.place());
      suite.test("rule packs", change.what() + " " + change.name(), List.of(failure), List.of());
    }
  }

  @Override
  public void close() {
    StringWriter text = new StringWriter();
    XMLStreamWriter xml = JUnitSuite.writer(text);
    try {
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      JUnitSuite.attribute(xml, "name", title);
      xml.writeCharacters("\n");
      xml.flush();
      out.json(text.toString());
      text.getBuffer().setLength(0);
      suites.values().forEach(suite -> suite.writeTo(out));
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
    out.json(text + "\n");
    out.flush();
  }
}
