package io.rungate.lint;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes into {@code pack.yaml} that a pack is released, and as what. */
public final class ReleaseFile {
  public static final String NAME = PackReader.MANIFEST;

  private ReleaseFile() {}

  /**
   * The manifest of a pack with its new status and the digest of the pack under it; comments and
   * order stay.
   */
  public static String released(Path folder) throws PackException {
    PackReader.PackFiles draft = PackReader.files(folder);
    List<String> lines = new ArrayList<>();
    for (String line : draft.text(NAME).lines().toList()) {
      if (line.startsWith("status:")) {
        lines.add("status: released");
      } else if (!line.startsWith(PackReader.DIGEST + ":")) {
        lines.add(line);
      }
    }
    String released = lines.stream().collect(Collectors.joining("\n", "", "\n"));
    String digest = PackReader.DIGEST + ": " + draft.with(NAME, released).digest();
    lines.add(lines.indexOf("status: released") + 1, digest);
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
