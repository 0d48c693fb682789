package io.rungate.replay;

import io.rungate.fact.JsonNull;
import io.rungate.pack.Mapping;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The changes of one input that are worth a try: its declared value, the plainest values, those of
 * other inputs, none at all. A text that rules only copy is not tried with others' values.
 */
final class Candidates {
  private static final int LONGEST_VALUE = 32;

  private final Mapping mapping;
  private final RunInput input;
  private final List<Edit> edits = new ArrayList<>();
  private final Set<String> numbers = new LinkedHashSet<>();

  private Candidates(Mapping mapping, RunInput input) {
    this.mapping = mapping;
    this.input = input;
  }

  static List<Edit> of(Mapping mapping, RunInput input) {
    Candidates candidates = new Candidates(mapping, input);
    candidates.collectNumbers();
    candidates.addVariables();
    candidates.addResults();
    return candidates.edits;
  }

  private void collectNumbers() {
    for (Mapping.Field field : mapping.fields()) {
      String text = input.variables().get(field.variable());
      if (text != null && field.type() == Mapping.Type.INTEGER && text.length() <= LONGEST_VALUE) {
        numbers.add(text);
      }
    }
  }

  private void addVariables() {
    for (Mapping.Field field : mapping.fields()) {
      // The name says which files a run has, and is no property of the run.
      if (field.variable() == null || field.variable().equals(mapping.runName())) {
        continue;
      }
      Set<String> values = new LinkedHashSet<>();
      switch (field.type()) {
        case INTEGER, NUMBER -> {
          values.add("0");
          values.add("1");
          values.addAll(numbers);
        }
        case BOOLEAN -> {
          values.addAll(field.yes());
          values.add("false");
        }
        case TEXT -> {
          values.add("true");
          values.add("false");
        }
        case OBJECT, JSON -> values.add("null");
      }
      if (field.fallback() != null) {
        values.add(field.fallback());
      }
      values.add("");
      values.add(null);
      String current = input.variables().get(field.variable());
      for (String value : values) {
        if (!Objects.equals(value, current)) {
          edits.add(new Edit(field.variable(), true, value));
        }
      }
    }
  }

  private void addResults() {
    if (input.result() == null) {
      return;
    }
    Map<String, Object> result = input.result();
    Set<String> keys = new LinkedHashSet<>();
    mapping.fields().forEach(field -> keys.add(field.resultKey()));
    keys.remove(null);
    keys.addAll(result.keySet());
    for (String key : keys) {
      List<Object> values = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE));
      for (Mapping.Field field : mapping.fields()) {
        Object other = field.resultKey() == null ? null : result.get(field.resultKey());
        if (other instanceof Double || other instanceof BigInteger) {
          values.add(other);
        }
      }
      values.add(null);
      Object current = result.get(key);
      for (Object value : new LinkedHashSet<>(values)) {
        if (!Objects.equals(value, current) && value != JsonNull.NULL) {
          edits.add(new Edit(key, false, value));
        }
      }
    }
  }
}
