package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleBase;
import io.rungate.pack.RulePack;
import io.rungate.pack.RuleSource;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A workbench for a pack that is being changed: it makes variants of the pack in memory, and of the
 * rules it compiles only the packages that differ from what it compiled before. Nothing is written,
 * and no cache is asked.
 *
 * <p>Safe to share between threads.
 */
public final class IncrementalPackLoader {

  /** Rules that are ready to judge, and what they were made of. */
  record Ready(List<RuleSource> sources, CompiledRules rules, RuleBase base) {

    static Ready of(List<RuleSource> sources, CompiledRules rules) throws PackException {
      return new Ready(sources, rules, RuleLoader.load(rules));
    }

    /** The pack that they and a mapping make. */
    RulePack in(PackFiles files, PackReader.Parts parts) {
      return new RulePack(
          files.folder(),
          parts.manifest(),
          files.digest(),
          parts.mapping(),
          parts.tables(),
          "",
          rules.cards(),
          PackReader.sweepPart(files, parts.mapping()),
          base);
    }
  }

  /** The tables that were read last, and the pack that they were read from. */
  private record Tables(PackFiles from, List<Table> tables) {}

  private volatile Ready last = new Ready(List.of(), null, null);
  private volatile Tables lastTables;

  /** Makes a pack, and remembers its compiled rules for the next. */
  public RulePack load(PackFiles files) throws PackException {
    try {
      PackReader.Parts parts = PackReader.parts(files);
      lastTables = new Tables(files, parts.tables());
      return ready(parts.rulesAndWords()).in(files, parts);
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }

  /**
   * Makes rules ready, and remembers them for the next. Where only the mapping differs, they are.
   */
  Ready ready(List<DrlFile> files) throws PackException {
    List<RuleSource> sources = files.stream().map(DrlFile::source).toList();
    Ready known = last;
    if (!known.sources().equals(sources)) {
      known = Ready.of(sources, RuleCompiler.compile(files, compiled(known)));
      last = known;
    }
    return known;
  }

  private static List<CompiledRules> compiled(Ready known) {
    return known.rules() == null ? List.of() : List.of(known.rules());
  }

  /**
   * Makes a variant that is used once. What it says of faults is not for people, since finding the
   * place of a fault costs much more than finding that there is one.
   */
  public RulePack variant(PackFiles files) throws PackException {
    Mapping mapping = PackReader.mapping(files);
    SweepMapping sweep = PackReader.hasSweep(files) ? PackReader.sweep(files, mapping) : null;
    PackReader.Parts parts =
        new PackReader.Parts(PackReader.manifest(files), mapping, sweep, tables(files), List.of());
    List<RuleSource> sources = new ArrayList<>(PackReader.sources(files));
    sources.addAll(Table.declarations(parts.tables()));
    sources.sort(Comparator.comparing(RuleSource::file)); // as they were loaded
    Ready rules = last;
    if (!rules.sources().equals(sources)) {
      List<DrlFile> parsed = DrlFile.parseAll(sources);
      rules = Ready.of(sources, RuleCompiler.compile(parsed, compiled(rules), false));
    }
    return rules.in(files, parts);
  }

  /** To read a large table again for each variant would take longer than to judge it. */
  private List<Table> tables(PackFiles files) throws PackException {
    Tables known = lastTables;
    return known != null && PackReader.sameTables(known.from(), files)
        ? known.tables()
        : PackReader.tables(files);
  }
}
