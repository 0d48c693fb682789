package io.rungate.authoring;

import io.rungate.pack.Catalogue;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What drafts are put into: the pack as it is, and the files that change.
 *
 * @param pack its rules as they are written
 * @param mapping its fields, and the variable by which a draft tells its cases apart
 */
public record PackDraft(Catalogue pack, Mapping mapping) {
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^package\\s+([\\w.]+)\\.\\w+\\s*;?\\s*$");
  private static final Pattern LAST_IMPORT =
      Pattern.compile("(?ms)\\A.*^(?:import|package)\\b[^\\n]*\\n");

  /** A file of the pack. */
  Path file(String name) {
    return pack.folder().resolve(name);
  }

  /** The cases of a code or a name. */
  Path cases(String name) {
    return file("cases/" + name + ".yaml");
  }

  /** The version that the pack is going to be. */
  String version() {
    return pack.manifest().version();
  }

  /** The package of a concern, beside those that there are. */
  String packageOf(String concern) throws IOException {
    Path other = file(pack.rules().get(0).card().file());
    Matcher name = PACKAGE.matcher(Files.readString(other));
    return (name.find() ? name.group(1) + "." : "") + concern;
  }

  /**
   * The file of a concern with more at its end, in its form.
   *
   * @param imports the types that the rules name
   * @throws PackException when the file as it is has no form
   */
  Map<Path, String> withRules(String concern, List<String> imports, String rules)
      throws IOException, PackException {
    String name =
        pack.rules().stream()
            .map(Catalogue.Entry::card)
            .filter(card -> card.concern().equals(concern))
            .map(RuleCard::file)
            .findFirst()
            .orElse(concern + ".drl");
    Path file = file(name);
    String text =
        Files.isRegularFile(file)
            ? Files.readString(file)
            : "package " + packageOf(concern) + ";\n\n";
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(file, DrlFormatter.of(file.toString(), withImports(text, imports) + "\n" + rules));
    return files;
  }

  private static String withImports(String text, List<String> types) {
    StringBuilder missing = new StringBuilder();
    for (String type : types) {
      String line = "import " + type + ";\n";
      if (!text.contains(line.strip())) {
        missing.append(line);
      }
    }
    Matcher last = LAST_IMPORT.matcher(text);
    int at = last.find() ? last.end() : 0;
    return text.substring(0, at) + missing + text.substring(at);
  }

  /** The run that drafted cases change: any of the pack's will do. */
  String base() throws IOException {
    Path bases = file("cases/base");
    if (!Files.isDirectory(bases)) {
      return "run";
    }
    try (Stream<Path> files = Files.list(bases)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .min(Comparator.naturalOrder())
          .orElse("run");
    }
  }

  /**
   * Two cases of a finding: a run that it is about, and one near that it is not.
   *
   * @param of what people name the two after
   * @param verdict of the first
   */
  String cases(String code, Pair of, String verdict) throws IOException {
    return cases(code, of, verdict, "set", mapping.runName(), code);
  }

  /** What the first and the second of two cases are. */
  record Pair(String trips, String spares) {}

  /**
   * The same for an input other than the name of the run.
   *
   * @param how {@code set} for a variable, {@code result} for a key of the result file
   */
  String cases(String code, Pair of, String verdict, String how, String input, String value)
      throws IOException {
    return """
        # yaml-language-server: $schema=../../schema/cases.schema.json
        code: %1$s
        base: %2$s
        cases:
          - name: %3$s
            %5$s: { %6$s: %7$s }
            expect:
              verdict: %8$s
              findings: [%1$s]

          - name: %4$s
            %5$s: { %6$s: near-%7$s }
            expect: { verdict: accepted }
        """
        .formatted(code, base(), of.trips(), of.spares(), how, input, value, verdict);
  }

  /** The concern of the first rule that concludes something, or another where none does. */
  String concernOf(String conclusion, String otherwise) {
    return pack.rules().stream()
        .filter(rule -> rule.consequence().contains(conclusion))
        .map(rule -> rule.card().concern())
        .findFirst()
        .orElse(otherwise);
  }
}
