package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of a pack file that is being read: it remembers which keys were asked for, so that {@link
 * #close} can name the others, and it collects every fault with file, line and path instead of
 * stopping at the first.
 */
public final class ConfigTable implements AutoCloseable {
  /** Brackets of single signs and of ranges, without what stands for a class of signs. */
  private static final Pattern BRACKETS =
      Pattern.compile("(?:^|[^\\\\])\\[\\^?([^\\]\\[\\\\]+)\\]");

  private static final Pattern LETTERS = Pattern.compile("[a-zA-Z]-[a-zA-Z]");

  /** The last are those of digits in hex. */
  private static final Set<String> ALPHABETS = Set.of("a-z", "A-Z", "a-f", "A-F");

  private static final Pattern EMPTY_CHOICE =
      Pattern.compile("^\\||(?:^|[^\\\\])(?:\\|\\||\\((?:\\?:)?\\||\\|\\)|\\|$)");

  private final String file;
  private final String path;
  private final YamlNode.Table table;
  private final List<PackProblem> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private ConfigTable(String file, String path, YamlNode.Table table, List<PackProblem> problems) {
    this.file = file;
    this.path = path;
    this.table = table;
    this.problems = problems;
  }

  /** The whole of a file; null, with a fault, when it is no YAML. */
  public static ConfigTable read(String file, String text, List<PackProblem> problems) {
    try {
      return of(file, YamlReader.read(file, text), problems);
    } catch (PackException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  static ConfigTable of(String file, YamlNode root, List<PackProblem> problems) {
    return of(file, "", root, problems);
  }

  private static ConfigTable of(
      String file, String path, YamlNode node, List<PackProblem> problems) {
    if (node instanceof YamlNode.Table table) {
      return new ConfigTable(file, path, table, problems);
    }
    String what = (path.isEmpty() ? "the file" : path) + " must be a table of keys and values";
    problems.add(new PackProblem(file, node.line(), what));
    return new ConfigTable(
        file, path, new YamlNode.Table(node.line(), new LinkedHashMap<>(), null), problems);
  }

  /** The same place with other entries, which stand for those that were written. */
  ConfigTable with(LinkedHashMap<String, YamlNode> entries, LinkedHashMap<String, Integer> lines) {
    return new ConfigTable(file, path, new YamlNode.Table(line(), entries, lines), problems);
  }

  /** True for what should have been a table and is none, which has been told. */
  boolean isBroken() {
    return table.lines() == null;
  }

  public int line() {
    return table.line();
  }

  public int lineOf(String key) {
    return isBroken() ? table.line() : table.lines().getOrDefault(key, table.line());
  }

  public Set<String> keys() {
    return table.entries().keySet();
  }

  public boolean has(String key) {
    asked.add(key);
    return table.entries().containsKey(key);
  }

  /** The text of a key, or null when it is not there. */
  public String text(String key) {
    return has(key) ? scalar(key, table.entries().get(key)) : null;
  }

  /** The text of a key that must be there; empty, with a fault, when it is not. */
  public String require(String key) {
    if (!has(key)) {
      fault(line(), (path.isEmpty() ? "" : path + ": ") + "the key " + key + " is missing");
      return "";
    }
    String text = filled(key);
    return text == null ? "" : text;
  }

  /** The text of a key, or null; one that is empty is a fault. */
  public String filled(String key) {
    String text = text(key);
    if (text != null && text.isEmpty()) {
      faultAt(key, " is empty");
      return null;
    }
    return text;
  }

  /** A key that means something only together with another. */
  void onlyWith(String key, boolean fits, String other) {
    if (has(key) && !fits) {
      faultAt(key, " goes only with " + other);
    }
  }

  public boolean flag(String key) {
    String text = text(key);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      faultAt(key, " must be true or false, not " + text);
    }
    return true;
  }

  /** A number, or null when the key is not there or no number. */
  Double number(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try { // Java's parser also takes 1f, NaN and white space around
      if (text.matches("[0-9+.eE-]+") && Double.isFinite(Double.parseDouble(text))) {
        return Double.valueOf(text);
      }
    } catch (NumberFormatException e) {
      // told below, like every other text that is no number
    }
    faultAt(key, " must be a number, not " + text);
    return null;
  }

  /** A regular expression, or null when the key is not there or does not compile. */
  Pattern pattern(String key) {
    String text = text(key);
    return text == null ? null : pattern(key, lineOf(key), text);
  }

  /** One that stands somewhere below a key. */
  Pattern pattern(String key, int line, String text) {
    if (repeatsPlace(text)) {
      fault(
          line, at(key) + " repeats the start or the end of a text, which is there once: " + text);
      return null;
    }
    if (hasEmptyChoice(text)) {
      fault(line, at(key) + " has an alternative that is nothing, and fits everything: " + text);
      return null;
    }
    if (bracketsRepeat(text)) {
      fault(line, at(key) + " holds a sign twice in its brackets: " + text);
      return null;
    }
    if (cutsAlphabet(text)) {
      fault(line, at(key) + " has a part of the alphabet in its brackets: " + text);
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String why = e.getDescription() + " in " + text;
      fault(line, at(key) + " is no regular expression of linear time: " + why);
      return null;
    }
  }

  /**
   * Whether a pattern repeats the start or the end of a text: it compiles, and a point before the
   * sign was forgotten.
   */
  public static boolean repeatsPlace(String pattern) {
    for (int i = 0; i + 1 < pattern.length(); i++) {
      char sign = pattern.charAt(i);
      boolean place = sign == '^' || sign == '$';
      boolean plain = i > 0 && "\\[".indexOf(pattern.charAt(i - 1)) >= 0;
      if (place && !plain && (sign + "*+?{").indexOf(pattern.charAt(i + 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing stands on one side of a bar: it was typed twice, or a word was forgotten. */
  public static boolean hasEmptyChoice(String pattern) {
    return EMPTY_CHOICE.matcher(pattern).find();
  }

  /** Whether brackets of a pattern hold a sign that they hold already: one of them is a slip. */
  public static boolean bracketsRepeat(String pattern) {
    for (Matcher brackets = BRACKETS.matcher(pattern); brackets.find(); ) {
      BitSet held = new BitSet();
      String signs = brackets.group(1);
      for (int i = 0; i < signs.length(); i++) {
        boolean range = i + 2 < signs.length() && signs.charAt(i + 1) == '-';
        char last = range ? signs.charAt(i + 2) : signs.charAt(i);
        if (!held.get(signs.charAt(i), Math.max(last, signs.charAt(i)) + 1).isEmpty()) {
          return true;
        }
        held.set(signs.charAt(i), Math.max(last, signs.charAt(i)) + 1);
        i += range ? 2 : 0;
      }
    }
    return false;
  }

  /** Whether brackets of a pattern hold letters from one to another that are not all: a slip. */
  public static boolean cutsAlphabet(String pattern) {
    for (Matcher brackets = BRACKETS.matcher(pattern); brackets.find(); ) {
      for (Matcher letters = LETTERS.matcher(brackets.group(1)); letters.find(); ) {
        if (!ALPHABETS.contains(letters.group())) {
          return true;
        }
      }
    }
    return false;
  }

  /** One of the given words, or null, with a fault that names the nearest. */
  public String oneOf(String key, Set<String> words) {
    String text = text(key);
    if (text == null || words.contains(text)) {
      return text;
    }
    String known = String.join(", ", new TreeSet<>(words));
    faultAt(key, " must be one of " + known + ", not " + text + Spelling.hint(text, words));
    return null;
  }

  /** A list of texts; empty when the key is not there. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      String text = scalar(key, item);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A list of what counts as not given: texts, and YAML's words for what is no text. */
  Absence absence(String key) {
    Set<String> texts = new LinkedHashSet<>();
    boolean nothing = false;
    boolean nan = false;
    boolean infinite = false;
    for (YamlNode item : items(key)) {
      String text = scalar(key, item);
      boolean plain = item instanceof YamlNode.Scalar scalar && !scalar.quoted();
      if (plain && text.matches("|~|null|Null|NULL")) {
        nothing = true;
      } else if (plain && text.matches("\\.(nan|NaN|NAN)")) {
        nan = true;
      } else if (plain && text.matches("[-+]?\\.(inf|Inf|INF)")) {
        infinite = true;
      } else if (text != null) {
        texts.add(text);
      }
    }
    return new Absence(texts, nothing, nan, infinite);
  }

  /** The nodes of a list; empty when the key is not there. */
  public List<YamlNode> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    YamlNode node = table.entries().get(key);
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    faultAt(key, " must be a list");
    return List.of();
  }

  /** The tables of a list. */
  public List<ConfigTable> sections(String key) {
    List<ConfigTable> sections = new ArrayList<>();
    for (YamlNode item : items(key)) {
      sections.add(of(file, at(key) + "[" + sections.size() + "]", item, problems));
    }
    return sections;
  }

  /** The table under a key; an empty one when it is not there. */
  public ConfigTable section(String key) {
    YamlNode none = new YamlNode.Table(line(), new LinkedHashMap<>(), new LinkedHashMap<>());
    return of(file, at(key), has(key) ? table.entries().get(key) : none, problems);
  }

  /** What stands under a key, as it was written; null when it is not there. */
  public YamlNode node(String key) {
    return has(key) ? table.entries().get(key) : null;
  }

  /** A table of texts, in order; empty when the key is not there. */
  public Map<String, String> textTable(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ConfigTable section = section(key)) {
      for (String name : section.keys()) {
        texts.put(name, section.require(name));
      }
    }
    return texts;
  }

  /** Where a key stands, such as {@code fields.tp.type}. */
  public String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A fault at a key, whose path the message begins with. */
  public void faultAt(String key, String message) {
    fault(lineOf(key), at(key) + message);
  }

  /** A fault of the whole table, whose message begins with the path of a key. */
  void lacks(String key, String message) {
    fault(line(), at(key) + message);
  }

  public void fault(int line, String message) {
    problems.add(new PackProblem(file, line, message));
  }

  /** Names the keys that nobody asked for. */
  @Override
  public void close() {
    for (String key : keys()) {
      if (!asked.contains(key)) {
        fault(lineOf(key), "no key " + at(key) + Spelling.hint(key, asked));
      }
    }
  }

  private String scalar(String key, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    fault(node.line(), at(key) + " must be a text");
    return null;
  }
}
