package io.rungate.cases;

import io.rungate.pack.DrlToken;
import io.rungate.pack.Scope;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Slips of the hand in every word of every file of a pack: a letter dropped, typed twice, swapped
 * with the next, in the wrong case, or another one.
 */
final class PackMistakes {

  /**
   * One slip.
   *
   * @param kind what the word is: two words of a kind are read by the same reader
   * @param from what stood there
   * @param to what stands there now
   */
  record Mistake(String kind, String file, int start, String from, String to) {

    String in(String text) {
      return text.substring(0, start) + to + text.substring(start + from.length());
    }
  }

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
  private static final Pattern PROSE = Pattern.compile("\\{([^{}]*)}|[\\p{L}\\p{N}_]+");
  private static final Pattern SIGN = Pattern.compile("[^\\p{L}\\p{N}_\\s]");

  /** Values in which each sign counts. */
  private static final Pattern PATTERN =
      Pattern.compile("(?:\\bmatch|families\\.keys|bounds\\.keys|\\.path|rows\\.pattern)$");

  private static final Set<String> CONDITION_WORDS =
      Set.of(
          "not exists accumulate and or in contains matches from over forall eval collect"
              .split(" "));

  private final Random random;
  private final Map<String, List<Mistake>> byKind = new TreeMap<>();

  private PackMistakes(long seed) {
    random = new Random(seed);
  }

  /**
   * The mistakes that fit in files, so mixed that the first hundred are of as many kinds as the
   * first thousand.
   *
   * @param files the texts by their names in the folder of the pack
   */
  static List<Mistake> of(Map<String, String> files, long seed) {
    PackMistakes all = new PackMistakes(seed);
    files.forEach(
        (file, text) -> {
          if (file.endsWith(".drl")) {
            all.rules(file, text);
          } else {
            all.yaml(file, text);
          }
          all.lines(file, text);
        });
    return all.mixed();
  }

  /** Slips in the names of files, as if a name were the text. */
  static List<Mistake> ofNames(Set<String> files, long seed) {
    PackMistakes all = new PackMistakes(seed);
    for (String file : files) {
      String sort = sort(file);
      int start = file.lastIndexOf('/') + 1;
      all.words(sort + ": name of the file", file, start, file.substring(start));
      all.signs(sort + ": name of the file", file, start, file.substring(start));
    }
    return all.mixed();
  }

  private List<Mistake> mixed() {
    byKind.values().forEach(some -> Collections.shuffle(some, random));
    List<List<Mistake>> kinds = new ArrayList<>(byKind.values());
    Collections.shuffle(kinds, random);
    List<Mistake> mixed = new ArrayList<>();
    int longest = byKind.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Mistake> some : kinds) {
        if (i < some.size()) {
          mixed.add(some.get(i));
        }
      }
    }
    return mixed;
  }

  /** Two of the slips that a word allows. */
  private void word(String kind, String file, int start, String word) {
    Set<String> slips = new LinkedHashSet<>();
    int at = random.nextInt(word.length());
    char letter = word.charAt(at);
    String head = word.substring(0, at);
    String tail = word.substring(at + 1);
    if (word.length() > 1) {
      slips.add(head + tail);
    }
    slips.add(head + letter + letter + tail);
    if (!tail.isEmpty()) {
      slips.add(head + tail.charAt(0) + letter + tail.substring(1));
    }
    slips.add(head + other(letter) + tail);
    char upper = Character.toUpperCase(letter);
    slips.add(head + (upper == letter ? Character.toLowerCase(letter) : upper) + tail);
    slips.remove(word);
    List<String> mixed = new ArrayList<>(slips);
    Collections.shuffle(mixed, random);
    mixed.subList(0, Math.min(2, mixed.size())).forEach(to -> add(kind, file, start, word, to));
  }

  private static char other(char letter) {
    return letter == '9' ? '3' : letter == 'z' ? 'y' : letter == 'Z' ? 'Y' : (char) (letter + 1);
  }

  private void add(String kind, String file, int start, String from, String to) {
    byKind
        .computeIfAbsent(kind, k -> new ArrayList<>())
        .add(new Mistake(kind, file, start, from, to));
  }

  private void words(String kind, String file, int start, String text) {
    for (Matcher word = WORD.matcher(text); word.find(); ) {
      word(kind, file, start + word.start(), word.group());
    }
  }

  /** Words that people read, and in curly brackets those that are filled in. */
  private void prose(String kind, String file, int start, String text) {
    for (Matcher word = PROSE.matcher(text); word.find(); ) {
      if (word.group(1) == null) {
        word(kind, file, start + word.start(), word.group());
      } else {
        words(kind + ": placeholder", file, start + word.start(1), word.group(1));
      }
    }
  }

  private void signs(String kind, String file, int start, String text) {
    for (Matcher sign = SIGN.matcher(text); sign.find(); ) {
      int at = start + sign.start();
      boolean gone = random.nextBoolean();
      add(kind, file, at, sign.group(), gone ? "" : sign.group() + sign.group());
    }
  }

  /** A line that is given twice, or is further in or out than it should be. */
  private void lines(String file, String text) {
    String sort = sort(file);
    int start = 0;
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#") && !stripped.startsWith("//")) {
        add(sort + ": line twice", file, start, line, line + "\n" + line);
        if (!file.endsWith(".drl")) {
          boolean out = line.startsWith(" ") && random.nextBoolean();
          add(sort + ": indent", file, start, line, out ? line.substring(1) : " " + line);
        }
      }
      start += line.length() + 1;
    }
  }

  private void rules(String file, String text) {
    String sort = sort(file);
    List<DrlToken> tokens = DrlToken.of(text);
    List<DrlToken> code = tokens.stream().filter(one -> !one.isComment()).toList();
    tokens.stream()
        .filter(DrlToken::isComment)
        .forEach(one -> words(sort + ": comment", file, one.start(), one.text()));
    String part = "head";
    String annotation = "";
    for (int i = 0; i < code.size(); i++) {
      DrlToken one = code.get(i);
      DrlToken before = i == 0 ? one : code.get(i - 1);
      String next = i + 1 < code.size() ? code.get(i + 1).text() : "";
      boolean starts = one.breaks() > 0 || i == 0;
      if (starts && one.isOneOf(Set.of("package", "import", "declare", "rule"))) {
        part = one.text();
        word(sort + ": word of the language", file, one.start(), one.text());
        continue;
      } else if (starts && one.isOneOf(Set.of("when", "then", "end"))) {
        part = one.text();
        word(sort + ": word of the language", file, one.start(), one.text());
        continue;
      }
      if (one.kind() == DrlToken.Kind.SIGN) {
        signs(sort + ": sign", file, one.start(), one.text());
        continue;
      }
      if (before.is("@")) {
        annotation = one.text();
        word(sort + ": annotation", file, one.start(), one.text());
      } else if (part.equals("rule") && one.isText() && before.is("rule")) {
        prose(sort + ": name of a rule", file, one.start() + 1, one.value());
      } else if (part.equals("rule") && one.isText()) {
        prose(sort + ": @" + annotation, file, one.start() + 1, one.value());
      } else if (part.equals("package") || part.equals("import")) {
        word(sort + ": " + part, file, one.start(), one.text());
      } else if (part.equals("declare")) {
        String what = before.is("declare") ? "word" : next.equals(":") ? "its field" : "its type";
        word(sort + ": declared " + what, file, one.start(), one.text());
      } else {
        code(part, file, one, before, i > 1 ? code.get(i - 2).text() : "", next);
      }
    }
  }

  private void code(
      String part, String file, DrlToken one, DrlToken before, String left, String next) {
    String in = sort(file) + ": " + part + ": ";
    if (one.isText()) {
      String kind =
          before.isOneOf(Set.of("==", "!=", "("))
              ? "text of " + (left.startsWith("$") ? "a variable" : left)
              : "text behind " + before.text();
      words(in + kind, file, one.start(), one.text());
    } else if (one.kind() == DrlToken.Kind.NUMBER) {
      word(in + "number", file, one.start(), one.text());
    } else if (one.text().startsWith("$")) {
      String kind = next.equals(":") ? "variable given" : "variable used";
      word(in + kind, file, one.start() + 1, one.text().substring(1));
    } else if (CONDITION_WORDS.contains(one.text())
        || one.isOneOf(Set.of("new", "insertLogical"))) {
      word(sort(file) + ": word of the language", file, one.start(), one.text());
    } else if (one.isOneOf(Set.of("true", "false"))) {
      word(in + "true or false", file, one.start(), one.text());
    } else if (one.isTypeName()) {
      word(in + "type", file, one.start(), one.text());
    } else if (before.is(".")) {
      word(in + (next.equals("(") ? "method" : "member"), file, one.start(), one.text());
    } else {
      word(in + (next.equals("(") ? "function" : "field"), file, one.start(), one.text());
    }
  }

  /** Files of a sort are read by the same reader, and judged in the same place. */
  private static String sort(String file) {
    if (file.endsWith(".drl")) {
      String folder = Scope.ofFile(file).folder();
      return folder.isEmpty() ? "rules" : "rules in " + folder;
    }
    if (file.startsWith("data/")) {
      return file.startsWith("data/consumers/") ? "consumer" : "table";
    }
    return file.endsWith("equivalent-mutants.yaml")
        ? "excuses"
        : file.contains("cases/base/") ? "base" : file.contains("cases/") ? "case" : file;
  }

  private void yaml(String file, String text) {
    String sort = sort(file);
    Matcher comment = Pattern.compile("(?m)^\\s*#(.*)$").matcher(text);
    while (comment.find()) {
      words(sort + ": comment", file, comment.start(1), comment.group(1));
    }
    Matcher sign = Pattern.compile("(?m)^(?!\\s*#).*$").matcher(text);
    while (sign.find()) {
      signs(sort + ": sign", file, sign.start(), sign.group());
    }
    node(sort, file, text, List.of(), new Yaml().compose(new StringReader(text)));
  }

  private void node(String sort, String file, String text, List<String> path, Node node) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        ScalarNode key = (ScalarNode) entry.getKeyNode();
        scalar(sort + ": " + keyKind(sort, path), file, text, key);
        List<String> below = new ArrayList<>(path);
        below.add(key.getValue());
        node(sort, file, text, below, entry.getValueNode());
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> node(sort, file, text, path, item));
    } else if (node instanceof ScalarNode scalar) {
      String kind = sort + ": value of " + valueKind(sort, path);
      scalar(kind, file, text, scalar);
    }
  }

  private void scalar(String kind, String file, String text, ScalarNode scalar) {
    int start = scalar.getStartMark().getIndex();
    String raw = text.substring(start, scalar.getEndMark().getIndex());
    if (PATTERN.matcher(kind).find()) {
      signs(kind + ": sign", file, start, raw);
    }
    prose(kind, file, start, raw);
  }

  private static final Set<String> MAPPING = Set.of("fields", "families", "summary", "groups");
  private static final Set<String> TABLE = Set.of("tables", "columns");
  private static final Set<String> CASE = Set.of("sweep", "points");

  /** Below these a case says what a run, a row or a point says, and all of it is read alike. */
  private static final List<String> GIVEN =
      List.of(
          "set", "variables", "result", "document", "findings", "row", "point", "info", "values");

  /** The keys below which people call things as they like, whatever the sort of the file. */
  private static Set<String> open(String sort) {
    return switch (sort) {
      case "fields.yaml", "sweep.yaml" -> MAPPING;
      case "table", "consumer" -> TABLE;
      default -> CASE;
    };
  }

  private static boolean isCase(String sort) {
    return sort.equals("case") || sort.equals("base");
  }

  private static String keyKind(String sort, List<String> path) {
    String last = path.isEmpty() ? "" : path.get(path.size() - 1);
    boolean open = open(sort).contains(last) || isCase(sort) && GIVEN.contains(last);
    return open ? "name in " + last : "key";
  }

  /** The keys that lead to a value, without the names that people chose. */
  private static String valueKind(String sort, List<String> path) {
    List<String> kind = new ArrayList<>();
    String before = "";
    for (String key : path) {
      boolean named = open(sort).contains(before) || key.startsWith("for ");
      if (isCase(sort) && GIVEN.contains(key) && !named) {
        return key;
      }
      if (!named) {
        kind.add(key);
      }
      before = key.startsWith("for ") ? before : key;
    }
    return String.join(".", kind);
  }
}
