package io.rungate.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of a pack as they are written. Only the parser is asked, so that a pack whose rules do
 * not compile can be listed too, and a list costs no compilation.
 *
 * @param folder where the pack lies, as it was given
 * @param manifest what the pack says about itself
 * @param rules in the order of files and lines
 */
public record Catalogue(Path folder, Manifest manifest, List<Entry> rules) {
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|//.*|(?s:/\\*.*?\\*/)");
  private static final Pattern PARTS =
      Pattern.compile("\\bwhen\\b(.*?)\\bthen\\b(.*)\\bend\\b", Pattern.DOTALL);

  /**
   * A rule.
   *
   * @param card what it says about itself
   * @param conditions its conditions as written, without the indent that all lines share
   * @param consequence what it concludes, as written, in the same way
   */
  public record Entry(RuleCard card, String conditions, String consequence) {}

  /**
   * Reads a pack.
   *
   * @throws PackException when the folder holds no pack, or when its rules cannot be parsed
   */
  public static Catalogue read(Path folder) throws PackException {
    PackReader.PackFiles files = PackReader.files(folder);
    try {
      List<Entry> rules = new ArrayList<>();
      for (DrlFile file : DrlFile.parseAll(PackReader.sources(files))) {
        List<String> lines = file.source().text().lines().toList();
        for (RuleCard card : file.cards()) {
          rules.add(entry(card, lines));
        }
      }
      return new Catalogue(folder, PackReader.manifest(files), rules);
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  /** The rules by concern, both in the order of the files. */
  public Map<String, List<Entry>> byConcern() {
    Map<String, List<Entry>> concerns = new LinkedHashMap<>();
    for (Entry rule : rules) {
      concerns.computeIfAbsent(rule.card().concern(), concern -> new ArrayList<>()).add(rule);
    }
    return concerns;
  }

  /** The version that brought a rule: the pack's own where the rule does not say. */
  public String since(RuleCard card) {
    return card.since() == null ? manifest.version() : card.since();
  }

  /** A place in the pack as people can open it. */
  public String place(RuleCard card) {
    return folder.resolve(card.file()) + ":" + card.line();
  }

  private static Entry entry(RuleCard card, List<String> lines) {
    int last = Math.min(Math.max(card.line(), card.endLine()), lines.size());
    String rule = String.join("\n", lines.subList(card.line() - 1, last));
    String masked = QUOTED.matcher(rule).replaceAll(found -> " ".repeat(found.group().length()));
    Matcher parts = PARTS.matcher(masked);
    if (!parts.find()) {
      return new Entry(card, "", "");
    }
    return new Entry(card, part(rule, parts, 1), part(rule, parts, 2));
  }

  private static String part(String rule, Matcher parts, int group) {
    String text = rule.substring(parts.start(group), parts.end(group));
    return text.lines()
        .dropWhile(String::isBlank)
        .collect(Collectors.joining("\n"))
        .stripIndent()
        .strip();
  }
}
