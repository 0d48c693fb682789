package io.rungate.run;

import com.google.re2j.Matcher;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonNull;
import io.rungate.fact.MalformedField;
import io.rungate.fact.ResultUnreadable;
import io.rungate.fact.Run;
import io.rungate.fact.Source;
import io.rungate.pack.Absence;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PythonNumbers;
import io.rungate.pack.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Applies a mapping to a run: every mapped field becomes exactly one fact that says what was given,
 * or that nothing was. Made once per pack; safe to share between threads.
 */
public final class FactReader {
  private final List<Field> fields;
  private final List<AbsentField> absent;
  private final FamilyReader families;
  private final Set<String> resultKeys = new HashSet<>();
  private final Wanted paths;

  /** Null for a mapping that notices nothing. */
  private final NoticedNames noticed;

  public FactReader(Mapping mapping) {
    fields = mapping.fields();
    absent = fields.stream().map(FactReader::absence).toList();
    families = FamilyReader.of(mapping);
    fields.forEach(field -> resultKeys.add(field.resultKey()));
    paths = mapping.namesPaths() ? Wanted.of(mapping) : null;
    noticed = mapping.noticed() == null ? null : NoticedNames.of(mapping); // nor is it loaded
  }

  /** Whether a key of a result file gives a fact, by its name or by that of a family. */
  public boolean reads(String resultKey) {
    return resultKeys.contains(resultKey) || families.covers(resultKey);
  }

  /** What of the other keys gives a fact; null for nothing, as in most packs. */
  public Wanted paths() {
    return paths;
  }

  /** Whether a key, or something inside of it, gives a fact. */
  boolean keeps(String key) {
    return reads(key) || paths != null && paths.reads(key);
  }

  /** What is noticed of names; null for nothing, as in most packs. */
  NoticedNames noticed() {
    return noticed;
  }

  /** The facts of a run, in the order of the mapping and then of the result file. */
  public List<Fact> read(RunInput input) {
    Set<Fact> facts = new LinkedHashSet<>(256);
    facts.add(run(input));
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.variable() != null) {
        readVariable(field, absent.get(i), input, facts);
      } else if (field.path() != null) {
        if (input.result() != null) {
          PathReader.read(field, absent.get(i), input.result(), facts);
        }
      } else if (input.result() != null) {
        readKey(field, absent.get(i), input.result(), facts);
      }
    }
    if (input.result() != null) {
      families.read(input.result(), facts);
    } else if (!input.unread().isEmpty()) {
      facts.add(
          new ResultUnreadable(
              input.resultFile(), input.unread(), Source.fileName(input.resultFile())));
    }
    if (noticed != null) {
      noticed.read(input, this, facts);
    }
    return new ArrayList<>(facts);
  }

  private static Run run(RunInput input) {
    String name = input.name() == null ? "" : input.name();
    return new Run(name, RunName.flaw(name), Source.fileName(name));
  }

  private static void readVariable(
      Field field, AbsentField absence, RunInput input, Set<Fact> facts) {
    String text = input.variables().get(field.variable());
    Source source = absence.source();
    for (String name : field.earlier()) {
      String other = input.variables().get(name);
      if (!isGiven(field, text) && other != null) {
        text = other;
        source = Source.variable(name);
      } else if (isGiven(field, other) && !other.equals(text)) {
        String reason =
            "and %s differ: %s and %s"
                .formatted(name, FieldReader.shown(text), FieldReader.shown(other));
        facts.add(
            new MalformedField(
                field.name(), field.group(), source.name(), reason, source, field.parts()));
        return;
      }
    }
    if (input.fileName() != null && (text == null || text.isEmpty())) {
      String part = partOf(input.fileName(), field);
      if (part != null) {
        text = part;
        source = Source.fileName(input.fileName());
      }
    }
    Object given = text == null ? null : given(field, text);
    if (text == null || field.absentWhen().covers(given)) {
      facts.add(absence.instead(text == null ? null : Absence.said(given)));
    } else {
      FieldReader.fromText(field, text, source, facts);
    }
  }

  private static boolean isGiven(Field field, String text) {
    return text != null && !field.absentWhen().covers(given(field, text));
  }

  /**
   * What the file name says of a field, or null; of several patterns the first that is found
   * decides.
   */
  private static String partOf(String fileName, Field field) {
    for (Mapping.NamePart part : field.nameParts()) {
      Matcher matcher = part.match().matcher(fileName);
      if (matcher.find()) {
        return part.value() != null ? part.value() : matcher.group(1);
      }
    }
    return null;
  }

  /** Reads a field from a key of the top level. */
  static void readKey(
      Field field, AbsentField absence, Map<String, Object> result, Set<Fact> facts) {
    Object tree = result.get(field.resultKey());
    // What is left of a key in the record of another pack is not its value.
    if (tree == null || !isData(tree)) {
      facts.add(absence);
    } else if (field.absentWhen().covers(tree)) {
      facts.add(absence.instead(Absence.said(tree)));
    } else {
      FieldReader.fromJson(field, tree, absence.source(), facts);
    }
  }

  /** The text, or the number that it means where that is not finite. */
  private static Object given(Field field, String text) {
    if (field.type() != Mapping.Type.NUMBER) {
      return text;
    }
    OptionalDouble number = PythonNumbers.parseFloat(text);
    return number.isPresent() && !Double.isFinite(number.getAsDouble())
        ? (Object) number.getAsDouble()
        : text;
  }

  /** True for a JSON tree, false for what was kept of one. */
  static boolean isData(Object tree) {
    return tree instanceof String
        || tree instanceof Number
        || tree instanceof Boolean
        || tree instanceof Map
        || tree instanceof List
        || tree == JsonNull.NULL;
  }

  /** What is said of a field that is not given. */
  static AbsentField absence(Field field) {
    Fact fallback = null;
    if (field.fallback() != null) {
      Set<Fact> declared = new LinkedHashSet<>();
      FieldReader.fromText(field, field.fallback(), Source.PACK, declared);
      fallback = declared.iterator().next();
    }
    return new AbsentField(
        field.name(),
        field.group(),
        field.given(),
        field.order(),
        fallback,
        field.source(),
        null,
        field.parts());
  }
}
