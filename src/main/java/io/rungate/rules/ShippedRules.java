package io.rungate.rules;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs that were compiled together with the program, for reading only. They are as trusted as the
 * program beside which they lie.
 *
 * <p>The jar of one of them can stand on the class path of the program, where the JVM can take its
 * classes out of an archive. It is the only jar in a folder of its own.
 */
public final class ShippedRules {
  /** No shipped packs. */
  public static final ShippedRules NONE = new ShippedRules(List.of());

  private static final String ON_CLASS_PATH = "default";

  private final List<Path> folders;

  private ShippedRules(List<Path> folders) {
    this.folders = folders;
  }

  /** Those in a folder; it need not exist. */
  public static ShippedRules in(Path folder) {
    return new ShippedRules(List.of(folder, folder.resolve(ON_CLASS_PATH)));
  }

  /** What was compiled from this content; without classes where the program has them. */
  Optional<CompiledRules> find(String identity) {
    if (folders.isEmpty()) {
      return Optional.empty();
    }
    return RulesJar.onClassPath()
        .filter(index -> index.identity().equals(identity))
        .map(index -> index.with(Map.of(), RulesJar::onClassPath))
        .or(
            () ->
                folders.stream()
                    .flatMap(folder -> read(folder.resolve(identity + RulesJar.ENDING)).stream())
                    .findFirst());
  }

  /** All that are there, with their classes; what cannot be read is left out. */
  List<CompiledRules> all() {
    List<CompiledRules> all = new ArrayList<>();
    for (Path folder : folders) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*" + RulesJar.ENDING)) {
        jars.forEach(jar -> read(jar).ifPresent(all::add));
      } catch (IOException | DirectoryIteratorException e) {
        continue; // then more is compiled
      }
    }
    return all;
  }

  private static Optional<CompiledRules> read(Path jar) {
    try {
      return RulesJar.read(Files.readAllBytes(jar), RulesJar.identityOf(jar));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Compiles a pack into a folder of shipped ones, or as the one for the class path. */
  public static void add(Path folder, Path pack, boolean onClassPath)
      throws PackException, IOException {
    PackReader.PackFiles files = PackReader.files(pack);
    String identity = PackLoader.identity(files);
    Path to = Files.createDirectories(onClassPath ? folder.resolve(ON_CLASS_PATH) : folder);
    CompiledRules rules = PackLoader.compile(files, List.of());
    Files.write(to.resolve(identity + RulesJar.ENDING), RulesJar.of(identity, rules));
  }
}
