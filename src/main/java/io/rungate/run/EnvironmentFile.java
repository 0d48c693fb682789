package io.rungate.run;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables from a file: a JSON object of texts, or lines of {@code NAME=VALUE} as container tools
 * write them, with comments, {@code export} and quotes that may span lines.
 */
public final class EnvironmentFile {
  private EnvironmentFile() {}

  public static Map<String, String> read(Path file) throws InputException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not UTF-8");
    } catch (IOException e) {
      throw new InputException("the environment file " + file + " cannot be read");
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text; // as some editors begin a file
    return text.stripLeading().startsWith("{") ? json(file, text) : lines(file, text);
  }

  private static Map<String, String> json(Path file, String text) throws InputException {
    try {
      Object tree = PythonJsonReader.read(text);
      requireTexts(tree);
      return textsAmong(tree);
    } catch (JsonProblem e) {
      throw new InputException(file + ":" + e.line() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }

  /** The members of an object that are texts; none where it is something else. */
  public static Map<String, String> textsAmong(Object tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> members) {
      members.forEach(
          (name, value) -> {
            if (value instanceof String text) {
              texts.put((String) name, text);
            }
          });
    }
    return texts;
  }

  /**
   * Refuses what is no object of texts.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void requireTexts(Object tree) {
    if (!(tree instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("the environment must be an object");
    }
    List<String> others =
        members.entrySet().stream()
            .filter(member -> !(member.getValue() instanceof String))
            .map(member -> (String) member.getKey())
            .toList();
    if (!others.isEmpty()) {
      String names = String.join(", ", others);
      throw new IllegalArgumentException(
          (others.size() == 1 ? "the variable " + names : "each of the variables " + names)
              + " must be a text");
    }
  }

  private static Map<String, String> lines(Path file, String text) throws InputException {
    Lines lines = new Lines(file, text);
    while (lines.hasMore()) {
      lines.take();
    }
    if (!lines.faults.isEmpty()) {
      throw new InputException(lines.faults);
    }
    return lines.variables;
  }

  /** The text of a file, read once from its start to its end. */
  private static final class Lines {
    private static final Pattern EXPORT = Pattern.compile("export[ \\t]+");

    private final Path file;
    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int at;
    private int line = 1;

    Lines(Path file, String text) {
      this.file = file;
      this.text = text;
    }

    boolean hasMore() {
      return at < text.length();
    }

    /** Reads a variable, a comment, or a blank line. */
    void take() {
      int end = lineEnd(at);
      String all = text.substring(at, end).strip();
      if (all.isEmpty() || all.startsWith("#")) {
        endLine(end);
        return;
      }
      int equals = text.indexOf('=', at);
      String name = equals < 0 || equals >= end ? "" : text.substring(at, equals).strip();
      Matcher export = EXPORT.matcher(name);
      name = export.lookingAt() ? name.substring(export.end()) : name;
      if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
        fault("this is no NAME=VALUE");
        endLine(end);
        return;
      }
      int start = equals + 1;
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      if (start < end && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
        takeQuoted(name, start);
      } else {
        variables.put(name, text.substring(start, end).strip());
        endLine(end);
      }
    }

    /**
     * A text in quotes, as a shell has it: single quotes keep everything; in double quotes a
     * backslash takes the meaning of the next sign, and joins lines at the end of one.
     */
    private void takeQuoted(String name, int open) {
      char quote = text.charAt(open);
      StringBuilder value = new StringBuilder();
      int lines = 0;
      for (int i = open + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == quote) {
          variables.put(name, value.toString());
          line += lines;
          int end = lineEnd(i + 1);
          String rest = text.substring(i + 1, end).strip();
          if (!rest.isEmpty() && !rest.startsWith("#")) {
            fault("nothing may follow the closing quote");
          }
          endLine(end);
          return;
        }
        int lineEnd = endsLine(i);
        if (lineEnd > 0) {
          lines++;
          value.append('\n');
          i += lineEnd - 1;
        } else if (quote == '"' && c == '\\' && i + 1 < text.length()) {
          int joined = endsLine(i + 1);
          char next = text.charAt(i + 1);
          if (joined > 0) {
            lines++;
            i += joined;
          } else {
            value.append("\"\\$`".indexOf(next) >= 0 ? "" : "\\").append(next);
            i++;
          }
        } else {
          value.append(c);
        }
      }
      fault("a quote is not closed");
      at = text.length(); // all that follows may belong to it
    }

    /** How many signs end a line here; 0 when none does. */
    private int endsLine(int i) {
      return text.charAt(i) == '\n' ? 1 : text.startsWith("\r\n", i) ? 2 : 0;
    }

    private int lineEnd(int from) {
      int end = text.indexOf('\n', from);
      return end < 0 ? text.length() : end;
    }

    private void endLine(int end) {
      at = end + 1;
      line++;
    }

    private void fault(String message) {
      faults.add(file + ":" + line + ": " + message);
    }
  }
}
