package io.rungate.rules;

import com.google.re2j.Pattern;

/**
 * What can be told of all texts in which a pattern is found, without looking at one. A pattern with
 * alternatives or options tells nothing.
 *
 * @param impossible whether no text, or only an empty one, has it
 * @param prefix what each such text begins with; empty where that is not told
 * @param suffix what each such text ends with
 */
record KeyShape(boolean impossible, String prefix, String suffix) {
  static final KeyShape ANY = new KeyShape(false, "", "");

  /**
   * One step of a pattern: an anchor, a letter that stands for itself, or something that is read.
   */
  private static final java.util.regex.Pattern STEP =
      java.util.regex.Pattern.compile(
          "(?<anchor>[$^])(?:[?*+]|\\{\\d+(?:,\\d*)?})?"
              + "|(?<open>\\((?:\\?:|\\?P?<\\w+>)?)"
              + "|(?<close>\\))"
              + "|(?<one>\\\\[^a-zA-Z0-9]|[\\w\\s!\"#%&',/:;<=>@`~-]"
              + "|(?<many>\\\\[dDsSwW]|\\.|\\[\\^?]?(?:\\\\.|[^\\]\\\\])*]))"
              + "(?<times>[?*+]\\??|\\{\\d+(?:,\\d*)?})?");

  static KeyShape of(Pattern pattern) {
    return of(pattern.pattern());
  }

  /** The same for the text of a pattern. */
  static KeyShape of(String text) {
    var step = STEP.matcher(text);
    StringBuilder prefix = new StringBuilder();
    StringBuilder run = new StringBuilder();
    boolean impossible = false;
    boolean begun = false;
    boolean read = false;
    boolean ended = false;
    boolean open = true; // whether the prefix still goes on
    while (step.lookingAt()) {
      if (step.group("anchor") != null) {
        if (step.group().length() > 1) {
          return ANY;
        }
        boolean start = step.group().equals("^");
        impossible |= start && read;
        begun |= start;
        ended |= !start;
      } else if (step.group("one") != null) {
        String times = step.group("times");
        boolean needed = times == null || times.startsWith("+");
        impossible |= ended && needed;
        boolean literal = step.group("many") == null && times == null;
        String letter = step.group("one");
        if (literal) {
          run.append(letter.substring(letter.length() - 1));
        } else {
          open = false;
          run.setLength(0);
        }
        if (open && begun && literal) {
          prefix.append(letter.substring(letter.length() - 1));
        }
        read |= needed;
      }
      step.region(step.end(), text.length());
    }
    if (step.regionStart() < text.length()) {
      return ANY; // alternatives, an optional group, or something that is not known here
    }
    boolean empty = begun && ended && !read && run.isEmpty();
    return new KeyShape(
        impossible || empty && open, prefix.toString(), ended ? run.toString() : "");
  }

  /** Whether no text has both patterns. */
  boolean excludes(KeyShape other) {
    boolean ends = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
    boolean begins = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
    return impossible || !ends || !begins;
  }
}
