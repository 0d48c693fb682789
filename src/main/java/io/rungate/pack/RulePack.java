package io.rungate.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A pack that is ready to judge; its digest is over the names and bytes of all its files.
 *
 * @param allTables the tables of every call and those of all profiles
 * @param profile the consumer for whom it judges; empty for none
 * @param part what it says of rows and sweeps; null for a pack of runs alone
 */
public record RulePack(
    Path folder,
    Manifest manifest,
    String digest,
    Mapping mapping,
    List<Table> allTables,
    String profile,
    List<RuleCard> rules,
    SweepPart part,
    RuleBase base) {

  /** What it says of rows and sweeps; empty for a pack of runs alone. */
  public Optional<SweepMapping> sweep() {
    return part == null ? Optional.empty() : Optional.of(part.get());
  }

  /** What judges, for people. */
  public String title() {
    return manifest.title() + (profile.isEmpty() ? "" : ", profile " + profile);
  }

  /** Whether it is no longer what was released under its version. */
  public boolean isEdited() {
    return manifest.isEdited(digest);
  }

  /** The same pack in a folder that is called otherwise. */
  public RulePack at(Path place) {
    return new RulePack(place, manifest, digest, mapping, allTables, profile, rules, part, base);
  }

  /** The tables whose rows count: those of every call, and those of its consumer. */
  public List<Table> tables() {
    return allTables.isEmpty()
        ? allTables
        : allTables.stream().filter(table -> table.isFor(profile)).toList();
  }

  /** The consumers that it knows, by name. */
  public Set<String> profiles() {
    return allTables.stream()
        .map(Table::profile)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same pack as it judges for a consumer that it knows; for none where the name is empty. */
  public RulePack judgingFor(String consumer) {
    return new RulePack(folder, manifest, digest, mapping, allTables, consumer, rules, part, base);
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
