package io.rungate.rules;

import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Spelling;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;

/** What rules say about themselves: reports and catalogues are made of nothing else. */
public final class Annotations {
  private static final Set<String> KNOWN =
      Set.of("code", "message", "advice", "why", "since", "severity");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final LintFindings findings;
  private final Map<String, RuleText> byCode = new HashMap<>();

  private Annotations(LintFindings findings) {
    this.findings = findings;
  }

  public static void check(PackSymbols terms, LintFindings findings) {
    Annotations checks = new Annotations(findings);
    terms.rules().forEach(checks::check);
  }

  /** Only what makes an annotation get lost: nobody reads one of an unknown name. */
  public static void checkNames(PackSymbols terms, LintFindings findings) {
    for (RuleText rule : terms.rules()) {
      for (AnnotationDescr annotation : rule.rule().getAnnotations()) {
        if (!KNOWN.contains(annotation.getName())) {
          String name = annotation.getName();
          String what = "no annotation @" + name + Spelling.hint(name, KNOWN);
          findings.add(LintCode.UNKNOWN_ANNOTATION, rule, rule.lineOf(name), what);
        }
      }
    }
  }

  private void check(RuleText rule) {
    Map<String, String> tags = rule.card().tags();
    if (tags.getOrDefault("why", "").isBlank()) {
      findings.add(LintCode.MISSING_WHY, rule, 0, "does not say why it exists");
    }
    if (rule.objects()) {
      for (String needed : new TreeSet<>(Set.of("code", "message", "advice"))) {
        if (tags.getOrDefault(needed, "").isBlank()) {
          findings.add(LintCode.MISSING_METADATA, rule, 0, "objects without a " + needed);
        }
      }
    }
    String code = tags.get("code");
    if (code != null) {
      if (!CODE.matcher(code).matches()) {
        findings.add(LintCode.CODE_FORM, rule, rule.lineOf("code"), "has the code " + code);
      }
      RuleText other = byCode.putIfAbsent(code, rule);
      if (other != null && !message(rule).equals(message(other))) {
        String what = "shares the code %s with \"%s\", and says something else";
        findings.add(
            LintCode.DUPLICATE_CODE, rule, rule.lineOf("code"), what.formatted(code, other.name()));
      }
    }
    placeholders(rule, message(rule));
  }

  private void placeholders(RuleText rule, String message) {
    Set<String> bound = new TreeSet<>();
    rule.bound().forEach(name -> bound.add(name.replaceFirst("^\\$", "")));
    for (Matcher name = PLACEHOLDER.matcher(message); name.find(); ) {
      String word = name.group(1);
      if (!bound.contains(word)) {
        String hint = Spelling.hint(word, bound);
        String what = "the message names {" + word + "}, and nothing is called $" + word + hint;
        findings.add(LintCode.UNBOUND_PLACEHOLDER, rule, rule.lineOf("message"), what);
      }
    }
  }

  private static String message(RuleText rule) {
    return rule.card().tags().getOrDefault("message", "");
  }
}
