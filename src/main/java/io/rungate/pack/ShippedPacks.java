package io.rungate.pack;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rule packs that lie beside each other in a folder, such as the one that a program is shipped
 * with. What has no manifest there is no pack; what has one and cannot be read is a fault, since
 * otherwise another pack would judge in its place.
 *
 * @param packs those that lie there, from the oldest version to the newest
 */
public record ShippedPacks(List<Pack> packs) {

  /** A folder, and what the pack in it says about itself. */
  public record Pack(Path folder, Manifest manifest) {}

  /** Reads all manifests, and refuses the faults of all of them. */
  public static ShippedPacks in(Path folder) throws PackException, IOException {
    PackFaults faults = new PackFaults();
    List<Pack> packs = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ShippedPacks::isPack)) {
      for (Path entry : entries) {
        Manifest manifest = faults.of(() -> PackReader.manifest(entry));
        packs.add(new Pack(entry, manifest));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    faults.check();
    packs.sort(
        Comparator.comparing((Pack pack) -> numbers(pack.manifest().version()), Arrays::compare)
            .thenComparing(pack -> number(pack.folder())));
    return new ShippedPacks(List.copyOf(packs));
  }

  /** The released pack with the highest version. */
  public Optional<Path> newest() {
    return packs.stream()
        .filter(pack -> pack.manifest().status() == Manifest.Status.RELEASED)
        .map(Pack::folder)
        .reduce((older, newer) -> newer);
  }

  /** A link that leads nowhere may have been a pack; only what surely has no manifest is none. */
  private static boolean isPack(Path entry) {
    boolean broken = Files.isSymbolicLink(entry) && !Files.exists(entry);
    return broken
        || Files.isDirectory(entry)
            && !Files.notExists(entry.resolve(PackReader.MANIFEST), LinkOption.NOFOLLOW_LINKS);
  }

  private static BigInteger[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).map(BigInteger::new).toArray(BigInteger[]::new);
  }

  /** By convention v1, v2, ...: tells a copy from a successor that has its version still. */
  private static BigInteger number(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("v\\d+") ? new BigInteger(name.substring(1)) : BigInteger.ZERO;
  }
}
