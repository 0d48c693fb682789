package io.rungate.pack;

import io.rungate.pack.PackReader.PackFiles;
import java.util.List;

/**
 * What the files of a pack say, none of it compiled yet.
 *
 * @param rules the rule files, in the order of their names
 */
public record PackParts(Manifest manifest, Mapping mapping, List<DrlFile> rules) {

  /** Reads the files, and refuses the faults of all of them. */
  public static PackParts of(PackFiles pack) throws PackException {
    PackFaults faults = new PackFaults();
    PackParts parts = of(pack, faults);
    faults.check();
    return parts;
  }

  /** The same for a caller who has more to find: what has a fault is null here. */
  public static PackParts of(PackFiles pack, PackFaults faults) {
    return new PackParts(
        faults.of(() -> PackReader.manifest(pack)),
        faults.of(() -> PackReader.mapping(pack)),
        faults.of(() -> PackReader.rules(pack)));
  }
}
