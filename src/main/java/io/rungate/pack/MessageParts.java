package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of messages: {@code {name}} stands for a value, and a part in square brackets that
 * holds such a name is there only where all its names have a value; its brackets never are.
 */
public final class MessageParts {
  private static final Pattern NAME = Pattern.compile("\\{([^}]*)\\}");
  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*\\{[^\\[\\]]*)\\]");
  private static final Pattern NEAREST = Pattern.compile("nearest:([^.%]*)\\.?(.*)");

  private static final Pattern FORMATTED = Pattern.compile("(\\w+):(.*)");
  private static final Pattern FORMAT = Pattern.compile("%,?(d|\\.\\d[feg])");

  private MessageParts() {}

  /** A name in a message, and whether it is in a part that may vanish. */
  public record Name(String text, boolean optional) {}

  /**
   * A number in a form of its own.
   *
   * @param format such as {@code %.1f} or, with thousands set apart, {@code %,d}
   */
  public record Formatted(String name, String format) {

    /** Whether there is such a form: digits alone, or with a point, an exponent, or either. */
    public boolean isKnown() {
      return FORMAT.matcher(format).matches();
    }
  }

  /** Asks for the nearest of a column, which is empty where none is named. */
  public record Nearest(String table, String column) {}

  /** The number that a name asks for and how; null where it asks for a value as it is. */
  public static Formatted formatted(String name) {
    Matcher found = FORMATTED.matcher(name);
    return found.matches() && nearest(name) == null
        ? new Formatted(found.group(1), found.group(2))
        : null;
  }

  /** What a name asks for; null for one that is bound. */
  public static Nearest nearest(String name) {
    Matcher found = NEAREST.matcher(name);
    return found.matches() ? new Nearest(found.group(1), found.group(2)) : null;
  }

  /**
   * The message with its values.
   *
   * @param values of each name; null for what is no name, which stays as it is written, and empty
   *     for what has no value
   */
  public static String fill(String message, Function<String, String> values) {
    String shown =
        OPTIONAL
            .matcher(message)
            .replaceAll(
                part ->
                    Matcher.quoteReplacement(
                        names(part.group(1)).stream().anyMatch(n -> isEmpty(values.apply(n)))
                            ? ""
                            : part.group(1)));
    return NAME.matcher(shown)
        .replaceAll(
            name -> {
              String value = values.apply(name.group(1));
              return Matcher.quoteReplacement(value == null ? name.group() : value);
            });
  }

  private static boolean isEmpty(String value) {
    return value != null && value.isEmpty();
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** All names of a message, in order. */
  public static List<Name> of(String message) {
    List<Name> all = new ArrayList<>();
    Matcher optional = OPTIONAL.matcher(message);
    int at = 0;
    while (optional.find()) {
      names(message.substring(at, optional.start())).forEach(n -> all.add(new Name(n, false)));
      names(optional.group(1)).forEach(name -> all.add(new Name(name, true)));
      at = optional.end();
    }
    names(message.substring(at)).forEach(name -> all.add(new Name(name, false)));
    return all;
  }
}
