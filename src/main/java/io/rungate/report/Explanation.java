package io.rungate.report;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecord.Claim;
import io.rungate.document.AuditRecord.Fact;
import io.rungate.document.AuditRecord.Field;
import io.rungate.document.AuditRecord.Finding;
import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Step;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a recorded run was judged as it was: the tree of reasons for one thing, down to what was
 * read. What was shown once is not shown again.
 */
public final class Explanation {
  private static final String VERDICT = "verdict";
  private static final String TOPOLOGY = "topology";

  /** A chain of reasons longer than this was not made by rules. */
  private static final int DEEPEST = 200;

  private static final int LONGEST_TEXT = 120;
  private static final int WIDTH = 96;

  private final AuditRecord run;
  private final Map<String, Step> steps;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();
  private final Set<String> shown = new HashSet<>();
  private final Map<Source, String> texts = new HashMap<>();
  private final Map<String, Finding> findings = new HashMap<>();
  private final Map<String, List<Justification>> also = new HashMap<>();

  private Explanation(AuditRecord run, Paint paint) {
    this.run = run;
    this.steps = run.steps();
    this.paint = paint;
    for (RunInput.Item item : run.inputs()) {
      texts.put(item.source(), item.text());
    }
    for (Finding finding : run.findings()) {
      findings.put(finding.because(), finding);
    }
    for (Justification reason : run.justifications()) {
      reason
          .sameAs()
          .ifPresent(first -> also.computeIfAbsent(first, id -> new ArrayList<>()).add(reason));
    }
  }

  /** Verdict, topology and findings with their reasons in short. */
  public static String overview(AuditRecord run, Paint paint) {
    Explanation explanation = new Explanation(run, paint);
    explanation.overview();
    return explanation.out.toString();
  }

  /**
   * The tree of reasons for a field of the document, for {@code verdict}, for {@code topology}, or
   * for a finding by its code; null when the record has nothing of that name.
   */
  public static String of(AuditRecord run, String what, Paint paint) {
    Explanation explanation = new Explanation(run, paint);
    return explanation.explain(what) ? explanation.out.toString() : null;
  }

  /** All that {@link #of} knows, each once. */
  public static List<String> names(AuditRecord run) {
    List<String> names = new ArrayList<>(List.of(VERDICT, TOPOLOGY));
    run.findings().stream().map(Explanation::code).distinct().forEach(names::add);
    run.fields().stream().map(Field::key).forEach(names::add);
    return names;
  }

  private boolean explain(String what) {
    if (what.equals(VERDICT)) {
      conclusion(VERDICT, run.verdict().toString());
      return true;
    }
    if (what.equals(TOPOLOGY)) {
      if (run.topology().isEmpty()) {
        line(0, paint.strong("topology not decided") + pack());
      } else {
        conclusion(TOPOLOGY, run.topology().get());
        run.overruled().forEach(this::overruled);
      }
      return true;
    }
    for (Field field : run.fields()) {
      if (field.key().equals(what)) {
        field(field);
        return true;
      }
    }
    boolean found = false;
    for (Finding finding : run.findings()) {
      if (code(finding).equals(what)) {
        finding(finding);
        found = true;
      }
    }
    return found;
  }

  private void overview() {
    boolean accepted = run.accepted();
    String verdict = run.verdict().toString().toUpperCase(java.util.Locale.ROOT);
    line(
        0,
        (accepted ? paint.good(verdict) : paint.bad(verdict))
            + "  "
            + paint.strong(OneLine.of(run.subject().name().orElse("a run without a name")))
            + pack());
    inShort(VERDICT, run.verdict().toString(), "verdict " + run.verdict());
    if (run.topology().isEmpty()) {
      line(1, "topology not decided");
    } else {
      inShort(TOPOLOGY, run.topology().get(), "topology " + run.topology().get());
    }
    for (Claim claim : run.overruled()) {
      line(1, paint.warn("overruled: " + OneLine.of(claim.claim())) + " (" + claim.key() + ")");
    }
    for (Finding finding : run.findings()) {
      line(1, says(finding));
      Justification reason = (Justification) steps.get(finding.because());
      line(2, rule(reason));
      because(reason);
      finding.advice().ifPresent(advice -> line(2, "to do: " + advice));
    }
    fieldNames();
  }

  private void fieldNames() {
    StringBuilder keys = new StringBuilder();
    line(1, run.fields().isEmpty() ? "no field of the document is known" : "fields");
    for (Field field : run.fields()) {
      if (keys.length() + field.key().length() >= WIDTH) {
        line(2, paint.dim(keys.toString()));
        keys.setLength(0);
      }
      keys.append(keys.isEmpty() ? "" : " ").append(OneLine.of(field.key()));
    }
    if (!keys.isEmpty()) {
      line(2, paint.dim(keys.toString()));
    }
  }

  private void inShort(String kind, String value, String says) {
    Justification reason = (Justification) steps.get(idOf(kind, value));
    line(1, says);
    if (reason != null) {
      line(2, rule(reason));
      because(reason);
    }
  }

  private void because(Justification reason) {
    StringBuilder text = new StringBuilder();
    for (String id : reason.because()) {
      Finding finding = findings.get(id);
      String says = finding == null ? steps.get(id).says() : code(finding);
      text.append(text.length() == 0 ? "because " : "; ").append(OneLine.of(says));
    }
    if (text.length() > 0) {
      line(2, text.toString());
    }
  }

  private void conclusion(String kind, String value) {
    String id = idOf(kind, value);
    if (id == null) {
      line(0, paint.strong(kind + " " + OneLine.of(value)) + pack());
    } else {
      line(0, paint.strong(OneLine.of(steps.get(id).says())) + pack());
      reasons(id, 0);
    }
  }

  private void field(Field field) {
    String value = shortened(OneLine.of(PythonJsonWriter.compact(field.value())));
    line(0, paint.strong(OneLine.of(field.key()) + " = " + value) + pack());
    if (field.how() != AggDocument.How.DERIVED) {
      line(1, field.how().word() + paint.dim(", as fields.yaml:" + field.mappingLine() + " says"));
    }
    if (steps.get(field.because()) instanceof Fact fact) {
      line(1, says(fact));
    } else {
      reasons(field.because(), 0);
    }
    for (Claim claim : run.overruled()) {
      if (claim.key().equals(field.key())) {
        overruled(claim);
      }
    }
  }

  private void finding(Finding finding) {
    line(0, says(finding) + pack());
    Justification reason = (Justification) steps.get(finding.because());
    finding.advice().ifPresent(advice -> line(1, "to do: " + advice));
    reason.why().ifPresent(why -> line(1, paint.dim("why: " + why)));
    reasons(finding.because(), 0);
  }

  private void overruled(Claim claim) {
    line(1, paint.warn("overruled: " + OneLine.of(claim.claim())) + " has no say here");
    Justification reason = (Justification) steps.get(claim.because());
    line(2, rule(reason));
    for (String id : reason.because()) {
      if (steps.get(id) instanceof Justification && !shown.contains(id)) {
        step(id, 2);
      }
    }
  }

  private void step(String id, int depth) {
    Step step = steps.get(id);
    if (step instanceof Fact fact) {
      line(depth, says(fact));
      return;
    }
    Finding finding = findings.get(id);
    String says = finding == null ? OneLine.of(step.says()) : says(finding);
    if (shown.contains(id)) {
      line(depth, says + paint.dim("  (see above)"));
    } else {
      line(depth, says);
      reasons(id, depth);
    }
  }

  /** Every justification of a conclusion, with all that it rests on. */
  private void reasons(String id, int depth) {
    shown.add(id);
    if (depth > DEEPEST) {
      line(depth + 1, "...");
      return;
    }
    reason((Justification) steps.get(id), depth + 1, "");
    for (Justification other : also.getOrDefault(id, List.of())) {
      reason(other, depth + 1, "and also by ");
    }
  }

  private void reason(Justification reason, int depth, String before) {
    line(depth, before + rule(reason));
    for (String cause : reason.because()) {
      step(cause, depth);
    }
  }

  private String idOf(String kind, String value) {
    String says = kind + " " + value;
    for (Justification reason : run.justifications()) {
      if (reason.sameAs().isEmpty() && reason.kind().equals(kind) && reason.says().equals(says)) {
        return reason.id();
      }
    }
    return null;
  }

  private static String code(Finding finding) {
    return finding.code().orElse("");
  }

  private String says(Finding finding) {
    String text = finding.severity() + " " + code(finding);
    return (finding.severity() == Severity.ERROR ? paint.bad(text) : paint.warn(text))
        + ": "
        + OneLine.of(finding.message());
  }

  /** A fact with the place and the text that it was read from. */
  private String says(Fact fact) {
    String says = OneLine.of(fact.says());
    String text = texts.get(fact.source());
    String from =
        switch (fact.source().kind()) {
          case VARIABLE ->
              text == null ? null : "variable " + fact.source().name() + "=" + quoted(text);
          case RESULT -> text == null ? null : "result key " + fact.source().name() + " = " + text;
          case FILE_NAME -> fact.kind().equals("run") ? null : "file name " + fact.source().name();
          case PACK -> "the mapping's default";
        };
    return from == null ? says : says + paint.dim("  from " + shortened(OneLine.of(from)));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "\"\"" : text;
  }

  private String rule(Justification reason) {
    return "rule \""
        + OneLine.of(reason.rule())
        + "\" "
        + paint.dim(reason.file() + ":" + reason.line());
  }

  private String pack() {
    return paint.dim("  (pack " + OneLine.of(run.pack().name() + " " + run.pack().version()) + ")");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
  }

  private void line(int depth, String text) {
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
    out.append(text).append('\n');
  }
}
