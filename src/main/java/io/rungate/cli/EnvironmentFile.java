package io.rungate.cli;

import io.rungate.json.JsonProblem;
import io.rungate.json.JsonReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables from a file: a JSON object of texts, or lines of {@code NAME=VALUE} as container tools
 * write them, with comments, {@code export} and quotes that may span lines.
 */
final class EnvironmentFile {
  private EnvironmentFile() {}

  static Map<String, String> read(Path file) throws UsageException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8");
    } catch (IOException e) {
      throw new UsageException("the environment file " + file + " cannot be read");
    }
    return text.stripLeading().startsWith("{") ? json(file, text) : lines(file, text);
  }

  private static Map<String, String> json(Path file, String text) throws UsageException {
    try {
      return texts(JsonReader.read(text));
    } catch (JsonProblem e) {
      throw new UsageException(file + ":" + e.line() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  /**
   * An object of texts.
   *
   * @throws IllegalArgumentException when it is something else, with a sentence
   */
  static Map<String, String> texts(Object tree) {
    if (!(tree instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("the environment must be an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (!(value instanceof String text)) {
            throw new IllegalArgumentException("the variable " + name + " must be a text");
          }
          texts.put((String) name, text);
        });
    return texts;
  }

  private static Map<String, String> lines(Path file, String text) throws UsageException {
    Map<String, String> variables = new LinkedHashMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      line = line.startsWith("export ") ? line.substring("export ".length()).strip() : line;
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new UsageException(file + ":" + (i + 1) + ": this is no NAME=VALUE");
      }
      String name = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      char quote = value.isEmpty() ? 0 : value.charAt(0);
      if (quote == '"' || quote == '\'') {
        StringBuilder quoted = new StringBuilder(value.substring(1));
        int start = i;
        while (quoted.indexOf(String.valueOf(quote)) < 0) {
          if (++i >= lines.length) {
            throw new UsageException(file + ":" + (start + 1) + ": a quote is not closed");
          }
          quoted.append('\n').append(lines[i]);
        }
        value = quoted.substring(0, quoted.lastIndexOf(String.valueOf(quote)));
      }
      variables.put(name, value);
    }
    return variables;
  }
}
