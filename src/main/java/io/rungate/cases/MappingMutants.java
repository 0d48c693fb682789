package io.rungate.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mistakes that people make in a mapping, each made once on every line where it fits. They need no
 * compiling, so there may be many.
 */
final class MappingMutants {
  private static final String FILE = "fields.yaml";
  private static final Pattern TOP = Pattern.compile("(\\w[\\w-]*):.*");
  private static final Pattern ENTRY = Pattern.compile("  (\\w[\\w ]*):.*");
  private static final Pattern DEFAULT = Pattern.compile("\\bdefault: \"([^\"]*)\"");
  private static final Pattern BOUND = Pattern.compile("\\b(at-least|above): (-?\\d+)");
  private static final Pattern GROUP = Pattern.compile("\\bgroup: ([^,}\\n]+?)(?=\\s*[,}]|\\s*$)");
  private static final Pattern LIST =
      Pattern.compile("\\b(absent-when|keys|when-given|topology|families): \\[([^\\]]*)\\]");
  private static final Pattern ITEM = Pattern.compile("        - (\\w+)");
  private static final Pattern YES = Pattern.compile("\\byes: \\[\"([^\"]*)\"\\]");
  private static final Pattern CASE = Pattern.compile("\\bignore-case: true");
  private static final Pattern REGEX = Pattern.compile("\\b(?:match|keys): '([^']*)'");
  private static final Pattern GIVEN = Pattern.compile("\\bvalue: \"(\\d+)\"");
  private static final Pattern FORMULA = Pattern.compile("\\bvalue: (value / \\d+|\\d+ / value)");
  private static final Pattern EDIT = Pattern.compile("^    (remove|replace): .*");
  private static final Pattern LOOK = Pattern.compile("\\(\\?[=!](?:[^()]|\\([^()]*\\))*\\)");

  private final List<String> lines;
  private final List<Mutant> mutants = new ArrayList<>();
  private final List<String> groups;
  private String where = "";
  private int line;

  private MappingMutants(String text) {
    lines = List.of(text.split("\n", -1));
    Set<String> names = new LinkedHashSet<>();
    Matcher group = GROUP.matcher(text);
    while (group.find()) {
      names.add(group.group(1));
    }
    groups = List.copyOf(names);
  }

  static List<Mutant> of(String text) {
    MappingMutants all = new MappingMutants(text);
    String top = "";
    for (all.line = 1; all.line <= all.lines.size(); all.line++) {
      String line = all.lines.get(all.line - 1);
      if (line.strip().startsWith("#")) {
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      Matcher section = TOP.matcher(line);
      if (section.matches()) {
        top = section.group(1);
        all.where = top;
      } else if (entry.matches()) {
        all.where = top + "." + entry.group(1);
      }
      all.mutate(line);
    }
    return all.mutants;
  }

  private void mutate(String line) {
    each(
        DEFAULT,
        line,
        (found, add) -> add.accept("default: \"" + other(found.group(1)) + '"', found));
    each(BOUND, line, this::bounds);
    each(GROUP, line, (found, add) -> group(found, add));
    each(LIST, line, this::list);
    each(YES, line, (found, add) -> add.accept("yes: [\"" + found.group(1) + "s\"]", found));
    each(CASE, line, (found, add) -> add.accept("ignore-case: false", found));
    each(REGEX, line, this::regex);
    each(GIVEN, line, (found, add) -> add.accept("value: \"" + other(found.group(1)) + '"', found));
    each(FORMULA, line, this::formula);
    if (EDIT.matcher(line).matches() || ITEM.matcher(line).matches()) {
      add("is dropped: " + line.strip(), "");
    }
  }

  private static String other(String value) {
    if (value.matches("\\d{1,9}")) {
      return Integer.toString(Integer.parseInt(value) + 1);
    }
    return value.equals("false") ? "true" : value + "x";
  }

  private void bounds(Matcher found, BiConsumer<String, Matcher> add) {
    long number = Long.parseLong(found.group(2));
    add.accept(found.group(1) + ": " + (number + 1), found);
    if (found.group(1).equals("above")) {
      add.accept("at-least: " + number, found);
    } else {
      add.accept("at-least: " + (number - 1), found);
    }
  }

  private void group(Matcher found, BiConsumer<String, Matcher> add) {
    String other = groups.get((groups.indexOf(found.group(1)) + 1) % groups.size());
    if (!other.equals(found.group(1))) {
      add.accept("group: " + other, found);
    }
  }

  private void list(Matcher found, BiConsumer<String, Matcher> add) {
    List<String> items = Arrays.asList(found.group(2).split(",\\s*"));
    for (int i = 0; i < items.size(); i++) {
      List<String> rest = new ArrayList<>(items);
      rest.remove(i);
      add.accept(found.group(1) + ": [" + String.join(", ", rest) + "]", found);
    }
  }

  private void regex(Matcher found, BiConsumer<String, Matcher> add) {
    String regex = found.group(1);
    Set<String> others = new LinkedHashSet<>();
    Matcher look = LOOK.matcher(regex);
    while (look.find()) {
      others.add(regex.substring(0, look.start()) + regex.substring(look.end()));
    }
    others.add(regex.replaceFirst("^\\^", ""));
    others.add(regex.replaceFirst("\\$$", ""));
    others.add(regex.replace("\\d+", "\\d"));
    others.remove(regex);
    for (String other : others) {
      add.accept(found.group().replace(regex, other), found);
    }
  }

  private void formula(Matcher found, BiConsumer<String, Matcher> add) {
    String[] parts = found.group(1).split(" / ");
    add.accept("value: " + parts[1] + " / " + parts[0], found);
    add.accept("value: " + found.group(1).replaceFirst("(\\d+)", "$10"), found);
  }

  private interface Change {
    void make(Matcher found, BiConsumer<String, Matcher> add);
  }

  private void each(Pattern what, String line, Change change) {
    Matcher found = what.matcher(line);
    while (found.find()) {
      change.make(
          found,
          (text, place) ->
              add(
                  place.group() + " becomes " + text,
                  line.substring(0, place.start()) + text + line.substring(place.end())));
    }
  }

  private void add(String change, String newLine) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(line - 1, newLine);
    mutants.add(new Mutant(FILE, line, where, change, String.join("\n", changed)));
  }
}
