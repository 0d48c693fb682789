package io.rungate.authoring;

import io.rungate.pack.Catalogue;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The next version of a pack: a copy beside it that may change, since a released one does not.
 *
 * @param pack the version that it replaces
 * @param version of the copy, later than that of the pack
 */
public record NewVersion(Catalogue pack, String version) implements Draft {
  private static final String CHANGELOG = "CHANGELOG.md";

  /** Written by {@code rules docs}, so that a copy would be of the version before. */
  private static final String CATALOGUE = "RULES.md";

  /** Beside the pack, and called as people call versions: {@code v4} of 4.0.0, {@code v4.1}. */
  @Override
  public Path added() {
    String shortest = version.replaceFirst("(\\.0){1,2}$", "");
    return pack.folder().resolveSibling("v" + shortest);
  }

  @Override
  public Map<Path, String> files() throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    try (Stream<Path> there = Files.walk(pack.folder())) {
      for (Path file : there.filter(Files::isRegularFile).sorted().toList()) {
        String name = pack.folder().relativize(file).toString();
        if (!name.equals(CATALOGUE) && (name.endsWith(".md") || !PackReader.isNoPart(name))) {
          files.put(added().resolve(name), Files.readString(file));
        }
      }
    }
    files.compute(added().resolve(PackReader.MANIFEST), (file, text) -> manifest(text));
    files.put(added().resolve(CHANGELOG), changelog());
    return files;
  }

  /** What the copy says of itself; comments, order and what else is said stay. */
  private String manifest(String before) {
    Manifest replaced = pack.manifest();
    return before
        .replaceFirst("(?m)^version:.*$", "version: " + version)
        .replaceFirst("(?m)^status:.*$", "status: draft")
        .replaceFirst("(?m)^" + PackReader.DIGEST + ":.*\\R", "")
        .replaceFirst("(?m)^replaces:.*\\R", "")
        .replaceFirst("(?m)^says:.*$", "says: Write here in one sentence what changes.")
        .replaceFirst("(?m)^says:", "replaces: " + replaced.version() + "\nsays:");
  }

  private String changelog() {
    return """
        # Pack %s

        ## %s

        Write here what changes in verdicts and values, and why.
        """
        .formatted(added().getFileName(), version);
  }
}
