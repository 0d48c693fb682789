package io.rungate.lint;

import io.rungate.pack.DrlFile;
import io.rungate.pack.DrlToken;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/** The form of a rule file, where a program can mend it as well as find it. */
final class SourceStyle {
  private static final Pattern IMPORT = Pattern.compile("import\\s+([\\w.]+)\\s*;?\\s*");
  private static final Pattern BARE =
      Pattern.compile(
          "^(\\s*(?:rule\\b.*?)?@(?:code|message|advice|why|since|explains)\\(\\s*)([^\"\\s)][^\")]*?)(\\s*\\).*)$");

  private final DrlFile file;
  private final LintFindings findings;
  private final Set<String> imported;
  private final Set<String> used;

  private SourceStyle(DrlFile file, LintFindings findings) {
    this.file = file;
    this.findings = findings;
    imported =
        file.tree().getImports().stream().map(ImportDescr::getTarget).collect(Collectors.toSet());
    used =
        DrlToken.of(file.source().text().replaceAll("(?m)^\\s*import\\b.*$", "")).stream()
            .filter(DrlToken::isName)
            .map(DrlToken::text)
            .collect(Collectors.toSet());
  }

  static void check(DrlFile file, LintFindings findings) {
    SourceStyle checks = new SourceStyle(file, findings);
    checks.mended();
    checks.fields();
  }

  /** The engine finds a field by its name in either case, and people by the one that is written. */
  private void fields() {
    for (TypeDeclarationDescr word : file.tree().getTypeDeclarations()) {
      for (TypeFieldDescr field : word.getFields().values()) {
        String name = field.getFieldName();
        if (Character.isUpperCase(name.charAt(0))) {
          int line = field.getLine() > 0 ? field.getLine() : word.getLine();
          String what = "the field " + name + " of " + word.getTypeName();
          add(LintCode.FIELD_FORM, line, what + " begins with a capital");
        }
      }
    }
  }

  /** The same text with everything mended that {@link #check} finds. */
  static String mended(DrlFile file) {
    return new SourceStyle(file, new LintFindings()).mended();
  }

  private String mended() {
    List<String> lines = new ArrayList<>();
    List<String> imports = new ArrayList<>();
    int first = -1;
    int number = 0;
    String before = "";
    for (String line : file.source().text().lines().toList()) {
      number++;
      Matcher found = IMPORT.matcher(line);
      Matcher bare = BARE.matcher(line);
      if (found.matches()) {
        String target = found.group(1);
        if (isUsed(target)) {
          first = first < 0 ? lines.size() : first;
          imports.add("import " + target + ";");
        } else {
          add(LintCode.UNUSED_IMPORT, number, "imports " + target + " and does not use it");
        }
        if (target.equals(before)) {
          add(LintCode.UNUSED_IMPORT, number, "imports " + target + " twice");
        } else if (target.compareTo(before) < 0) {
          add(LintCode.IMPORT_ORDER, number, target + " is imported after " + before);
        }
        before = target;
      } else if (bare.matches()) {
        add(LintCode.UNQUOTED_ANNOTATION, number, bare.group(2) + " stands without quotes");
        lines.add((bare.group(1) + '"' + bare.group(2) + '"' + bare.group(3)).stripTrailing());
      } else {
        lines.add(line.stripTrailing());
      }
      if (!line.equals(line.stripTrailing())) {
        add(LintCode.TRAILING_SPACE, number, "ends in a blank");
      }
    }
    lines.addAll(Math.max(first, 0), imports.stream().sorted().distinct().toList());
    return String.join("\n", lines) + "\n";
  }

  private void add(LintCode code, int line, String what) {
    findings.add(code, file.source().file(), line, null, what);
  }

  private boolean isUsed(String target) {
    return !imported.contains(target)
        || used.contains(target.substring(target.lastIndexOf('.') + 1));
  }
}
