package io.rungate.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A patch as {@code diff -u} writes it, applied exactly or not at all. */
public final class UnifiedPatch {
  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+\\d+(?:,\\d+)? @@.*");

  private final Map<String, List<String>> lines = new TreeMap<>();

  private UnifiedPatch() {}

  static UnifiedPatch read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  public static UnifiedPatch of(List<String> text) {
    UnifiedPatch patch = new UnifiedPatch();
    List<String> target = new ArrayList<>();
    for (String line : text) {
      if (line.startsWith("+++ b/")) {
        target = new ArrayList<>();
        patch.lines.put(line.substring("+++ b/".length()), target);
      } else if (!line.startsWith("--- ")) {
        target.add(line);
      }
    }
    return patch;
  }

  /** The files that it changes. */
  java.util.Set<String> files() {
    return lines.keySet();
  }

  public void apply(Path folder) throws IOException {
    for (Map.Entry<String, List<String>> change : lines.entrySet()) {
      Path file = folder.resolve(change.getKey());
      List<String> old = Files.exists(file) ? Files.readAllLines(file) : List.of();
      Files.createDirectories(file.getParent());
      Files.write(file, changed(change.getKey(), old, change.getValue()));
    }
  }

  private static List<String> changed(String file, List<String> old, List<String> patch) {
    List<String> changed = new ArrayList<>();
    int at = 0;
    for (String line : patch) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int start = Math.max(Integer.parseInt(hunk.group(1)) - 1, 0);
        changed.addAll(old.subList(at, start));
        at = start;
      } else if (line.startsWith("+")) {
        changed.add(line.substring(1));
      } else {
        if (!old.get(at).equals(line.substring(1))) {
          throw new IllegalStateException(file + ":" + (at + 1) + " is not " + line.substring(1));
        }
        if (line.startsWith(" ")) {
          changed.add(old.get(at));
        }
        at++;
      }
    }
    changed.addAll(old.subList(at, old.size()));
    return changed;
  }
}
