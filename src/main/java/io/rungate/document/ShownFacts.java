package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.fact.AbsentField;
import io.rungate.fact.BooleanField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MappedField;
import io.rungate.fact.NumberField;
import io.rungate.fact.TextField;
import io.rungate.fact.TimeField;
import io.rungate.pack.Mapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What of a run documents can show, by the names that the mapping has for it. */
public final class ShownFacts {
  final Mapping mapping;
  final Evaluation evaluation;
  final String topology;
  final Set<String> words;
  final Map<String, MappedField> given = new HashMap<>();
  final Map<String, MappedField> concluded = new HashMap<>();

  /** What is there of a field and counts as not given. */
  final Map<String, AbsentField> instead = new HashMap<>();

  /** Where the mapping declares each field. */
  final Map<String, Integer> lines = new HashMap<>();

  ShownFacts(Mapping mapping, Evaluation evaluation) {
    this.mapping = mapping;
    this.evaluation = evaluation;
    this.topology = evaluation.topology().map(what -> what.name()).orElse("");
    boolean asked = mapping.blocks().stream().anyMatch(one -> one.word() != null);
    this.words = asked ? evaluation.words() : Set.of();
    mapping.fields().forEach(field -> lines.put(field.name(), field.line()));
    for (Fact fact : evaluation.facts()) {
      index(fact, given);
      if (fact instanceof AbsentField absent && absent.instead() != null) {
        instead.put(absent.field(), absent);
      }
    }
    evaluation.justifications().forEach(one -> index(one.conclusion(), concluded));
  }

  private static void index(Object what, Map<String, MappedField> byField) {
    if (what instanceof MappedField field && value(field) != null) {
      byField.put(field.field(), field);
    }
  }

  /** What a document shows of a field; null for one that has no value. */
  public static Object value(MappedField field) {
    if (field instanceof TextField text) {
      return text.value();
    }
    if (field instanceof IntegerField whole) {
      return whole.value();
    }
    if (field instanceof NumberField quantity) {
      return quantity.amount();
    }
    if (field instanceof BooleanField flag) {
      return flag.value();
    }
    if (field instanceof TimeField time) {
      return time.given();
    }
    return field instanceof JsonField structure ? structure.value() : null;
  }
}
