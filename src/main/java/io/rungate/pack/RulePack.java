package io.rungate.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pack that is ready to judge; its digest is over the names and bytes of all its files.
 *
 * @param part what it says of rows and sweeps; null for a pack of runs alone
 */
public record RulePack(
    Path folder,
    Manifest manifest,
    String digest,
    Mapping mapping,
    List<Table> tables,
    List<RuleCard> rules,
    SweepPart part,
    RuleBase base) {

  /** What it says of rows and sweeps; empty for a pack of runs alone. */
  public Optional<SweepMapping> sweep() {
    return part == null ? Optional.empty() : Optional.of(part.get());
  }

  /** Whether it is no longer what was released under its version. */
  public boolean isEdited() {
    return manifest.isEdited(digest);
  }

  /** The same pack in a folder that is called otherwise. */
  public RulePack at(Path place) {
    return new RulePack(place, manifest, digest, mapping, tables, rules, part, base);
  }

  /** A file of the pack as people can open it. */
  public String shown(String file) {
    return folder.resolve(file).toString();
  }

  /** The same fault with the path that people can open. */
  public PackProblem shown(PackProblem problem) {
    return problem.under(folder);
  }
}
