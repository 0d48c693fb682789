package io.rungate.rules;

import com.google.re2j.Pattern;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.NamePart;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.PythonNumbers;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Finds parts of the mapping that can be read and never count. */
final class IdleEntries {
  private final String file;
  private final LintFindings findings;

  private IdleEntries(String file, LintFindings findings) {
    this.file = file;
    this.findings = findings;
  }

  static void check(PackSymbols terms, LintFindings findings) {
    Mapping runs = terms.mapping();
    new IdleEntries(runs.file(), findings).check(runs.fields(), runs.families());
    if (terms.sweep() != null) {
      IdleEntries checks = new IdleEntries(terms.sweep().file(), findings);
      terms.sweep().readings().forEach(one -> checks.check(one.fields(), one.families()));
    }
  }

  private void check(List<Field> fields, List<Family> families) {
    for (Field field : fields) {
      boolean number = field.type() == Mapping.Type.INTEGER || field.type() == Mapping.Type.NUMBER;
      if (number && field.variable() == null) {
        absentTexts("fields." + field.name(), field.line(), field.absentWhen().texts());
      }
      nameParts(field);
    }
    for (Family family : families) {
      absentTexts("families." + family.name(), family.line(), family.absentWhen().texts());
      family(family);
    }
  }

  /** A result gives a number as a number, and only other things as texts. */
  private void absentTexts(String entry, int line, Set<String> texts) {
    for (String text : texts) {
      OptionalDouble number = PythonNumbers.parseFloat(text);
      if (number.isPresent()) {
        String what = ".absent-when: a result does not give %s as the text \"%s\"%s";
        at(
            LintCode.IDLE_TEXT,
            line,
            entry + what.formatted(text.strip(), text, meant(number.getAsDouble())));
      }
    }
  }

  /** The word that YAML has for what is no text. */
  private static String meant(double value) {
    return Double.isNaN(value) ? "; write .nan" : Double.isInfinite(value) ? "; write .inf" : "";
  }

  private void nameParts(Field field) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < field.nameParts().size(); i++) {
      NamePart part = field.nameParts().get(i);
      String entry = "fields." + field.name() + ".file-name[" + i + "].match";
      matches(entry, field.line(), "file name", part.match());
      if (!seen.add(part.match().pattern())) {
        String what = " never decides: the same pattern stands above it";
        at(LintCode.IDLE_PATTERN, field.line(), entry + what);
      }
    }
  }

  private void family(Family family) {
    String entry = "families." + family.name();
    if (family.path() != null) {
      family.path().parts().forEach((part, pattern) -> part(family, part, pattern));
      bounds(family, "", KeyShape.ANY);
    } else if (matches(entry + ".keys", family.line(), "result key", family.keys())) {
      bounds(family, family.keys().pattern(), KeyShape.of(family.keys()));
    }
  }

  private void part(Family family, String part, Pattern pattern) {
    matches("families." + family.name() + ".path." + part, family.line(), "name", pattern);
  }

  /**
   * The bounds of a family.
   *
   * @param all the pattern of its keys; empty for one by path, of which any key may be
   */
  private void bounds(Family family, String all, KeyShape shape) {
    String entry = "families." + family.name();
    List<Bound> bounds = family.bounds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < bounds.size(); i++) {
      String bound = entry + ".bounds[" + i + "]";
      String keys = bounds.get(i).keys() == null ? null : bounds.get(i).keys().pattern();
      boolean covered = seen.contains(null) || seen.contains(all);
      if (covered || !seen.add(keys)) {
        String what =
            " never counts: a bound above it is for " + (covered ? "all" : "the same") + " keys";
        at(LintCode.IDLE_PATTERN, family.line(), bound + what);
      } else if (keys != null
          && matches(bound + ".keys", family.line(), "result key", bounds.get(i).keys())
          && KeyShape.of(bounds.get(i).keys()).excludes(shape)) {
        String what = ".keys: no key of the family, which match %s, matches %s";
        at(LintCode.IDLE_PATTERN, family.line(), bound + what.formatted(all, keys));
      }
    }
  }

  private boolean matches(String entry, int line, String what, Pattern pattern) {
    boolean possible = !KeyShape.of(pattern).impossible();
    if (!possible) {
      at(LintCode.IDLE_PATTERN, line, entry + ": no " + what + " can match " + pattern.pattern());
    }
    return possible;
  }

  private void at(LintCode code, int line, String what) {
    findings.add(code, file, line, null, what);
  }
}
