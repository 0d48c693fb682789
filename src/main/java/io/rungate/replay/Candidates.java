package io.rungate.replay;

import io.rungate.fact.Source;
import io.rungate.pack.Mapping;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The changes of one input that are worth a try: its declared value, the plainest values, those of
 * other inputs, none at all. A text that rules only copy is not tried with others' values.
 */
final class Candidates {
  private static final int LONGEST_VALUE = 32;

  private final RunInput input;
  private final List<Edit> edits = new ArrayList<>();

  private Candidates(RunInput input) {
    this.input = input;
  }

  static List<Edit> of(Mapping mapping, RunInput input) {
    Candidates candidates = new Candidates(input);
    candidates.addVariables(mapping);
    if (input.result() != null) {
      candidates.addResults(mapping);
    }
    return candidates.edits;
  }

  private void add(Source source, Object current, Collection<?> values) {
    for (Object value : values) {
      if (!Objects.equals(value, current)) {
        edits.add(new Edit(source, value));
      }
    }
  }

  private void addVariables(Mapping mapping) {
    Set<String> numbers = new LinkedHashSet<>(List.of("0", "1"));
    for (Mapping.Field field : mapping.fields()) {
      String text = input.variables().get(field.variable());
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
        case TEXT -> values.addAll(List.of("true", "false"));
        case OBJECT, JSON -> values.add("null");
      }
      if (field.fallback() != null) {
        values.add(field.fallback());
      }
      values.add("");
      values.add(null);
      String name = field.variable();
      add(Source.variable(name), input.variables().get(name), values);
    }
  }

  private void addResults(Mapping mapping) {
    Set<String> keys = new LinkedHashSet<>();
    Set<Object> values = new LinkedHashSet<>(List.of(BigInteger.ZERO, BigInteger.ONE));
    for (Mapping.Field field : mapping.fields()) {
      if (field.resultKey() != null) {
        keys.add(field.resultKey());
        Object value = input.result().get(field.resultKey());
        if (value instanceof Double || value instanceof BigInteger) {
          values.add(value);
        }
      }
    }
    values.add(null);
    keys.addAll(input.result().keySet());
    keys.forEach(key -> add(Source.resultKey(key), input.result().get(key), values));
  }
}
