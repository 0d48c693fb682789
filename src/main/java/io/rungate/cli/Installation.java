package io.rungate.cli;

import io.rungate.rules.ShippedRules;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Completes a program folder when it is built, so that its first run is as fast as any other:
 * compiles the shipped packs.
 */
public final class Installation {
  private Installation() {}

  /** Takes the program folder. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toRealPath();
    Path packs = home.resolve("lib").resolve("packs");
    remove(packs);
    Path newest = Packs.shipped(home);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(home.resolve("rules"))) {
      for (Path folder : folders) {
        if (Files.isRegularFile(folder.resolve("pack.yaml"))) {
          ShippedRules.add(packs, folder, folder.equals(newest));
        }
      }
    }
  }

  /** Removes a folder and all that it holds; nothing when it is not there. */
  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
