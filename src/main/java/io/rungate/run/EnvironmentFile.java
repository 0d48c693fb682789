package io.rungate.run;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
      String flaw = flaw(tree);
      if (!flaw.isEmpty()) {
        throw new InputException(file + ": " + flaw);
      }
      return textsAmong(tree);
    } catch (JsonProblem e) {
      throw new InputException(file + ":" + e.line() + ": " + e.getMessage());
    }
  }

  /** The members of an object that are texts; none where it is something else. */
  public static Map<String, String> textsAmong(Object tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> members) {
      members.forEach(
          (name, value) -> texts.put((String) name, value instanceof String s ? s : null));
    }
    texts.values().removeIf(Objects::isNull);
    return texts;
  }

  /** Why something is no object of texts, in a sentence; empty when it is one. */
  static String flaw(Object tree) {
    if (!(tree instanceof Map<?, ?> members)) {
      return "the environment must be an object";
    }
    Set<Object> others = new LinkedHashSet<>(members.keySet());
    others.removeAll(textsAmong(tree).keySet());
    String names = others.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return switch (others.size()) {
      case 0 -> "";
      case 1 -> "the variable " + names + " must be a text";
      default -> "each of the variables " + names + " must be a text";
    };
  }

  private static Map<String, String> lines(Path file, String text) throws InputException {
    Lines lines = new Lines(file, text);
    while (lines.at < text.length()) {
      lines.take();
    }
    if (!lines.faults.isEmpty()) {
      throw new InputException(lines.faults);
    }
    return lines.variables;
  }

  /** The text of a file, read once from its start to its end. */
  private static final class Lines {
    private static final Pattern NAME =
        Pattern.compile(
            "\\p{javaWhitespace}*(?:export[ \\t]+)?([^=\\p{javaWhitespace}]+)"
                + "\\p{javaWhitespace}*=\\p{javaWhitespace}*");

    /** In double quotes a backslash joins lines, and takes the meaning of these signs. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:\n|([\"\\\\$`]))");

    private final Path file;
    private final String text;
    private final Matcher head;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int at;
    private int line = 1;

    Lines(Path file, String text) {
      this.file = file;
      this.text = text;
      this.head = NAME.matcher(text);
    }

    /** Reads a variable, a comment, or a blank line. */
    void take() {
      int end = lineEnd(at);
      String all = text.substring(at, end).strip();
      if (all.isEmpty() || all.startsWith("#")) {
        endLine(end);
      } else if (!head.region(at, end).lookingAt()) {
        fault("this is no NAME=VALUE");
        endLine(end);
      } else if (text.startsWith("\"", head.end()) || text.startsWith("'", head.end())) {
        takeQuoted(head.group(1), head.end());
      } else {
        variables.put(head.group(1), text.substring(head.end(), end).strip());
        endLine(end);
      }
    }

    private void takeQuoted(String name, int open) {
      char quote = text.charAt(open);
      int close = open + 1;
      while (close < text.length() && text.charAt(close) != quote) {
        close += quote == '"' && text.charAt(close) == '\\' ? 2 : 1;
      }
      if (close >= text.length()) {
        fault("a quote is not closed");
        at = text.length(); // all that follows may belong to it
        return;
      }
      String inner = text.substring(open + 1, close).replace("\r\n", "\n");
      variables.put(name, quote == '"' ? ESCAPED.matcher(inner).replaceAll("$1") : inner);
      line += (int) inner.chars().filter(c -> c == '\n').count();
      int end = lineEnd(close + 1);
      String rest = text.substring(close + 1, end).strip();
      if (!rest.isEmpty() && !rest.startsWith("#")) {
        fault("nothing may follow the closing quote");
      }
      endLine(end);
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
