package io.rungate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A shipped pack that a test may change. */
public final class PackCopy {
  private PackCopy() {}

  public static Path of(String version, Path folder) throws IOException {
    Path shipped = Program.HOME.resolve("rules").resolve(version);
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = folder.resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
        if (file.endsWith("pack.yaml")) { // what is changed is no release
          String manifest = Files.readString(file);
          Files.writeString(target, manifest.replaceFirst("(?m)^digest:.*\n", ""));
        }
      }
    }
    return folder;
  }

  /** Takes the cases away; the base runs stay. */
  public static void withoutCases(Path pack) throws IOException {
    try (Stream<Path> cases = Files.list(pack.resolve("cases"))) {
      for (Path file : (Iterable<Path>) cases.filter(Files::isRegularFile)::iterator) {
        Files.delete(file);
      }
    }
  }

  /** Replaces a text that the file must hold. */
  public static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new AssertionError(file + " does not hold " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }
}
