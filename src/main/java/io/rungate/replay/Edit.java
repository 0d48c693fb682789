package io.rungate.replay;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One changed input of a run.
 *
 * @param name a mapped variable or result key
 * @param variable which of the two it is
 * @param value the new text of a variable, or JSON tree of a result key; null to leave it out
 */
public record Edit(String name, boolean variable, Object value) {

  /**
   * The edit that somebody asks for. The value of a result key is JSON, or else a text.
   *
   * @param text the new value, or null to leave the input out
   * @throws IllegalArgumentException when the mapping reads nothing of that name
   */
  public static Edit of(Mapping mapping, String name, String text) {
    for (Mapping.Field field : mapping.fields()) {
      if (name.equals(field.variable())) {
        return new Edit(name, true, text);
      }
    }
    for (Mapping.Field field : mapping.fields()) {
      if (name.equals(field.resultKey())) {
        return new Edit(name, false, tree(text));
      }
    }
    for (Mapping.Family family : mapping.families()) {
      if (family.covers(name)) {
        return new Edit(name, false, tree(text));
      }
    }
    throw new IllegalArgumentException("the mapping reads no variable and no result key " + name);
  }

  /** All that an edit of a run can name: the mapping's variables and result keys. */
  public static List<String> names(Mapping mapping) {
    List<String> names = new ArrayList<>();
    mapping.fields().forEach(field -> names.add(field.given()));
    return names;
  }

  private static Object tree(String text) {
    try {
      return text == null ? null : PythonJsonReader.read(text);
    } catch (JsonProblem e) {
      return text;
    }
  }

  /** The input with all of these changes. */
  public static RunInput all(List<Edit> edits, RunInput input) {
    RunInput changed = input;
    for (Edit edit : edits) {
      changed = edit.applyTo(changed);
    }
    return changed;
  }

  /** The input with this change; a result that could not be read stays so. */
  private RunInput applyTo(RunInput input) {
    Map<String, String> variables = new LinkedHashMap<>(input.variables());
    Map<String, Object> result =
        input.result() == null ? null : new LinkedHashMap<>(input.result());
    if (variable && value == null) {
      variables.remove(name);
    } else if (variable) {
      variables.put(name, (String) value);
    } else if (result != null && value == null) {
      result.remove(name);
    } else if (result != null) {
      result.put(name, value);
    }
    return input.with(variables, result);
  }

  /** As people write it: {@code NAME=VALUE}, {@code key = 1.5}, or {@code NAME unset}. */
  @Override
  public String toString() {
    if (value == null) {
      return name + (variable ? " unset" : " left out");
    }
    if (!variable) {
      return name + " = " + PythonJsonWriter.compact(value);
    }
    return name + "=" + (value.equals("") ? "\"\"" : value);
  }
}
