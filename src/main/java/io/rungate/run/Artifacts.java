package io.rungate.run;

import io.rungate.pack.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sweep left behind: the runs of several folder trees, and single files. */
public final class Artifacts extends Runs {
  private final List<Runs> places;
  private final boolean byContent;
  private final String shown;
  private final List<String> skip;
  private int current;

  private Artifacts(List<Runs> places, boolean byContent, String shown, List<String> skip) {
    this.places = places;
    this.byContent = byContent;
    this.shown = shown;
    this.skip = skip;
  }

  /**
   * The runs of folders and files.
   *
   * @param folder the working directory
   * @param given folders as the user wrote them, and where contents are recognised, files
   * @param byContent whether every JSON file is found, and not only what is named like a result
   * @param skip globs of what is passed over in the folders
   */
  public static Artifacts of(
      Path folder, List<String> given, Mapping mapping, boolean byContent, List<String> skip)
      throws InputException {
    List<Runs> places = new ArrayList<>();
    Map<Path, String> seen = new LinkedHashMap<>();
    for (String one : given) {
      Path path = folder.resolve(one);
      boolean file = byContent && Files.exists(path) && !Files.isDirectory(path);
      places.add(
          file ? file(path, one, mapping) : ArtifactTree.of(path, one, mapping, byContent, skip));
      requireApart(path, one, seen);
    }
    return new Artifacts(places, byContent, String.join(" ", given), skip);
  }

  /** A file that was met twice would be counted twice. */
  private static void requireApart(Path path, String given, Map<Path, String> seen)
      throws InputException {
    try {
      Path real = path.toRealPath();
      for (Map.Entry<Path, String> other : seen.entrySet()) {
        if (real.startsWith(other.getKey()) || other.getKey().startsWith(real)) {
          throw new InputException(
              "%s and %s have files in common, which would be judged twice: leave one out"
                  .formatted(other.getValue(), given));
        }
      }
      seen.put(real, given);
    } catch (IOException e) {
      throw new InputException(given + " cannot be read");
    }
  }

  /** A single file, with the variables that lie beside it. */
  private static Runs file(Path file, String given, Mapping mapping) throws InputException {
    if (!RunRequest.isResult(given)) {
      throw new InputException(given + " is no JSON file: its name does not end in .json");
    }
    return Runs.of(List.of(ArtifactTree.single(file, given, mapping)));
  }

  @Override
  protected RunRequest find() {
    while (current < places.size()) {
      if (places.get(current).hasNext()) {
        return places.get(current).next();
      }
      current++;
    }
    return null;
  }

  @Override
  public String nothing() {
    return "no " + (byContent ? "row and no result" : "result file") + " below " + shown + remark();
  }

  /** A glob that meets something in one of several trees is not idle. */
  @Override
  public String remark() {
    int skipped = 0;
    Set<String> idle = new LinkedHashSet<>(skip);
    for (Runs place : places) {
      if (place instanceof ArtifactTree tree) {
        skipped += tree.skipped();
        idle.retainAll(tree.idle());
      }
    }
    return ArtifactTree.remark(skipped, idle);
  }
}
