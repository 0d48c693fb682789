package io.rungate.replay;

import io.rungate.fact.Source;
import io.rungate.pack.Excerpt;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.ResultPath;
import io.rungate.run.FactReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One changed input of a run.
 *
 * @param input a mapped variable, result key or path
 * @param value the new text of a variable, or JSON tree of the others; null to leave it out
 */
public record Edit(Source input, Object value) {
  private static final int LONGEST_VALUE = 32;

  /**
   * The edit that somebody asks for; empty when the mapping reads nothing of that name. The value
   * of a result key or path is JSON, or else a text.
   *
   * @param text the new value, or null to leave the input out
   */
  public static Optional<Edit> of(Mapping mapping, String name, String text) {
    if (mapping.fields().stream().anyMatch(field -> field.variables().contains(name))) {
      return Optional.of(new Edit(Source.variable(name), text));
    }
    if (mapping.namesPaths() && mapping.readsPath(name)) {
      return Optional.of(new Edit(Source.resultPath(name), tree(text)));
    }
    return new FactReader(mapping).reads(name)
        ? Optional.of(new Edit(Source.resultKey(name), tree(text)))
        : Optional.empty();
  }

  /**
   * The changes of one input that are worth a try: its declared value, the plainest values, those
   * of other inputs, none at all. A text that rules only copy is not tried with others' values.
   */
  static List<Edit> candidates(Mapping mapping, RunInput input) {
    List<Edit> edits = new ArrayList<>();
    addVariables(mapping, input.variables(), edits);
    if (input.result() != null) {
      addResults(mapping, input.measured(), edits);
    }
    return edits;
  }

  private static void addVariables(Mapping mapping, Map<String, String> given, List<Edit> edits) {
    Set<String> numbers = new LinkedHashSet<>(List.of("0", "1"));
    for (Mapping.Field field : mapping.fields()) {
      String text = given.get(field.variable());
      if (text != null && field.type() == Mapping.Type.INTEGER && text.length() <= LONGEST_VALUE) {
        numbers.add(text);
      }
    }
    for (Mapping.Field field : mapping.fields()) {
      // The name says which files a run has, and is no property of the run.
      if (field.variable() == null || field.variable().equals(mapping.runName())) {
        continue;
      }
      Set<String> values = new LinkedHashSet<>();
      switch (field.type()) {
        case INTEGER, NUMBER -> values.addAll(numbers);
        case BOOLEAN -> {
          values.addAll(field.yes());
          values.add("false");
        }
        case TEXT -> {
          values.addAll(List.of("true", "false"));
          values.addAll(field.oneOf());
        }
        case TIME -> values.add("1970-01-01");
        case OBJECT, JSON -> values.add("null");
      }
      if (field.fallback() != null) {
        values.add(field.fallback());
      }
      values.add("");
      values.add(null);
      String read =
          field.earlier().stream().filter(given::containsKey).findFirst().orElse(field.variable());
      String name = given.containsKey(field.variable()) ? field.variable() : read;
      add(Source.variable(name), given.get(name), values, edits);
    }
  }

  private static void addResults(Mapping mapping, Map<Source, Object> given, List<Edit> edits) {
    Set<Source> places = new LinkedHashSet<>();
    Set<Object> values = new LinkedHashSet<>(List.of(BigInteger.ZERO, BigInteger.ONE));
    for (Mapping.Field field : mapping.fields()) {
      if (field.isMeasured()) {
        places.add(field.source());
        if (given.get(field.source()) instanceof Number value) {
          values.add(value);
        }
      }
    }
    values.add(null);
    places.addAll(given.keySet());
    places.forEach(place -> add(place, given.get(place), values, edits));
  }

  private static void add(Source input, Object current, Collection<?> values, List<Edit> edits) {
    for (Object value : values) {
      if (!Objects.equals(value, current)) {
        edits.add(new Edit(input, value));
      }
    }
  }

  private static Object tree(String text) {
    try {
      return text == null ? null : PythonJsonReader.read(text);
    } catch (JsonProblem e) {
      return text;
    }
  }

  /** The input with all of these changes, as it would have been read; of one input the last. */
  public static RunInput all(List<Edit> edits, RunInput input, Mapping mapping) {
    Map<Source, Edit> last = new LinkedHashMap<>();
    edits.forEach(edit -> last.put(edit.input(), edit));
    RunInput changed = input;
    for (Edit edit : last.values()) {
      changed = edit.applyTo(changed, mapping);
    }
    return changed;
  }

  private RunInput applyTo(RunInput run, Mapping mapping) {
    boolean variable = input.kind() == Source.Kind.VARIABLE;
    if (variable && input.name().equals(mapping.runName())) {
      return run.named(mapping, (String) value);
    }
    Map<String, String> variables = new LinkedHashMap<>(run.variables());
    if (variable) {
      put(variables, (String) value);
    }
    // A result that could not be read stays so.
    Map<String, Object> result = run.result() == null ? null : new LinkedHashMap<>(run.result());
    if (input.kind() == Source.Kind.RESULT && result != null) {
      put(result, value);
    } else if (input.kind() == Source.Kind.PATH && result != null) {
      ResultPath.parse(input.name()).ifPresent(place -> Excerpt.set(result, place, value));
    }
    return run.with(variables, result);
  }

  private <V> void put(Map<String, V> values, V other) {
    if (other == null) {
      values.remove(input.name());
    } else {
      values.put(input.name(), other);
    }
  }

  /** As people write it: {@code NAME=VALUE}, {@code key = 1.5}, or {@code NAME unset}. */
  @Override
  public String toString() {
    boolean variable = input.kind() == Source.Kind.VARIABLE;
    if (value == null) {
      return input.name() + (variable ? " unset" : " left out");
    }
    if (!variable) {
      return input.name() + " = " + PythonJsonWriter.compact(value);
    }
    return input.name() + "=" + (value.equals("") ? "\"\"" : value);
  }
}
