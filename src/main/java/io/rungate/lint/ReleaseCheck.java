package io.rungate.lint;

import io.rungate.pack.Manifest;
import io.rungate.pack.Manifest.Status;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds a version of a pack against its changelog and the version that it replaces. */
final class ReleaseCheck {
  private static final String CHANGELOG = "CHANGELOG.md";

  private ReleaseCheck() {}

  static void check(Path folder, Manifest manifest, Mapping mapping, LintFindings findings) {
    String changelog = read(folder.resolve(CHANGELOG));
    boolean told =
        changelog
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "##\\s+" + java.util.regex.Pattern.quote(manifest.version()) + "\\b.*"));
    if (manifest.status() == Status.RELEASED && !told) {
      findings.add(
          LintCode.CHANGELOG_MISSING,
          "pack.yaml",
          1,
          null,
          "version "
              + manifest.version()
              + " is released, and "
              + CHANGELOG
              + " does not tell what it changes");
    }
    Mapping before = replaced(folder, manifest);
    if (before != null) {
      compare(manifest, before, mapping, changelog, findings);
    }
  }

  private static void compare(
      Manifest manifest, Mapping before, Mapping now, String changelog, LintFindings findings) {
    Map<String, Boolean> keys = keys(now);
    for (String key : keys(before).keySet()) {
      if (!keys.containsKey(key) && !changelog.contains("`" + key + "`")) {
        int line = now.document().blocks().stream().mapToInt(Block::line).min().orElse(1);
        findings.add(
            LintCode.OUTPUT_LOST,
            now.file(),
            line,
            null,
            "the document of "
                + manifest.replaces()
                + " had the key "
                + key
                + ", and this one has not");
      }
    }
  }

  private static Map<String, Boolean> keys(Mapping mapping) {
    Map<String, Boolean> keys = new LinkedHashMap<>();
    for (Block block : mapping.document().blocks()) {
      for (Entry entry : block.keys()) {
        keys.put(entry.key(), true);
      }
      for (Entry entry : block.whenGiven()) {
        keys.putIfAbsent(entry.key(), false);
      }
      block.families().forEach(family -> keys.putIfAbsent("families." + family, false));
    }
    return keys;
  }

  /** The mapping of the version before, if it lies beside this one; null if not. */
  private static Mapping replaced(Path folder, Manifest manifest) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (manifest.replaces().isEmpty() || parent == null) {
      return null;
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      List<Path> packs =
          siblings.filter(path -> Files.isRegularFile(path.resolve("pack.yaml"))).sorted().toList();
      for (Path pack : packs) {
        PackReader.PackFiles files = PackReader.files(pack);
        Manifest other = PackReader.manifest(files);
        if (other.name().equals(manifest.name()) && other.version().equals(manifest.replaces())) {
          return PackReader.mapping(files);
        }
      }
    } catch (IOException | PackException e) {
      return null; // a neighbour that cannot be read is its own lint's business
    }
    return null;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
