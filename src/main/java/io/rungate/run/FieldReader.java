package io.rungate.run;

import io.rungate.fact.BooleanField;
import io.rungate.fact.DecimalText;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MistypedField;
import io.rungate.fact.NumberField;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Source;
import io.rungate.fact.TextField;
import io.rungate.fact.TimeField;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.PythonNumbers;
import io.rungate.pack.Spelling;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One given value becomes facts, by the type of its field. What the consumer's Python reads is
 * read, so that the document can be built as it would have been; what it should not have read is
 * said in a fact beside it.
 */
record FieldReader(Field field, Source source, Set<Fact> facts) {
  static void fromText(Field field, String text, Source source, Set<Fact> facts) {
    new FieldReader(field, source, facts).addText(text);
  }

  static void fromJson(Field field, Object tree, Source source, Set<Fact> facts) {
    new FieldReader(field, source, facts).addJson(tree);
  }

  private void addText(String text) {
    if (RunName.isDamaged(text)) {
      unreadable("must be UTF-8, not " + shown(text));
      return;
    }
    switch (field.type()) {
      case TEXT -> addCopy(text);
      case INTEGER -> addWhole(PythonNumbers.parseInt(text), text);
      case NUMBER -> addReal(PythonNumbers.parseFloat(text), text);
      case BOOLEAN -> addTruth(isYes(text), text);
      case TIME -> addTime(text, text);
      case OBJECT, JSON -> {
        try {
          addStructure(PythonJsonReader.read(text));
        } catch (JsonProblem e) {
          unreadable("must contain valid JSON");
        }
      }
    }
  }

  private void addJson(Object tree) {
    switch (field.type()) {
      case TEXT -> {
        if (tree instanceof String text) {
          addCopy(text);
        } else {
          unreadable("must be a text, not " + shown(tree));
        }
      }
      case INTEGER -> {
        mistyped(field.name(), field.group(), tree, source, field.parts()).ifPresent(facts::add);
        addWhole(whole(tree), tree);
      }
      case NUMBER -> {
        mistyped(field.name(), field.group(), tree, source, field.parts()).ifPresent(facts::add);
        addReal(real(tree), tree);
      }
      case BOOLEAN -> {
        if (tree instanceof Boolean flag) {
          addTruth(flag, flag.toString());
        } else if (tree instanceof String text) {
          addTruth(isYes(text), text);
        } else {
          unreadable("must be true or false, not " + shown(tree));
        }
      }
      case TIME -> addTime(tree instanceof String text ? text : shown(tree), tree);
      case OBJECT, JSON -> addStructure(tree);
    }
  }

  /** A number that is not written as a number. */
  static Optional<MistypedField> mistyped(
      String field, String group, Object tree, Source source, Map<String, String> parts) {
    String found =
        tree instanceof String ? "the text" : tree instanceof Boolean ? "the boolean" : null;
    return found == null
        ? Optional.empty()
        : Optional.of(
            new MistypedField(field, group, source.name(), found, shown(tree), source, parts));
  }

  /** A value inside a sentence: JSON, and no longer than a reader wants. */
  static String shown(Object tree) {
    String text = PythonJsonWriter.compact(tree);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private void addCopy(String text) {
    if (isAllowed(text)) {
      facts.add(new TextField(field.name(), field.group(), text, source, field.parts()));
    }
  }

  private void addTime(String text, Object given) {
    TimeField.parse(text)
        .ifPresentOrElse(
            time ->
                facts.add(
                    new TimeField(field.name(), field.group(), time, given, source, field.parts())),
            () -> unreadable("must be " + TimeField.FORMS + ", not " + shown(given)));
  }

  private boolean isAllowed(String text) {
    if (field.oneOf().isEmpty() || field.oneOf().contains(text)) {
      return true;
    }
    String all = String.join(", ", field.oneOf());
    String hint = Spelling.hint(text, field.oneOf());
    unreadable("must be one of " + all + ", not " + shown(text) + hint);
    return false;
  }

  private void addTruth(boolean flag, String text) {
    facts.add(new BooleanField(field.name(), field.group(), flag, text, source, field.parts()));
  }

  private void addWhole(Optional<BigInteger> value, Object given) {
    if (value.isEmpty()) {
      unreadable("must be an integer, not " + shown(given));
      return;
    }
    if (!field.oneOf().isEmpty() && !isAllowed(value.get().toString())) {
      return;
    }
    facts.add(new IntegerField(field.name(), field.group(), value.get(), source, field.parts()));
    if (field.bound() != null && !field.bound().holds(value.get())) {
      outOfBounds(shown(value.get()));
    }
  }

  private void addReal(OptionalDouble value, Object given) {
    if (value.isEmpty()) {
      unreadable("must be a number, not " + shown(given));
      return;
    }
    double amount = value.getAsDouble();
    facts.add(NumberField.of(field.name(), field.group(), amount, source, field.parts()));
    if (field.bound() != null && Double.isFinite(amount) && !field.bound().holds(amount)) {
      outOfBounds(DecimalText.of(amount));
    }
  }

  private void addStructure(Object tree) {
    List<String> keys = field.keys();
    Map<?, ?> members = tree instanceof Map<?, ?> map ? map : Map.of();
    if (!keys.isEmpty() && !members.keySet().equals(Set.copyOf(keys))) {
      unreadable("must contain exactly '" + String.join("' and '", keys) + "'");
    } else if (!keys.isEmpty()
        && !members.values().stream().allMatch(one -> one instanceof String && !one.equals(""))) {
      unreadable(String.join(" and ", keys) + " must be non-empty strings");
    } else {
      facts.add(new JsonField(field.name(), field.group(), tree, source, field.parts()));
    }
  }

  private boolean isYes(String text) {
    for (String yes : field.yes()) {
      if (field.ignoreCase() ? equalsAscii(yes, text) : yes.equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Equal but for the case of A to Z: no other letter may pass for one of these. */
  private static boolean equalsAscii(String one, String other) {
    return one.length() == other.length()
        && IntStream.range(0, one.length())
            .allMatch(i -> lower(one.charAt(i)) == lower(other.charAt(i)));
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private void unreadable(String reason) {
    facts.add(
        new MalformedField(field.name(), field.group(), named(), reason, source, field.parts()));
  }

  private void outOfBounds(String value) {
    String bound = field.bound().toString();
    facts.add(
        new OutOfBounds(field.name(), field.group(), named(), value, bound, source, field.parts()));
  }

  private String named() {
    boolean other = field.given() == null || field.earlier().contains(source.name());
    return other ? source.name() : field.given();
  }

  /** Python's int(): cuts a fraction off; nothing for NaN, infinities, null, lists and objects. */
  static Optional<BigInteger> whole(Object tree) {
    if (tree instanceof BigInteger value) {
      return Optional.of(value);
    }
    if (tree instanceof Double value) {
      return Double.isFinite(value) ? Optional.of(PythonNumbers.truncate(value)) : Optional.empty();
    }
    if (tree instanceof Boolean value) {
      return Optional.of(value ? BigInteger.ONE : BigInteger.ZERO);
    }
    return tree instanceof String text ? PythonNumbers.parseInt(text) : Optional.empty();
  }

  /** Python's float(): nothing for null, lists, objects, and integers that are too large. */
  static OptionalDouble real(Object tree) {
    if (tree instanceof Double value) {
      return OptionalDouble.of(value);
    }
    if (tree instanceof BigInteger value) {
      return PythonNumbers.toDouble(value);
    }
    if (tree instanceof Boolean value) {
      return OptionalDouble.of(value ? 1.0 : 0.0);
    }
    return tree instanceof String text ? PythonNumbers.parseFloat(text) : OptionalDouble.empty();
  }
}
