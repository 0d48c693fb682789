package io.rungate.lint;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Scope;
import io.rungate.pack.Spelling;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The packages of rule files. Reports and records show the last part of one as the concern of its
 * rules, so one that is almost the name of its file would begin a concern of its own.
 */
final class PackageNames {
  private PackageNames() {}

  static void check(List<DrlFile> files, LintFindings findings) {
    Map<String, Integer> parents = new HashMap<>();
    files.stream()
        .filter(file -> Scope.ofFile(file.source().file()) == Scope.RUN)
        .forEach(file -> parents.merge(parent(file.tree().getName()), 1, Integer::sum));
    String most =
        parents.keySet().stream().sorted().max(Comparator.comparing(parents::get)).orElse("");
    for (DrlFile file : files) {
      String name = file.tree().getName();
      String own = file.source().file();
      String stem = own.substring(own.lastIndexOf('/') + 1, own.length() - ".drl".length());
      String folder = Scope.ofFile(own).folder();
      String meant = most + (folder.isEmpty() ? "" : folder + ".") + stem;
      if (!name.equals(meant) && Spelling.nearest(name, Set.of(meant)).isPresent()) {
        String what = "the package " + name + " is almost that of the file";
        int line = file.lineOf(name, 1);
        String hint = Spelling.hint(name, Set.of(meant));
        findings.add(LintCode.PACKAGE_NAME, own, line, null, what + hint);
      }
    }
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }
}
