package io.rungate.cases;

import io.rungate.fact.Source;
import io.rungate.json.JsonProblem;
import io.rungate.json.JsonReader;
import io.rungate.run.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads from an audit record what the run gave. */
public final class RecordedRun {
  private RecordedRun() {}

  /**
   * The input of a recorded run.
   *
   * @throws IOException with a sentence when the file cannot be read or is no audit record
   */
  public static RunInput read(Path file) throws IOException {
    try {
      Object tree = JsonReader.read(Files.readString(file));
      if (tree instanceof Map<?, ?> record
          && record.get("subject") instanceof Map<?, ?> subject
          && record.get("inputs") instanceof List<?> inputs) {
        List<RunInput.Item> items = new ArrayList<>();
        for (Object input : inputs) {
          items.add(item((Map<?, ?>) input));
        }
        return RunInput.of(
            text(subject, "name", null),
            items,
            text(subject, "result_file", ""),
            text(subject, "result_sha256", ""),
            text(subject, "unread", ""));
      }
    } catch (JsonProblem | ClassCastException | IllegalArgumentException e) {
      throw new IOException(file + " is no audit record: " + e.getMessage(), e);
    }
    throw new IOException(file + " is no audit record");
  }

  private static RunInput.Item item(Map<?, ?> input) {
    String from = String.valueOf(input.get("from"));
    Source.Kind kind =
        Arrays.stream(Source.Kind.values())
            .filter(one -> one.label().equals(from))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nothing is read from " + from));
    return new RunInput.Item(
        new Source(kind, (String) input.get("name")), (String) input.get("text"));
  }

  private static String text(Map<?, ?> tree, String key, String otherwise) {
    return tree.get(key) instanceof String text ? text : otherwise;
  }
}
