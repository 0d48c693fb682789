package io.rungate.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a pack as they are written. Only the parser is asked, so that a pack whose rules do
 * not compile can be listed too, and a list costs no compilation.
 *
 * @param folder where the pack lies, as it was given
 * @param manifest what the pack says about itself
 * @param tables in the order of their names
 * @param rules in the order of files and lines
 */
public record Catalogue(Path folder, Manifest manifest, List<Table> tables, List<Entry> rules) {
  /**
   * A rule; its conditions and consequence are as written, without the indent that all lines share.
   */
  public record Entry(RuleCard card, String conditions, String consequence) {}

  /** Reads a pack, and refuses a folder that holds none or rules that cannot be parsed. */
  public static Catalogue read(Path folder) throws PackException {
    return of(PackReader.files(folder));
  }

  /** The same for files that were read. */
  public static Catalogue of(PackReader.PackFiles files) throws PackException {
    Path folder = files.folder();
    try {
      List<Entry> rules = new ArrayList<>();
      for (DrlFile file : PackReader.rules(files)) {
        for (RuleText rule : file.rules()) {
          rules.add(new Entry(rule.card(), rule.shown(rule.when()), rule.shown(rule.then())));
        }
      }
      return new Catalogue(folder, PackReader.manifest(files), PackReader.tables(files), rules);
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  /**
   * The rules by concern, both in the order of the files. Those of rows and sweeps have concerns of
   * their own.
   */
  public Map<String, List<Entry>> byConcern() {
    Map<String, List<Entry>> concerns = new LinkedHashMap<>();
    for (Entry rule : rules) {
      String folder = Scope.ofFile(rule.card().file()).folder();
      String name = (folder.isEmpty() ? "" : folder + "-") + rule.card().concern();
      concerns.computeIfAbsent(name, concern -> new ArrayList<>()).add(rule);
    }
    return concerns;
  }

  /**
   * The version that brought a rule. Where the rule does not say, that is the pack's own, without
   * the third number: a release that raises only that one changes no verdict, so it brings no rule.
   */
  public String since(RuleCard card) {
    String own = manifest.version();
    return card.since() == null ? own.substring(0, own.lastIndexOf('.')) + ".0" : card.since();
  }

  /** A place in the pack as people can open it. */
  public String place(RuleCard card) {
    return folder.resolve(card.file()) + ":" + card.line();
  }
}
