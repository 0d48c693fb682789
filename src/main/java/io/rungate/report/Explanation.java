package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecord.Claim;
import io.rungate.document.AuditRecord.Fact;
import io.rungate.document.AuditRecord.Field;
import io.rungate.document.AuditRecord.Finding;
import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Omission;
import io.rungate.document.AuditRecord.Step;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final Printer out;
  private final Set<String> shown = new HashSet<>();
  private final Map<Source, String> texts = new HashMap<>();
  private final Map<String, Finding> findings = new HashMap<>();
  private final Map<String, List<Justification>> also = new HashMap<>();

  private Explanation(AuditRecord run, Printer out) {
    this.run = run;
    this.steps = run.steps();
    this.out = out;
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

  /**
   * What is explained: a field of the document, {@code verdict}, {@code topology}, a finding by its
   * code; or, if that is null, verdict, topology and findings in short.
   */
  public record Item(AuditRecord run, String what) implements ReportItem {
    @Override
    public void text(Printer out) {
      Explanation explanation = new Explanation(run, out);
      if (what == null) {
        explanation.overview();
      } else {
        explanation.explain(what);
      }
    }
  }

  /** All that can be explained, each once. */
  public static List<String> names(AuditRecord run) {
    List<String> names = new ArrayList<>(List.of(VERDICT, TOPOLOGY));
    run.findings().stream().map(Explanation::code).distinct().forEach(names::add);
    run.allFields().stream().map(Field::key).forEach(names::add);
    run.allLeftOut().stream().map(Omission::key).forEach(names::add);
    return names;
  }

  private void explain(String what) {
    if (what.equals(VERDICT)) {
      conclusion(VERDICT, run.verdict().toString());
    } else if (what.equals(TOPOLOGY) && run.topology().isEmpty()) {
      line(0, strong("topology not decided"), pack());
    } else if (what.equals(TOPOLOGY)) {
      conclusion(TOPOLOGY, run.topology().get());
      run.overruled().forEach(this::overruled);
    } else if (run.allLeftOut().stream().anyMatch(one -> one.key().equals(what))) {
      run.allLeftOut().stream().filter(one -> one.key().equals(what)).forEach(this::leftOut);
    } else {
      Optional<Field> field =
          run.allFields().stream().filter(one -> one.key().equals(what)).findFirst();
      field.ifPresentOrElse(
          this::field,
          () ->
              run.findings().stream()
                  .filter(finding -> code(finding).equals(what))
                  .forEach(this::finding));
    }
  }

  private void overview() {
    boolean accepted = run.accepted();
    String verdict = run.verdict().toString().toUpperCase(Locale.ROOT);
    String name = run.subject().name().orElse("a run without a name");
    line(0, accepted ? good(verdict) : bad(verdict), "  ", strong(name), pack());
    inShort(VERDICT, run.verdict().toString(), "verdict " + run.verdict());
    if (!accepted && run.mayPublish()) {
      line(2, warn("published all the same, since each error is waived"));
    }
    if (run.topology().isEmpty()) {
      line(1, "topology not decided");
    } else {
      inShort(TOPOLOGY, run.topology().get(), "topology " + run.topology().get());
    }
    for (Claim claim : run.overruled()) {
      line(1, warn("overruled: ", claim.claim()), " (", claim.key(), ")");
    }
    for (Finding finding : run.findings()) {
      line(1, says(finding));
      waived(2, finding);
      Justification reason = (Justification) steps.get(finding.because());
      line(2, rule(reason));
      because(reason);
      finding.advice().ifPresent(advice -> line(2, "to do: ", advice));
    }
    fieldNames();
  }

  private void fieldNames() {
    String keys = "";
    line(1, run.fields().isEmpty() ? "no field of the document is known" : "fields");
    for (Field field : run.allFields()) {
      if (keys.length() + field.key().length() >= WIDTH) {
        line(2, dim(keys));
        keys = "";
      }
      keys += (keys.isEmpty() ? "" : " ") + field.key();
    }
    if (!keys.isEmpty()) {
      line(2, dim(keys));
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
    if (!reason.because().isEmpty()) {
      line(
          2,
          reason.because().stream()
              .map(id -> findings.containsKey(id) ? code(findings.get(id)) : steps.get(id).says())
              .collect(Collectors.joining("; ", "because ", "")));
    }
  }

  private void conclusion(String kind, String value) {
    String id = idOf(kind, value);
    if (id == null) {
      line(0, strong(kind, " ", value), pack());
    } else {
      line(0, strong(steps.get(id).says()), pack());
      reasons(id, 0);
    }
  }

  private void field(Field field) {
    String value = Printer.shortened(PythonJsonWriter.compact(field.value()), LONGEST_TEXT);
    line(0, strong(field.key(), " = ", value), pack());
    if (field.sameAs().isPresent()) {
      String place = ", as fields.yaml:" + field.mappingLine() + " says";
      line(1, "the same as " + field.sameAs().get(), dim(place));
    }
    if (field.how() != AggDocument.How.DERIVED && field.sameAs().isEmpty()) {
      line(1, field.how().toString(), dim(", as fields.yaml:" + field.mappingLine() + " says"));
    }
    if (steps.get(field.because()) instanceof Fact || field.how() == AggDocument.How.CONCLUDED) {
      step(field.because(), 1);
    } else {
      reasons(field.because(), 0);
    }
    run.overruled().stream().filter(claim -> isAbout(claim, field)).forEach(this::overruled);
  }

  /** A place that is not at the top shows the value of a name. */
  private boolean isAbout(Claim claim, Field field) {
    return claim.key().equals(field.sameAs().orElse(field.key()))
        || !field.path().isEmpty()
            && steps.get(field.because()).says().startsWith(claim.key() + " = ");
  }

  private void leftOut(Omission omission) {
    line(0, strong(omission.key(), " is left out of the document"), pack());
    if (steps.get(omission.because()) instanceof Fact fact) {
      line(1, says(fact));
    } else {
      reasons(omission.because(), 0);
    }
  }

  private void finding(Finding finding) {
    line(0, says(finding), pack());
    waived(1, finding);
    Justification reason = (Justification) steps.get(finding.because());
    finding.advice().ifPresent(advice -> line(1, "to do: ", advice));
    reason.why().ifPresent(why -> line(1, dim("why: ", why)));
    reasons(finding.because(), 0);
  }

  private void waived(int depth, Finding finding) {
    run.waiverOf(finding)
        .ifPresent(
            one ->
                line(
                    depth,
                    warn("waived until ", one.expires(), " by ", one.owner()),
                    one.publish() ? ", and to be published" : "",
                    ": ",
                    one.reason()));
  }

  private void overruled(Claim claim) {
    line(1, warn("overruled: ", claim.claim()), " has no say here");
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
    Object says = finding == null ? step.says() : says(finding);
    if (shown.contains(id)) {
      line(depth, says, dim("  (see above)"));
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
    line(depth, before, rule(reason));
    for (String cause : reason.because()) {
      step(cause, depth);
    }
  }

  private String idOf(String kind, String value) {
    String says = kind + " " + value;
    return run.justifications().stream()
        .filter(one -> one.sameAs().isEmpty())
        .filter(one -> one.kind().equals(kind) && one.says().equals(says))
        .findFirst()
        .map(Justification::id)
        .orElse(null);
  }

  private static String code(Finding finding) {
    return finding.code().orElse("");
  }

  private static Object says(Finding finding) {
    String text = finding.severity() + " " + code(finding);
    boolean error = finding.severity() == Severity.ERROR;
    return List.of(error ? bad(text) : warn(text), ": ", finding.message());
  }

  /** A fact with the place and the text that it was read from. */
  private Object says(Fact fact) {
    String text = texts.get(fact.source());
    String name = fact.source().name();
    String from =
        switch (fact.source().kind()) {
          case VARIABLE ->
              text == null ? null : "variable " + name + "=" + (text.isEmpty() ? "\"\"" : text);
          case RESULT, PATH, ROW, MATRIX, SWEEP ->
              text == null ? null : fact.source() + " = " + text;
          case FILE_NAME -> fact.kind().equals("run") ? null : "file name " + name;
          case OTHER_VARIABLE, OTHER_KEY, KEY_TWICE -> fact.source().toString();
          case PACK -> name; // of a row: its place in the pack
        };
    return List.of(
        fact.says(), from == null ? "" : dim("  from ", Printer.shortened(from, LONGEST_TEXT)));
  }

  private static Object rule(Justification reason) {
    return List.of("rule \"", reason.rule(), "\" ", dim(reason.file(), ":" + reason.line()));
  }

  private Object pack() {
    return dim("  (pack " + run.pack().name() + " " + run.pack().version() + profile() + ")");
  }

  private String profile() {
    return run.pack().profile().map(name -> ", profile " + name).orElse("");
  }

  private void line(int depth, Object... parts) {
    out.line("  ".repeat(depth), List.of(parts));
  }
}
