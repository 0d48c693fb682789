package io.rungate.pack;

import java.nio.file.Path;
import java.util.List;

/** A pack that is ready to judge; its digest is over the names and bytes of all its files. */
public record RulePack(
    Path folder,
    Manifest manifest,
    String digest,
    Mapping mapping,
    List<Table> tables,
    List<RuleCard> rules,
    RuleBase base) {

  /** Whether it is no longer what was released under its version. */
  public boolean isEdited() {
    return manifest.isEdited(digest);
  }

  /** The same pack in a folder that is called otherwise. */
  public RulePack at(Path place) {
    return new RulePack(place, manifest, digest, mapping, tables, rules, base);
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
