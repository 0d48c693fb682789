package io.rungate.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RuleCard;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a compiled pack says about its classes, whose names are sorted; the identity names all that
 * they depend on.
 */
record RulesIndex(
    String identity,
    String title,
    List<String> classes,
    List<String> models,
    List<Packages.Unit> packages,
    List<RuleCard> cards) {

  static RulesIndex of(String identity, CompiledRules rules) {
    List<String> classes = rules.classes().keySet().stream().sorted().toList();
    return new RulesIndex(
        identity, rules.title(), classes, rules.models(), rules.packages(), rules.cards());
  }

  /** The rules that this is the index of. */
  CompiledRules with(Map<String, byte[]> classFiles) {
    return new CompiledRules(title, classFiles, models, cards, packages);
  }

  byte[] toJson() {
    try {
      return new ObjectMapper().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** Not by the library that writes: it would take long to start, and each run reads an index. */
  static Optional<RulesIndex> read(byte[] json) {
    try {
      Map<?, ?> index = (Map<?, ?>) PythonJsonReader.read(json);
      return Optional.of(
          new RulesIndex(
              text(index, "identity"),
              text(index, "title"),
              list(index, "classes", String.class::cast),
              list(index, "models", String.class::cast),
              list(index, "packages", RulesIndex::unit),
              list(index, "cards", RulesIndex::card)));
    } catch (JsonProblem | ClassCastException | NullPointerException e) {
      return Optional.empty(); // no such text
    }
  }

  private static Packages.Unit unit(Object item) {
    Map<?, ?> unit = (Map<?, ?>) item;
    return new Packages.Unit(
        text(unit, "name"), text(unit, "digest"), (Boolean) unit.get("declaresTypes"));
  }

  private static RuleCard card(Object item) {
    Map<?, ?> card = (Map<?, ?>) item;
    Map<String, String> tags = new TreeMap<>();
    ((Map<?, ?>) card.get("tags")).forEach((tag, value) -> tags.put((String) tag, (String) value));
    return new RuleCard(
        text(card, "name"),
        text(card, "concern"),
        text(card, "file"),
        ((BigInteger) card.get("line")).intValue(),
        ((BigInteger) card.get("endLine")).intValue(),
        tags);
  }

  private static <T> List<T> list(Map<?, ?> index, String name, Function<Object, T> item) {
    return ((List<?>) index.get(name)).stream().map(item).toList();
  }

  private static String text(Map<?, ?> from, String name) {
    return from.get(name).toString();
  }
}
