package io.rungate.run;

import io.rungate.pack.Mapping;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * The runs of a folder tree, found one by one: name after name, each folder before what follows it.
 * Of the tree only the names in the folders down to the current one are held.
 *
 * <p>For most packs a file is a result or is none by its name alone, so that nobody has to guess
 * what was judged: a result that is cut short or has other keys is answered, and not taken for
 * something else. Where a pack says how contents are recognised, every JSON file is found, and
 * whoever looks into it decides; documents come behind the other files of their folder then, since
 * the run that they are of may lie there and write them anew. What would be lost silently is
 * answered in any case: a folder that cannot be read, a result without an environment, a link that
 * leads out of the tree.
 */
public final class ArtifactTree extends Runs {

  /** In a folder, the variables of all runs in and below it. */
  private static final List<String> ENVIRONMENTS = List.of("run.env", "env.json");

  private final Path root;
  private final Path real;
  private final Path shown;
  private final Mapping mapping;
  private final boolean byContent;
  private final Map<String, List<PathMatcher>> skips;

  /** Those of them that no name was met by. */
  private final Set<String> idle;

  private final Deque<Level> levels = new ArrayDeque<>();
  private int skipped;

  /** That the folder itself cannot be read, until it is told; or null. */
  private RunRequest rootFlaw;

  /**
   * The variables that count in a folder.
   *
   * @param variables those that the mapping names
   * @param flaw why they cannot be known; null when they are
   */
  private record Environment(Map<String, String> variables, String flaw) {
    static Environment flawed(String flaw) {
      return new Environment(Map.of(), flaw);
    }
  }

  /** A folder on the way down: the names in it that are still to be visited. */
  private record Level(Path below, Environment environment, Iterator<Path> names) {}

  private ArtifactTree(
      Path root,
      Path real,
      Path shown,
      Mapping mapping,
      boolean byContent,
      Map<String, List<PathMatcher>> skips) {
    this.root = root;
    this.real = real;
    this.shown = shown;
    this.mapping = mapping;
    this.byContent = byContent;
    this.skips = skips;
    this.idle = new LinkedHashSet<>(skips.keySet());
  }

  /**
   * The runs below a folder.
   *
   * @param given the folder as the user wrote it, which is how runs are called
   * @param byContent whether every JSON file is found, and not only what is named like a result
   * @param skip globs of what is passed over: of a name, or with a slash of a path below the folder
   */
  static ArtifactTree of(
      Path folder, String given, Mapping mapping, boolean byContent, List<String> skip)
      throws InputException {
    Map<String, List<PathMatcher>> skips = new LinkedHashMap<>();
    for (String glob : skip) {
      try {
        skips.put(glob, matchers(glob));
      } catch (PatternSyntaxException e) {
        throw new InputException("--skip " + glob + " is no glob: " + e.getDescription());
      }
    }
    if (RunName.isDamaged(given) && !Files.exists(folder)) {
      throw new InputException("the name of the folder " + given + " is not UTF-8: rename it");
    }
    if (!Files.isDirectory(folder)) {
      throw new InputException(given + (Files.exists(folder) ? " is no folder" : " is not there"));
    }
    try {
      ArtifactTree tree =
          new ArtifactTree(folder, folder.toRealPath(), Path.of(given), mapping, byContent, skips);
      tree.rootFlaw = tree.open(Path.of(""), none(" or in one above it, up to " + given));
      return tree;
    } catch (IOException e) {
      throw new InputException("the folder " + given + " cannot be read");
    }
  }

  /** A file that the user named, with the variables that lie in its folder. */
  static RunRequest single(Path file, String given, Mapping mapping) throws InputException {
    Path folder = file.toAbsolutePath().getParent();
    Path shown = Path.of(given).resolveSibling("");
    try {
      ArtifactTree tree =
          new ArtifactTree(folder, folder.toRealPath(), shown, mapping, true, Map.of());
      List<String> names =
          ENVIRONMENTS.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
      Environment environment = names.isEmpty() ? none("") : tree.environment(Path.of(""), names);
      return tree.request(environment, file.getFileName());
    } catch (IOException e) {
      throw new InputException("the folder of " + given + " cannot be read");
    }
  }

  private static Environment none(String orAbove) {
    return Environment.flawed(
        "there is no "
            + String.join(" or ", ENVIRONMENTS)
            + (" in its folder" + orAbove)
            + ": put the variables that the run had into one");
  }

  /** A folder may be written with a slash behind it, and {@code **}{@code /} may stand for none. */
  private static List<PathMatcher> matchers(String glob) {
    List<String> forms = new ArrayList<>(List.of(glob.replaceFirst("/+$", "")));
    for (int i = 0; i < forms.size(); i++) {
      String form = forms.get(i);
      for (int at = form.indexOf("**/"); at >= 0; at = form.indexOf("**/", at + 1)) {
        String without = form.substring(0, at) + form.substring(at + "**/".length());
        if ((at == 0 || "/{,".indexOf(form.charAt(at - 1)) >= 0) && !forms.contains(without)) {
          forms.add(without);
        }
      }
    }
    return forms.stream()
        .map(form -> FileSystems.getDefault().getPathMatcher("glob:" + form))
        .map(form -> glob.contains("/") ? form : (PathMatcher) p -> form.matches(p.getFileName()))
        .toList();
  }

  @Override
  protected RunRequest find() {
    RunRequest found = rootFlaw;
    rootFlaw = null;
    while (found == null && !levels.isEmpty()) {
      Level level = levels.peek();
      if (level.names().hasNext()) {
        found = visit(level, level.below().resolve(level.names().next()));
      } else {
        levels.pop();
      }
    }
    return found;
  }

  @Override
  public String nothing() {
    return "no result file below " + shown + remark();
  }

  @Override
  public String remark() {
    return remark(skipped, idle);
  }

  static String remark(int skipped, Set<String> idle) {
    StringBuilder remark = new StringBuilder(skipped == 0 ? "" : ", " + skipped + " skipped");
    idle.forEach(glob -> remark.append(", nothing is met by --skip ").append(glob));
    return remark.toString();
  }

  int skipped() {
    return skipped;
  }

  Set<String> idle() {
    return idle;
  }

  /** Whether a file of this name holds the variables of the runs of its folder. */
  public static boolean isEnvironment(String fileName) {
    return ENVIRONMENTS.contains(fileName);
  }

  /** The run that a path is, or why it cannot be one; null for what is neither. */
  private RunRequest visit(Level level, Path below) {
    if (isSkipped(below)) {
      skipped++;
      return null;
    }
    Path path = root.resolve(below);
    BasicFileAttributes file;
    try {
      file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      boolean gone = e instanceof NoSuchFileException && !isResult(below);
      return gone ? null : flawed(below, "it cannot be looked at: " + reason(e));
    }
    if (file.isSymbolicLink()) {
      String flaw = linkFlaw(path, isResult(below));
      return flaw == null ? null : flawed(below, flaw);
    }
    if (!file.isDirectory() && !isResult(below)) {
      return null;
    }
    if (RunName.isDamaged(below.getFileName().toString())) {
      String what = file.isDirectory() ? "this folder's name" : "its name";
      return broken(below, what + " is not UTF-8: rename it");
    }
    return file.isDirectory()
        ? open(below, level.environment())
        : request(level.environment(), below);
  }

  private RunRequest request(Environment environment, Path below) {
    RunRequest run =
        RunRequest.ofResult(
            shown.resolve(below).toString(), root.resolve(below), environment.variables());
    return environment.flaw() == null ? run : run.flawed(environment.flaw());
  }

  /** A run that cannot be judged if it is named like a result, else no run. */
  private RunRequest flawed(Path below, String flaw) {
    return isResult(below) && !byContent
        ? RunRequest.ofResult(shown.resolve(below).toString(), root.resolve(below), Map.of())
            .flawed(flaw)
        : broken(below, flaw);
  }

  private RunRequest broken(Path below, String flaw) {
    return RunRequest.broken(shown.resolve(below).toString(), flaw);
  }

  /** Goes into a folder; gives why that cannot be done, or null. */
  private RunRequest open(Path below, Environment inherited) {
    List<Path> names = new ArrayList<>();
    List<Path> documents = new ArrayList<>();
    List<String> environments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(below))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (isEnvironment(name)) {
          environments.add(name);
        }
        if (!name.startsWith(".") && (byContent || !isEnvironment(name))) {
          boolean last = byContent && DocumentNames.isDocument(mapping, name);
          (last ? documents : names).add(file.getFileName());
        }
      }
    } catch (IOException e) {
      return broken(below, "this folder cannot be read: " + reason(e));
    } catch (DirectoryIteratorException e) {
      return broken(below, "this folder cannot be read: " + reason(e.getCause()));
    }
    // As paths, which keep no text beside their bytes: there may be a million.
    Collections.sort(names);
    Collections.sort(documents);
    names.addAll(documents);
    levels.push(
        new Level(
            below,
            environments.isEmpty() ? inherited : environment(below, environments),
            names.iterator()));
    return null;
  }

  private Environment environment(Path below, List<String> names) {
    if (names.size() > 1) {
      String both = String.join(" and ", ENVIRONMENTS);
      return Environment.flawed(
          shown.resolve(below) + " has both " + both + ": leave the one that the run had");
    }
    Path file = root.resolve(below).resolve(names.get(0));
    String place = shown.resolve(below).resolve(names.get(0)).toString();
    try {
      if (!file.toRealPath().startsWith(real)) {
        return Environment.flawed(
            place + " is a link out of " + shown + ", which is not followed: copy the file");
      }
      if (!Files.isRegularFile(file)) {
        return Environment.flawed(place + " is no regular file");
      }
      return new Environment(RunInput.mapped(EnvironmentFile.read(file), mapping), null);
    } catch (IOException e) {
      return Environment.flawed(place + " cannot be read: " + reason(e));
    } catch (InputException e) {
      return Environment.flawed(String.join("; ", e.problems()));
    }
  }

  /** Why a link loses something; null where what it leads to is met at its own place. */
  private String linkFlaw(Path link, boolean result) {
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      return result ? "this link leads nowhere" : null;
    }
    boolean folder = Files.isDirectory(target);
    if (!result && !folder) {
      return null;
    }
    if (!target.startsWith(real)) {
      return "this link leads out of " + shown + " and is not followed: copy what it leads to";
    }
    Path below = real.relativize(target);
    return isMet(below, folder)
        ? null
        : "this link leads to what is passed over at its own place: put the file here itself";
  }

  /** Whether the walk comes to a place by itself. */
  private boolean isMet(Path below, boolean folder) {
    for (int i = 1; i <= below.getNameCount(); i++) {
      Path part = below.subpath(0, i);
      if (part.getFileName().toString().startsWith(".") || isSkipped(part)) {
        return false;
      }
    }
    return folder || isResult(below);
  }

  private boolean isSkipped(Path below) {
    boolean found = false;
    for (Map.Entry<String, List<PathMatcher>> skip : skips.entrySet()) {
      if (skip.getValue().stream().anyMatch(form -> form.matches(below))) {
        idle.remove(skip.getKey());
        found = true;
      }
    }
    return found;
  }

  private boolean isResult(Path below) {
    String name = below.getFileName().toString();
    return RunRequest.isResult(name)
        && (byContent || !isEnvironment(name) && !DocumentNames.isDocument(mapping, name));
  }

  private static String reason(IOException e) {
    return InputException.reason(e, "it is not there any more");
  }
}
