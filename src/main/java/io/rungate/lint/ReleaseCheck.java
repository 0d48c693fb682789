package io.rungate.lint;

import io.rungate.pack.DocumentKeys;
import io.rungate.pack.Manifest;
import io.rungate.pack.Manifest.Status;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.Spelling;
import io.rungate.pack.Version;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds a version of a pack against its changelog and the version that it replaces. */
final class ReleaseCheck {
  private static final String CHANGELOG = "CHANGELOG.md";

  private ReleaseCheck() {}

  static void check(
      PackReader.PackFiles pack, Manifest manifest, Mapping mapping, LintFindings findings) {
    Path folder = pack.folder();
    String changelog = read(folder.resolve(CHANGELOG));
    String heading = "##\\s+" + Pattern.quote(manifest.version()) + "\\b.*";
    boolean told = changelog.lines().anyMatch(line -> line.matches(heading));
    if (manifest.status() == Status.RELEASED && !told) {
      String what =
          "version %s is released, and %s does not tell what it changes"
              .formatted(manifest.version(), CHANGELOG);
      findings.add(LintCode.CHANGELOG_MISSING, "pack.yaml", 1, null, what);
    }
    if (manifest.isEdited(pack.digest())) {
      String what = "this is no longer what was released as " + manifest.title();
      findings.add(LintCode.RELEASE_EDITED, PackReader.MANIFEST, 1, null, what);
    }
    Mapping before = replaced(folder, manifest, findings);
    if (before == null) {
      return;
    }
    Set<String> lost = keys(before);
    lost.removeAll(keys(mapping));
    lost.removeIf(key -> changelog.contains("`" + key + "`"));
    int line = mapping.document().blocks().stream().mapToInt(Block::line).min().orElse(1);
    String called = before.document().fileName();
    String now = mapping.document().fileName();
    if (!called.equals(now) && !changelog.contains("`" + now + "`")) {
      String what =
          "the documents of %s were called %s, and these are called %s"
              .formatted(manifest.replaces(), called, now);
      findings.add(LintCode.OUTPUT_LOST, mapping.file(), line, null, what);
    }
    for (String key : lost) {
      String what =
          "the document of %s had the key %s, and this one has not"
              .formatted(manifest.replaces(), key);
      findings.add(LintCode.OUTPUT_LOST, mapping.file(), line, null, what);
    }
  }

  private static Set<String> keys(Mapping mapping) {
    Set<String> keys = new LinkedHashSet<>();
    DocumentKeys.of(mapping).forEach(key -> keys.add(key.form()));
    for (Block block : mapping.blocks()) {
      block.families().forEach(family -> keys.add("families." + family));
    }
    return keys;
  }

  /** The mapping of the version before, if it lies beside this one; null if not. */
  private static Mapping replaced(Path folder, Manifest manifest, LintFindings findings) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (manifest.replaces().isEmpty() || parent == null) {
      return null;
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      List<Path> packs =
          siblings.filter(path -> Files.isRegularFile(path.resolve("pack.yaml"))).sorted().toList();
      Set<String> others = new TreeSet<>();
      String misnamed = null;
      for (Path pack : packs) {
        PackReader.PackFiles files = PackReader.files(pack);
        Manifest other = PackReader.manifest(files);
        if (other.name().equals(manifest.name()) && other.version().equals(manifest.replaces())) {
          return PackReader.mapping(files);
        }
        if (!other.name().equals(manifest.name())
            && other.version().equals(manifest.replaces())
            && !Spelling.hint(manifest.name(), Set.of(other.name())).isEmpty()) {
          misnamed = other.title();
        }
        if (other.name().equals(manifest.name())
            && Version.isAhead(manifest.version(), other.version())) {
          others.add(other.version());
        }
      }
      if (misnamed != null) {
        String what = "name: what this pack replaces lies beside it as " + misnamed;
        findings.add(LintCode.IMPOSSIBLE_VERSION, PackReader.MANIFEST, 1, null, what);
      } else if (!others.isEmpty()) {
        String what = "replaces: no version " + manifest.replaces() + " lies beside this one, but ";
        String file = PackReader.MANIFEST;
        int line = replacesLine(folder);
        findings.add(
            LintCode.IMPOSSIBLE_VERSION, file, line, null, what + String.join(", ", others));
      }
    } catch (IOException | PackException e) {
      return null; // a neighbour that cannot be read is its own lint's business
    }
    return null;
  }

  private static int replacesLine(Path folder) {
    List<String> lines = read(folder.resolve(PackReader.MANIFEST)).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("replaces:")) {
        return i + 1;
      }
    }
    return 1;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
