package io.rungate.cli;

import io.rungate.json.Sha256;
import io.rungate.load.ShippedRules;
import io.rungate.pack.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Completes a program folder when it is built, so that its first run is as fast as any other:
 * compiles the shipped packs, and lets the JVM that builds make an archive of the classes that a
 * run loads. Without an archive everything works, only slower.
 */
public final class Installation {
  private Installation() {}

  /** Takes the program folder and the folder of the sample run. */
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
    Files.writeString(home.resolve("lib").resolve("id"), id(home) + "\n");
    remove(home.resolve("lib").resolve("jvm"));
    JvmArchive.make(home, Path.of(args[1]), home.resolve("lib").resolve("jvm"));
  }

  /** Names this program in this place, so that its calls find a server of it and of no other. */
  private static String id(Path home) throws IOException {
    MessageDigest digest = Sha256.javas();
    digest.update((Version.PROGRAM + "\n" + home + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(home.resolve("lib").resolve("rungate.jar")));
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
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
