package io.rungate.document;

import io.rungate.fact.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object of a record, whose members must have the types that the form gives them. */
record RecordTree(Map<?, ?> members) {

  static RecordTree of(Object tree) throws RecordProblem {
    if (tree instanceof Map<?, ?> members) {
      return new RecordTree(members);
    }
    throw new RecordProblem("this is no audit record: it is no object");
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  boolean isNull(String key) throws RecordProblem {
    return value(key) == JsonNull.NULL;
  }

  Object value(String key) throws RecordProblem {
    Object value = members.get(key);
    if (value == null) {
      throw new RecordProblem("this is no complete audit record: it lacks \"" + key + "\"");
    }
    return value;
  }

  String text(String key) throws RecordProblem {
    if (value(key) instanceof String text) {
      return text;
    }
    throw mistyped(key, "a text");
  }

  String textOrNull(String key) throws RecordProblem {
    return isNull(key) ? null : text(key);
  }

  String number(String key) throws RecordProblem {
    if (value(key) instanceof BigInteger number) {
      return number.toString();
    }
    throw mistyped(key, "a number");
  }

  RecordTree object(String key) throws RecordProblem {
    if (value(key) instanceof Map<?, ?> object) {
      return new RecordTree(object);
    }
    throw mistyped(key, "an object");
  }

  List<RecordTree> objects(String key) throws RecordProblem {
    List<RecordTree> objects = new ArrayList<>();
    for (Object item : list(key)) {
      if (!(item instanceof Map<?, ?> object)) {
        throw mistyped(key, "a list of objects");
      }
      objects.add(new RecordTree(object));
    }
    return objects;
  }

  List<String> texts(String key) throws RecordProblem {
    List<String> texts = new ArrayList<>();
    for (Object item : list(key)) {
      if (!(item instanceof String text)) {
        throw mistyped(key, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(String key) throws RecordProblem {
    if (value(key) instanceof List<?> items) {
      return items;
    }
    throw mistyped(key, "a list");
  }

  private static RecordProblem mistyped(String key, String wanted) {
    return new RecordProblem("the member \"" + key + "\" of the audit record is not " + wanted);
  }
}
