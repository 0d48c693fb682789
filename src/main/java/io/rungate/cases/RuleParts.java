package io.rungate.cases;

import io.rungate.pack.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule as a stretch of its file's text, cut into its conditions. Places are counted in
 * characters from the start of the file, so that a change of one place leaves every other as it is.
 *
 * @param card the rule
 * @param file the whole text of its file
 * @param masked the same length, with quoted texts and comments blanked: what stands there means
 *     something to the engine
 * @param start of the word {@code rule}
 * @param end behind the word {@code end}
 * @param conditions in order
 * @param consequence what stands between {@code then} and {@code end}
 */
record RuleParts(
    RuleCard card,
    String file,
    String masked,
    int start,
    int end,
    List<Condition> conditions,
    Span consequence) {

  private static final Pattern HIDDEN =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|//[^\\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);
  private static final Pattern WHEN = Pattern.compile("\\bwhen\\b");
  private static final Pattern THEN = Pattern.compile("\\bthen\\b");
  private static final Pattern END = Pattern.compile("\\bend\\b");
  private static final Pattern JOINT = Pattern.compile("\\s*(?:&&|\\|\\||(?:and|or|from|over)\\b)");

  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\s*\\(");

  /** A stretch of the file. */
  record Span(int start, int end) {}

  /**
   * One condition: a pattern, or one under {@code not}, {@code exists} or {@code accumulate}.
   *
   * @param span all of it
   * @param patterns the constraints of each type that it asks for
   */
  record Condition(Span span, List<List<Span>> patterns) {}

  /** The rules of a file, in the order of the cards. */
  static List<RuleParts> of(String file, List<RuleCard> cards) {
    String masked = masked(file);
    List<RuleParts> rules = new ArrayList<>();
    for (RuleCard card : cards) {
      int start = lineStart(file, card.line());
      int when = find(WHEN, masked, start);
      int then = find(THEN, masked, when);
      int end = find(END, masked, then);
      if (when >= 0 && then >= 0 && end >= 0) {
        rules.add(
            new RuleParts(
                card,
                file,
                masked,
                start,
                end + "end".length(),
                conditions(file, masked, when + "when".length(), then),
                new Span(then + "then".length(), end)));
      }
    }
    return rules;
  }

  String text(Span span) {
    return file.substring(span.start(), span.end());
  }

  /** The file with other text in one place. */
  String with(Span span, String text) {
    return file.substring(0, span.start()) + text + file.substring(span.end());
  }

  /** The line of a place, from 1. */
  int lineOf(int place) {
    return 1 + (int) file.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  private static String masked(String file) {
    StringBuilder masked = new StringBuilder(file);
    Matcher hidden = HIDDEN.matcher(file);
    while (hidden.find()) {
      for (int i = hidden.start(); i < hidden.end(); i++) {
        if (file.charAt(i) != '\n') {
          masked.setCharAt(i, ' ');
        }
      }
    }
    return masked.toString();
  }

  private static int find(Pattern word, String masked, int from) {
    if (from < 0) {
      return -1;
    }
    Matcher found = word.matcher(masked);
    return found.find(from) ? found.start() : -1;
  }

  private static int lineStart(String file, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      at = file.indexOf('\n', at) + 1;
    }
    return at;
  }

  /** A condition ends with its brackets, unless a word joins the next to it. */
  private static List<Condition> conditions(String file, String masked, int from, int to) {
    List<Condition> conditions = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = from; i < to; i++) {
      char c = masked.charAt(i);
      if (start < 0 && !Character.isWhitespace(c)) {
        start = i;
      }
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0 && !JOINT.matcher(masked).region(i + 1, to).lookingAt()) {
        Span span = new Span(start, i + 1);
        conditions.add(new Condition(span, patterns(file, masked, span)));
        start = -1;
      }
    }
    return conditions;
  }

  /** The constraints of each type in a condition: {@code accumulate} holds one inside. */
  private static List<List<Span>> patterns(String file, String masked, Span condition) {
    List<List<Span>> patterns = new ArrayList<>();
    Matcher type = TYPE.matcher(masked).region(condition.start(), condition.end());
    while (type.find()) {
      patterns.add(split(file, masked, type.end(), closing(masked, type.end())));
    }
    return patterns;
  }

  /** Where the brackets close that are open at a place. */
  static int closing(String masked, int from) {
    int depth = 1;
    for (int i = from; i < masked.length(); i++) {
      char c = masked.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return masked.length();
  }

  /** The parts between the commas that are in no other brackets. */
  static List<Span> split(String file, String masked, int from, int to) {
    List<Span> parts = new ArrayList<>();
    int depth = 0;
    int start = from;
    for (int i = from; i <= to; i++) {
      char c = i == to ? ',' : masked.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        String part = file.substring(start, i);
        if (!part.isBlank()) {
          int end = start + part.stripTrailing().length();
          parts.add(new Span(end - part.strip().length(), end));
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
