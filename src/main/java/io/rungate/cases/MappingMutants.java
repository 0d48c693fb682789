package io.rungate.cases;

import io.rungate.pack.PackReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mistakes that people make in a mapping, each made once on every line where it fits. They need no
 * compiling, so there may be many.
 */
final class MappingMutants {
  private static final Pattern TOP = Pattern.compile("(\\w[\\w-]*):.*");
  private static final Pattern ENTRY = Pattern.compile("  (\\w[\\w ]*(?:\\[.*])?):.*");

  /** A field or a family of {@code sweep.yaml}, which lies deeper. */
  private static final Pattern DEEPER = Pattern.compile("    \"?(\\w[\\w{} ]*(?:\\[.*])?)\"?: .*");

  private static final Pattern DEFAULT = Pattern.compile("\\bdefault: \"([^\"]*)\"");
  private static final Pattern BOUND = Pattern.compile("\\b(at-least|above): (-?\\d+)");
  private static final Pattern GROUP = Pattern.compile("\\bgroup: ([^,}\\n]+?)(?=\\s*[,}]|\\s*$)");
  private static final Pattern LIST =
      Pattern.compile("\\b(absent-when|keys|when-given|topology|families|by): \\[([^\\]]*)\\]");
  private static final Pattern ITEM = Pattern.compile("        - (\\w+)");
  private static final Pattern YES = Pattern.compile("\\byes: \\[\"([^\"]*)\"\\]");
  private static final Pattern CASE = Pattern.compile("\\bignore-case: true");
  private static final Pattern REGEX = Pattern.compile("\\b(?:match|keys): '([^']*)'");
  private static final Pattern REDUCE = Pattern.compile("\\breduce: (count|sum|min|max)\\b");
  private static final Pattern INDEX = Pattern.compile("(?<=[\\[ ])(\\d+)(?=[,\\]])");
  private static final Pattern PART = Pattern.compile("(?<=\\{ )\\w+: '([^']*)'(?= \\})");
  private static final Pattern GIVEN = Pattern.compile("\\bvalue: \"(\\d+)\"");
  private static final Pattern FORMULA = Pattern.compile("\\bvalue: (value / \\d+|\\d+ / value)");
  private static final Pattern EDIT = Pattern.compile("^    (remove|replace): .*");
  private static final Pattern LOOK = Pattern.compile("\\(\\?[=!](?:[^()]|\\([^()]*\\))*\\)");

  private final String file;
  private final List<String> lines;
  private final List<Mutant> mutants = new ArrayList<>();
  private final List<String> groups;
  private String where = "";

  private MappingMutants(String file, String text) {
    this.file = file;
    lines = List.of(text.split("\n", -1));
    groups = GROUP.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  static List<Mutant> of(String file, String text) {
    MappingMutants all = new MappingMutants(file, text);
    boolean deep = file.equals(PackReader.SWEEP);
    String top = "";
    for (int i = 0; i < all.lines.size(); i++) {
      String line = all.lines.get(i);
      if (line.strip().startsWith("#")) {
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      Matcher section = TOP.matcher(line);
      Matcher deeper = DEEPER.matcher(line);
      if (section.matches()) {
        top = section.group(1);
        all.where = top;
      } else if (entry.matches()) {
        all.where = top + "." + entry.group(1);
      } else if (deep && deeper.matches()) {
        all.where = top + "." + deeper.group(1);
      }
      all.mutate(i);
    }
    return all.mutants;
  }

  private void mutate(int line) {
    each(DEFAULT, line, found -> List.of("default: \"" + other(found.group(1)) + '"'));
    each(BOUND, line, MappingMutants::bounds);
    each(GROUP, line, this::group);
    each(LIST, line, MappingMutants::list);
    each(YES, line, found -> List.of("yes: [\"" + found.group(1) + "s\"]"));
    each(CASE, line, found -> List.of("ignore-case: false"));
    each(REGEX, line, MappingMutants::regex);
    each(REDUCE, line, found -> List.of("reduce: " + reduction(found.group(1))));
    if (lines.get(line).matches(".*\\b(path|result): \\[.*")) {
      each(INDEX, line, found -> List.of(other(found.group(1))));
      each(PART, line, MappingMutants::regex);
    }
    each(GIVEN, line, found -> List.of("value: \"" + other(found.group(1)) + '"'));
    each(FORMULA, line, MappingMutants::formula);
    String text = lines.get(line);
    if (EDIT.matcher(text).matches() || ITEM.matcher(text).matches()) {
      add(line, "is dropped: " + text.strip(), "");
    }
  }

  private static String other(String value) {
    if (value.matches("\\d{1,9}")) {
      return Integer.toString(Integer.parseInt(value) + 1);
    }
    return value.equals("false") ? "true" : value + "x";
  }

  private static String reduction(String other) {
    return other.equals("max") ? "min" : "max";
  }

  private static List<String> bounds(MatchResult found) {
    long number = Long.parseLong(found.group(2));
    boolean above = found.group(1).equals("above");
    return List.of(
        found.group(1) + ": " + (number + 1), "at-least: " + (above ? number : number - 1));
  }

  private List<String> group(MatchResult found) {
    String other = groups.get((groups.indexOf(found.group(1)) + 1) % groups.size());
    return other.equals(found.group(1)) ? List.of() : List.of("group: " + other);
  }

  private static List<String> list(MatchResult found) {
    List<String> lists = new ArrayList<>();
    List<String> items = List.of(found.group(2).split(",\\s*"));
    for (int i = 0; i < items.size(); i++) {
      List<String> rest = new ArrayList<>(items);
      rest.remove(i);
      lists.add(found.group(1) + ": [" + String.join(", ", rest) + "]");
    }
    return lists;
  }

  private static List<String> regex(MatchResult found) {
    String regex = found.group(1);
    Set<String> others = new LinkedHashSet<>();
    LOOK.matcher(regex)
        .results()
        .map(look -> regex.substring(0, look.start()) + regex.substring(look.end()))
        .forEach(others::add);
    others.add(regex.replaceFirst("^\\^", ""));
    others.add(regex.replaceFirst("\\$$", ""));
    others.add(regex.replace("\\d+", "\\d"));
    others.remove(regex);
    return others.stream().map(other -> found.group().replace(regex, other)).toList();
  }

  private static List<String> formula(MatchResult found) {
    String[] parts = found.group(1).split(" / ");
    return List.of(
        "value: " + parts[1] + " / " + parts[0],
        "value: " + found.group(1).replaceFirst("(\\d+)", "$10"));
  }

  /** Makes each change of each place that fits. */
  private void each(Pattern what, int line, Function<MatchResult, List<String>> changes) {
    String text = lines.get(line);
    what.matcher(text)
        .results()
        .forEach(
            place -> {
              for (String change : changes.apply(place)) {
                String changed =
                    text.substring(0, place.start()) + change + text.substring(place.end());
                add(line, place.group() + " becomes " + change, changed);
              }
            });
  }

  private void add(int line, String change, String newLine) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(line, newLine);
    mutants.add(new Mutant(file, line + 1, where, change, String.join("\n", changed)));
  }
}
