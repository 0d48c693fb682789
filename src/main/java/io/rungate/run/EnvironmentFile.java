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
      return texts(PythonJsonReader.read(text));
    } catch (JsonProblem e) {
      throw new InputException(file + ":" + e.line() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }

  /**
   * An object of texts.
   *
   * @throws IllegalArgumentException when it is something else, with a sentence
   */
  public static Map<String, String> texts(Object tree) {
    if (!(tree instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("the environment must be an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            texts.put((String) name, text);
          } else {
            others.add((String) name);
          }
        });
    if (!others.isEmpty()) {
      String names = String.join(", ", others);
      throw new IllegalArgumentException(
          (others.size() == 1 ? "the variable " + names : "each of the variables " + names)
              + " must be a text");
    }
    return texts;
  }

  private static Map<String, String> lines(Path file, String text) throws InputException {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int start = i;
      line = line.startsWith("export ") ? line.substring("export ".length()).strip() : line;
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals).strip();
      if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
        faults.add(fault(file, start, "this is no NAME=VALUE"));
        continue;
      }
      String value = line.substring(equals + 1).strip();
      if (value.startsWith("\"") || value.startsWith("'")) {
        StringBuilder quoted = new StringBuilder(value);
        int end = closingQuote(quoted);
        while (end < 0 && ++i < lines.length) {
          quoted.append('\n').append(lines[i]);
          end = closingQuote(quoted);
        }
        if (end < 0) {
          faults.add(fault(file, start, "a quote is not closed"));
          break; // all that follows may belong to it
        }
        String rest = quoted.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
          faults.add(fault(file, i, "nothing may follow the closing quote"));
        }
        value = unquoted(quoted.substring(1, end), quoted.charAt(0));
      }
      variables.put(name, value);
    }
    if (!faults.isEmpty()) {
      throw new InputException(String.join("\n", faults));
    }
    return variables;
  }

  /**
   * Where the text in quotes ends, or -1; inside double quotes a backslash takes the next along.
   */
  private static int closingQuote(CharSequence text) {
    char quote = text.charAt(0);
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == quote) {
        return i;
      }
      if (quote == '"' && text.charAt(i) == '\\') {
        i++;
      }
    }
    return -1;
  }

  /**
   * As a shell has it: single quotes keep everything, double quotes know {@code \"} and the like.
   */
  private static String unquoted(String text, char quote) {
    return quote == '\'' ? text : text.replaceAll("\\\\([\"\\\\$`])", "$1");
  }

  private static String fault(Path file, int index, String message) {
    return file + ":" + (index + 1) + ": " + message;
  }
}
