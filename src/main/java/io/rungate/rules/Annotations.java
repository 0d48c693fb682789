package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.Manifest;
import io.rungate.pack.MessageParts;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import io.rungate.pack.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;

/** What rules say about themselves: reports and catalogues are made of nothing else. */
public final class Annotations {
  private static final Set<String> KNOWN =
      Set.of("code", "message", "advice", "why", "since", "explains");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Also what was meant for one; JSON in an example begins with a quote. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*([^\\s\"'{}][^{}]*)(}?)");

  /** In a condition with one of these no fact is matched, or another one than is named. */
  private static final Set<String> UNMATCHED =
      Set.of("not", "exists", "forall", "accumulate", "or", "||");

  private final LintFindings findings;
  private final Map<String, RuleText> byCode = new HashMap<>();

  private Annotations(LintFindings findings) {
    this.findings = findings;
  }

  public static void check(PackSymbols terms, LintFindings findings) {
    Annotations checks = new Annotations(findings);
    terms.rules().forEach(checks::check);
  }

  /**
   * Only what makes an annotation get lost, or say what is not so: nobody reads one of an unknown
   * name, and nobody fills a placeholder of another.
   */
  static void checkLost(PackSymbols terms, Manifest manifest, LintFindings findings) {
    Annotations checks = new Annotations(findings);
    for (RuleText rule : terms.rules()) {
      checks.placeholders(rule, terms);
      checks.explains(rule, terms);
      checks.since(rule, manifest);
      for (AnnotationDescr annotation : rule.rule().getAnnotations()) {
        if (!KNOWN.contains(annotation.getName())) {
          String name = annotation.getName();
          String what = "no annotation @" + name + Spelling.hint(name, KNOWN);
          findings.add(LintCode.UNKNOWN_ANNOTATION, rule, rule.lineOf(name), what);
        }
      }
      checks.twice(rule);
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
      String differs =
          other == null
              ? null
              : !message(rule).equals(message(other))
                  ? "says something else"
                  : Objects.equals(rule.card().severity(), other.card().severity())
                      ? null
                      : "weighs it otherwise";
      if (differs != null) {
        String what = "shares the code %s with \"%s\", and %s";
        findings.add(
            LintCode.DUPLICATE_CODE,
            rule,
            rule.lineOf("code"),
            what.formatted(code, other.name(), differs));
      }
    }
  }

  /** The parser keeps the last one, and says nothing of the others. */
  private void twice(RuleText rule) {
    List<DrlToken> head =
        DrlToken.of(
            rule.text(new Span(rule.span().start(), rule.when().start())),
            rule.span().start(),
            rule.card().line());
    Set<String> seen = new TreeSet<>();
    for (int i = 1; i < head.size(); i++) {
      DrlToken name = head.get(i);
      if (head.get(i - 1).is("@") && !seen.add(name.text())) {
        String what = "@" + name.text() + " is given twice";
        findings.add(LintCode.UNKNOWN_ANNOTATION, rule, name.line(), what);
      }
    }
  }

  /** A finding stands above those that it explains, so there must be such, and no circle. */
  private void explains(RuleText rule, PackSymbols terms) {
    for (String code : rule.card().explains()) {
      Set<String> codes = new TreeSet<>();
      for (RuleText other : terms.rules()) {
        codes.add(Objects.requireNonNullElse(other.card().code(), ""));
      }
      codes.remove("");
      String what = null;
      if (!codes.contains(code)) {
        what = "explains " + code + ", and no rule has this code" + Spelling.hint(code, codes);
      } else if (leads(code, rule.card().code(), terms, new TreeSet<>())) {
        what = "explains " + code + ", which explains it in turn";
      }
      if (what != null) {
        findings.add(LintCode.UNKNOWN_NAME, rule, rule.lineOf("explains"), what);
      }
    }
  }

  private static boolean leads(String from, String to, PackSymbols terms, Set<String> seen) {
    return from.equals(to)
        || seen.add(from)
            && terms.rules().stream()
                .filter(rule -> from.equals(rule.card().code()))
                .flatMap(rule -> rule.card().explains().stream())
                .anyMatch(next -> leads(next, to, terms, seen));
  }

  /** The fields of the facts that a rule matches, each with how many of these have it. */
  private static int inReach(RuleText rule, String field, PackSymbols terms) {
    return (int)
        rule.parts().stream()
            .filter(part -> rule.tokens(part.span()).stream().noneMatch(t -> t.isOneOf(UNMATCHED)))
            .flatMap(part -> part.patterns().stream())
            .filter(pattern -> terms.types().typeOf(pattern.type(), field) != null)
            .count();
  }

  private void placeholders(RuleText rule, PackSymbols terms) {
    Set<String> bound = new TreeSet<>();
    rule.bound().forEach(name -> bound.add(name.replaceFirst("^\\$", "")));
    for (String tag : List.of("message", "advice", "why")) {
      String text = rule.card().tags().getOrDefault(tag, "");
      for (Matcher name = PLACEHOLDER.matcher(text); name.find(); ) {
        String what = unfilled(tag, name, bound, word -> inReach(rule, word, terms));
        if (what != null) {
          findings.add(LintCode.UNBOUND_PLACEHOLDER, rule, rule.lineOf(tag), what);
        }
      }
    }
  }

  private static String unfilled(
      String tag, Matcher name, Set<String> bound, ToIntFunction<String> inReach) {
    String word = name.group(1);
    if (tag.equals("why")) {
      return "the why names {" + word + "}, and a why is not filled: it is the same for all runs";
    }
    if (name.group(2).isEmpty()) {
      return "the " + tag + " opens { and does not close it";
    }
    boolean whole = name.group().equals("{" + word + "}");
    MessageParts.Formatted formatted = MessageParts.formatted(word);
    if (formatted != null && !formatted.isKnown()) {
      return "the %s shows a number as %s, which is none of %%d, %%,d, %%.1f, %%.1e and their like"
          .formatted(tag, formatted.format());
    }
    String value = formatted == null ? word : formatted.name();
    int facts = bound.contains(value) ? 1 : inReach.applyAsInt(value);
    if (facts > 1) {
      return "the %s names {%s}, which %s facts of the rule have; bind the one: $%s : %s"
          .formatted(tag, word, facts, value, value);
    }
    return whole && (facts == 1 || MessageParts.nearest(word) != null)
        ? null
        : "the %s names {%s}, and nothing is called $%s%s"
            .formatted(tag, word, word.replaceFirst("^\\$", ""), Spelling.hint(word, bound));
  }

  private void since(RuleText rule, Manifest manifest) {
    String since = rule.card().since();
    if (since == null) {
      return;
    }
    String what = null;
    if (!Version.isVersion(since)) {
      what = "@since must be three numbers such as 1.0.0, not " + since;
    } else if (manifest != null && Version.isAhead(since, manifest.version())) {
      what = "is there since " + since + ", and this pack is " + manifest.version();
    }
    if (what != null) {
      findings.add(LintCode.IMPOSSIBLE_VERSION, rule, rule.lineOf("since"), what);
    }
  }

  private static String message(RuleText rule) {
    return rule.card().tags().getOrDefault("message", "");
  }
}
