package io.rungate.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The files that {@code golden.py} writes. */
public final class Golden {

  private Golden() {}

  public static List<String> lines(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/json/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Map<?, ?> object(String line) {
    try {
      return (Map<?, ?>) PythonJsonReader.read(line);
    } catch (JsonProblem e) {
      throw new AssertionError(line, e);
    }
  }
}
