package io.rungate.run;

import io.rungate.fact.BooleanField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MistypedField;
import io.rungate.fact.NumberField;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Source;
import io.rungate.fact.TextField;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.PythonNumbers;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One given value becomes facts, by the type of its field. What the consumer's Python reads is
 * read, so that the document can be built as it would have been; what it should not have read is
 * said in a fact beside it.
 */
final class FieldReader {
  private FieldReader() {}

  static void fromText(Field field, String text, Source source, Set<Fact> facts) {
    if (RunName.isDamaged(text)) {
      facts.add(unreadable(field, "must be UTF-8, not " + shown(text), source));
      return;
    }
    switch (field.type()) {
      case TEXT -> facts.add(new TextField(field.name(), field.group(), text, source));
      case INTEGER -> addWhole(field, PythonNumbers.parseInt(text), text, source, facts);
      case NUMBER -> addReal(field, PythonNumbers.parseFloat(text), text, source, facts);
      case BOOLEAN ->
          facts.add(
              new BooleanField(field.name(), field.group(), isYes(field, text), text, source));
      case OBJECT, JSON -> {
        try {
          addStructure(field, PythonJsonReader.read(text), source, facts);
        } catch (JsonProblem e) {
          facts.add(unreadable(field, "must contain valid JSON", source));
        }
      }
    }
  }

  static void fromJson(Field field, Object tree, Source source, Set<Fact> facts) {
    switch (field.type()) {
      case TEXT -> {
        if (tree instanceof String text) {
          facts.add(new TextField(field.name(), field.group(), text, source));
        } else {
          facts.add(unreadable(field, "must be a text, not " + shown(tree), source));
        }
      }
      case INTEGER -> {
        mistyped(field.name(), field.group(), tree, source).ifPresent(facts::add);
        addWhole(field, JsonNumbers.whole(tree), tree, source, facts);
      }
      case NUMBER -> {
        mistyped(field.name(), field.group(), tree, source).ifPresent(facts::add);
        addReal(field, JsonNumbers.real(tree), tree, source, facts);
      }
      case BOOLEAN -> {
        if (tree instanceof Boolean flag) {
          facts.add(new BooleanField(field.name(), field.group(), flag, flag.toString(), source));
        } else if (tree instanceof String text) {
          facts.add(
              new BooleanField(field.name(), field.group(), isYes(field, text), text, source));
        } else {
          facts.add(unreadable(field, "must be true or false, not " + shown(tree), source));
        }
      }
      case OBJECT, JSON -> addStructure(field, tree, source, facts);
    }
  }

  /** A number that is not written as a number. */
  static Optional<MistypedField> mistyped(String field, String group, Object tree, Source source) {
    String found =
        tree instanceof String ? "the text" : tree instanceof Boolean ? "the boolean" : null;
    return found == null
        ? Optional.empty()
        : Optional.of(new MistypedField(field, group, source.name(), found, shown(tree), source));
  }

  /** A value inside a sentence: JSON, and no longer than a reader wants. */
  static String shown(Object tree) {
    String text = PythonJsonWriter.compact(tree);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static void addWhole(
      Field field, Optional<BigInteger> value, Object given, Source source, Set<Fact> facts) {
    if (value.isEmpty()) {
      facts.add(unreadable(field, "must be an integer, not " + shown(given), source));
      return;
    }
    facts.add(new IntegerField(field.name(), field.group(), value.get(), source));
    Bound bound = field.bound();
    if (bound != null && !bound.holds(value.get())) {
      facts.add(outOfBounds(field, shown(value.get()), source));
    }
  }

  private static void addReal(
      Field field, OptionalDouble value, Object given, Source source, Set<Fact> facts) {
    if (value.isEmpty()) {
      facts.add(unreadable(field, "must be a number, not " + shown(given), source));
      return;
    }
    double amount = value.getAsDouble();
    facts.add(NumberField.of(field.name(), field.group(), amount, source));
    if (field.bound() != null && Double.isFinite(amount) && !field.bound().holds(amount)) {
      facts.add(outOfBounds(field, PythonNumbers.repr(amount), source));
    }
  }

  private static void addStructure(Field field, Object tree, Source source, Set<Fact> facts) {
    if (field.keys().isEmpty()) {
      facts.add(new JsonField(field.name(), field.group(), tree, source));
      return;
    }
    String keys = "'" + String.join("' and '", field.keys()) + "'";
    if (!(tree instanceof Map<?, ?> members)
        || !members.keySet().equals(Set.copyOf(field.keys()))) {
      facts.add(unreadable(field, "must contain exactly " + keys, source));
    } else if (!members.values().stream()
        .allMatch(value -> value instanceof String text && !text.isEmpty())) {
      facts.add(
          unreadable(
              field, String.join(" and ", field.keys()) + " must be non-empty strings", source));
    } else {
      facts.add(new JsonField(field.name(), field.group(), tree, source));
    }
  }

  private static boolean isYes(Field field, String text) {
    for (String yes : field.yes()) {
      if (field.ignoreCase() ? equalsAscii(yes, text) : yes.equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Equal but for the case of A to Z: no other letter may pass for one of these. */
  private static boolean equalsAscii(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (lower(one.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private static MalformedField unreadable(Field field, String reason, Source source) {
    return new MalformedField(field.name(), field.group(), named(field, source), reason, source);
  }

  private static OutOfBounds outOfBounds(Field field, String value, Source source) {
    return new OutOfBounds(
        field.name(), field.group(), named(field, source), value, field.bound().toString(), source);
  }

  private static String named(Field field, Source source) {
    return field.given() == null ? source.name() : field.given();
  }
}
