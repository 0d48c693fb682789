package io.rungate.authoring;

import io.rungate.fact.Severity;
import io.rungate.pack.Catalogue;
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
 * The first draft of a rule and of its two cases: complete, so that it compiles and its cases pass
 * at once, and what is left is to say what it is about.
 *
 * @param runName the variable that names a run, by which the draft tells its cases apart
 * @param concern the last segment of its package
 * @param code of its finding; no rule of the pack may have it
 */
public record NewRule(
    Catalogue pack, String runName, String concern, String code, Severity severity) {
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^package\\s+([\\w.]+)\\.\\w+\\s*;?\\s*$");
  private static final Pattern LAST_IMPORT =
      Pattern.compile("(?ms)\\A.*^(?:import|package)\\b[^\\n]*\\n");

  /**
   * The files and what they will hold; nothing is written yet.
   *
   * @throws PackException when the file of the concern has no form
   */
  public Map<Path, String> files() throws IOException, PackException {
    Path rules = pack.folder().resolve(ruleFile());
    Map<Path, String> files = new LinkedHashMap<>();
    String text = Files.isRegularFile(rules) ? Files.readString(rules) : header();
    files.put(rules, DrlFormatter.of(rules.toString(), withImports(text) + "\n" + rule()));
    files.put(caseFile(), cases());
    return files;
  }

  /** Where the cases of the code stand. */
  public Path caseFile() {
    return pack.folder().resolve("cases").resolve(code + ".yaml");
  }

  private String ruleFile() {
    return pack.rules().stream()
        .map(Catalogue.Entry::card)
        .filter(card -> card.concern().equals(concern))
        .map(RuleCard::file)
        .findFirst()
        .orElse(concern + ".drl");
  }

  private String header() throws IOException {
    Path other = pack.folder().resolve(pack.rules().get(0).card().file());
    Matcher name = PACKAGE.matcher(Files.readString(other));
    return "package " + (name.find() ? name.group(1) + "." : "") + concern + ";\n\n";
  }

  private String withImports(String text) {
    StringBuilder missing = new StringBuilder();
    for (String type : List.of(conclusion(), "Run")) {
      String line = "import io.rungate.fact." + type + ";\n";
      if (!text.contains(line.strip())) {
        missing.append(line);
      }
    }
    Matcher last = LAST_IMPORT.matcher(text);
    int at = last.find() ? last.end() : 0;
    return text.substring(0, at) + missing + text.substring(at);
  }

  private String conclusion() {
    return switch (severity) {
      case ERROR -> "Refusal";
      case WARNING -> "Warning";
      case NOTE -> "Note";
    };
  }

  private String rule() {
    return """
        rule "write here what is true of every good run (%1$s)"
          @code( "%1$s" )
          @message( "Write here what is wrong; {name} shows what the rule binds to $name." )
          @advice( "Write here what to do about it." )
          @why( "Write here why it matters, and what went wrong without it." )
          @since( "%2$s" )
        when
          $run : Run( name == "%1$s", $name : name )
        then
          insertLogical( new %3$s( $run ) );
        end
        """
        .formatted(code, pack.manifest().version(), conclusion());
  }

  private String cases() throws IOException {
    return """
        # yaml-language-server: $schema=../../schema/cases.schema.json
        code: %1$s
        base: %2$s
        cases:
          - name: write here what trips it
            set: { %4$s: %1$s }
            expect:
              verdict: %3$s
              findings: [%1$s]

          - name: write here the nearest run that does not
            set: { %4$s: near-%1$s }
            expect: { verdict: accepted }
        """
        .formatted(code, base(), severity == Severity.ERROR ? "rejected" : "accepted", runName);
  }

  /** The run that the cases change: any of the pack's will do for a first draft. */
  private String base() throws IOException {
    Path bases = pack.folder().resolve("cases").resolve("base");
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
}
