package io.rungate.gate;

import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.OutOfBounds;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.Spelling;
import io.rungate.pack.SweepMapping;
import io.rungate.run.InputException;
import io.rungate.run.MemberReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only the workflow knows of a sweep: a JSON object.
 *
 * @param facts of every session across rows
 * @param unknown the keys that the pack does not read
 */
record SweepInput(List<Fact> facts, List<String> unknown) {

  /** What is known where nothing is given: then no rule is told that something is absent. */
  static final SweepInput NONE = new SweepInput(List.of(), List.of());

  /**
   * Reads what is known.
   *
   * @throws InputException if it cannot be read, or if a key is not quite one that the pack reads
   */
  static SweepInput read(Path file, SweepMapping mapping) throws InputException {
    if (!(json(file) instanceof Map<?, ?> tree)) {
      throw new InputException(file + " must be an object that says what is known of the sweep");
    }
    @SuppressWarnings("unchecked") // as the reader of JSON makes it
    Map<String, Object> members = (Map<String, Object>) tree;
    return of(file.toString(), members, mapping);
  }

  /**
   * What is known, whoever says it.
   *
   * @param file its name in messages
   */
  static SweepInput of(String file, Map<String, Object> members, SweepMapping mapping)
      throws InputException {
    Set<String> known = keys(mapping.info().fields());
    List<String> unknown = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : members.keySet()) {
      Optional<String> meant = Spelling.nearest(name, known);
      if (!known.contains(name) && meant.isPresent()) {
        problems.add(file + ": " + name + " says nothing; did you mean " + meant.get() + "?");
      } else if (!known.contains(name)) {
        unknown.add(name);
      }
    }
    List<Fact> facts = new MemberReader(mapping.info()).read(members);
    for (Fact fact : facts) {
      if (fact instanceof MalformedField bad) {
        problems.add(file + ": " + bad);
      } else if (fact instanceof OutOfBounds bad) {
        problems.add(file + ": " + bad);
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new SweepInput(facts, unknown);
  }

  private static Set<String> keys(List<Field> fields) {
    Set<String> keys = new LinkedHashSet<>();
    for (Field field : fields) {
      keys.add(field.path() == null ? field.resultKey() : field.path().steps().get(0).toString());
    }
    return keys;
  }

  /** A file that is one JSON value. */
  static Object json(Path file) throws InputException {
    try {
      return PythonJsonReader.read(Files.readAllBytes(file));
    } catch (JsonProblem e) {
      throw new InputException(
          "%s cannot be read: line %d, column %d: %s"
              .formatted(file, e.line(), e.column(), e.getMessage()));
    } catch (IOException e) {
      String reason = InputException.reason(e, "there is no such file");
      throw new InputException(file + " cannot be read: " + reason);
    }
  }
}
