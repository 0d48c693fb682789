package io.rungate.lint;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Token;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ImportDescr;

/** The form of a rule file, where a program can mend it as well as find it. */
final class Imports {
  private static final Pattern IMPORT = Pattern.compile("import\\s+([\\w.]+)\\s*;?\\s*");
  private static final Pattern BARE =
      Pattern.compile(
          "^(\\s*(?:rule\\b.*?)?@(?:code|message|advice|why|since)\\(\\s*)([^\"\\s)][^\")]*?)(\\s*\\).*)$");

  private Imports() {}

  static void check(DrlFile file, LintFindings findings) {
    String name = file.source().file();
    List<String> lines = file.source().text().lines().toList();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher found = IMPORT.matcher(lines.get(i));
      if (found.matches()) {
        String target = found.group(1);
        if (!isUsed(file, target)) {
          findings.add(
              LintCode.UNUSED_IMPORT,
              name,
              i + 1,
              null,
              "imports " + target + " and does not use it");
        }
        if (target.compareTo(before) < 0) {
          findings.add(
              LintCode.IMPORT_ORDER, name, i + 1, null, target + " is imported after " + before);
        }
        before = target;
      }
      if (!lines.get(i).equals(lines.get(i).stripTrailing())) {
        findings.add(LintCode.TRAILING_SPACE, name, i + 1, null, "ends in a blank");
      }
      Matcher bare = BARE.matcher(lines.get(i));
      if (bare.matches()) {
        findings.add(
            LintCode.UNQUOTED_ANNOTATION,
            name,
            i + 1,
            null,
            bare.group(2) + " stands without quotes");
      }
    }
  }

  /** The same text with everything mended that {@link #check} finds. */
  static String mended(DrlFile file) {
    List<String> lines = new ArrayList<>();
    List<String> imports = new ArrayList<>();
    int first = -1;
    for (String line : file.source().text().lines().toList()) {
      Matcher found = IMPORT.matcher(line);
      if (found.matches()) {
        if (isUsed(file, found.group(1))) {
          first = first < 0 ? lines.size() : first;
          imports.add("import " + found.group(1) + ";");
        }
        continue;
      }
      Matcher bare = BARE.matcher(line);
      String quoted =
          bare.matches() ? bare.group(1) + '"' + bare.group(2) + '"' + bare.group(3) : line;
      lines.add(quoted.stripTrailing());
    }
    lines.addAll(Math.max(first, 0), imports.stream().sorted().distinct().toList());
    return String.join("\n", lines) + "\n";
  }

  private static boolean isUsed(DrlFile file, String target) {
    String simple = target.substring(target.lastIndexOf('.') + 1);
    boolean known =
        file.tree().getImports().stream().map(ImportDescr::getTarget).anyMatch(target::equals);
    if (!known) {
      return true;
    }
    String text = file.source().text().replaceAll("(?m)^\\s*import\\b.*$", "");
    return Token.of(text, 1).stream()
        .anyMatch(token -> token.isName() && token.text().equals(simple));
  }
}
