package io.rungate.pack;

import io.rungate.pack.PackReader.PackFiles;
import java.util.List;

/**
 * What the files of a pack say, none of it compiled yet.
 *
 * @param rules the rule files, in the order of their names
 * @param manifestTree the manifest as it was written
 * @param mappingTree the mapping as it was written
 */
public record PackParts(
    Manifest manifest,
    Mapping mapping,
    List<DrlFile> rules,
    YamlNode manifestTree,
    YamlNode mappingTree) {

  /**
   * Reads the files.
   *
   * @throws PackException with the faults of all of them
   */
  public static PackParts of(PackFiles pack) throws PackException {
    PackFaults faults = new PackFaults();
    PackParts parts = of(pack, faults);
    faults.check();
    return parts;
  }

  /** The same for a caller who has more to find: what has a fault is null here. */
  public static PackParts of(PackFiles pack, PackFaults faults) {
    YamlNode manifest = faults.of(() -> PackReader.tree(pack, PackReader.MANIFEST));
    YamlNode mapping = faults.of(() -> PackReader.tree(pack, PackReader.MAPPING));
    return new PackParts(
        manifest == null ? null : faults.of(() -> PackReader.manifest(manifest)),
        mapping == null ? null : faults.of(() -> PackReader.mapping(mapping)),
        faults.of(() -> PackReader.rules(pack)),
        manifest,
        mapping);
  }
}
