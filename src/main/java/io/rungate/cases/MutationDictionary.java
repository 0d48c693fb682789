package io.rungate.cases;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;

import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.RuleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words of a pack that are as good as each other to somebody who is not careful: fields of one
 * type, names that stand in the same place, and the two words that tell its roles apart.
 */
final class MutationDictionary {
  /** Fewer fields with the same two words are a coincidence. */
  private static final int ROLE_FIELDS = 3;

  /** The fields of a field's type, by field. */
  private final Map<String, List<String>> fields = new HashMap<>();

  private final Map<String, List<String>> compared = new HashMap<>();
  private final Map<String, List<String>> concluded = new HashMap<>();
  private final List<String> roles;

  MutationDictionary(Mapping mapping, List<RuleText> rules) {
    Map<Mapping.Type, List<String>> ofType =
        mapping.fields().stream()
            .collect(groupingBy(Field::type, mapping(Field::name, Collectors.toList())));
    mapping.fields().forEach(field -> fields.put(field.name(), ofType.get(field.type())));
    for (RuleText rule : rules) {
      List<DrlToken> conditions = rule.conditions();
      for (int i = 2; i < conditions.size(); i++) {
        if (isCompared(conditions, i)) {
          add(compared, conditions.get(i - 2).text(), conditions.get(i).value());
        }
      }
      List<DrlToken> consequence = rule.consequence();
      for (int i = 0; i < consequence.size(); i++) {
        if (consequence.get(i).isText()) {
          add(concluded, place(consequence, i), consequence.get(i).value());
        }
      }
    }
    roles = roles(mapping);
  }

  private static void add(Map<String, List<String>> pools, String name, String word) {
    List<String> pool = pools.computeIfAbsent(name, key -> new ArrayList<>());
    if (!pool.contains(word)) {
      pool.add(word);
    }
  }

  /** Another word for the right side of a comparison. */
  Optional<String> other(String left, String word) {
    boolean field = left.equals("field") && fields.containsKey(word);
    return next(field ? fields.get(word) : compared.getOrDefault(left, List.of()), word);
  }

  /** Another word for an argument of a conclusion. */
  Optional<String> otherConcluded(String place, String word) {
    return next(concluded.getOrDefault(place, List.of()), word);
  }

  /** The two words that tell roles apart in the names of fields; empty when there are none. */
  List<String> roles() {
    return roles;
  }

  /** Whether a text is the right side of a comparison. */
  static boolean isCompared(List<DrlToken> tokens, int i) {
    return i > 1
        && tokens.get(i).isText()
        && tokens.get(i - 1).isOneOf(Set.of("==", "!="))
        && tokens.get(i - 2).isName();
  }

  /** The call and the number of the argument that a word of a consequence is in. */
  static String place(List<DrlToken> tokens, int of) {
    int depth = 0;
    int argument = 0;
    for (int i = of - 1; i >= 0; i--) {
      DrlToken token = tokens.get(i);
      depth += token.is(")") ? 1 : token.is("(") ? -1 : 0;
      argument += token.is(",") && depth == 0 ? 1 : 0;
      if (depth < 0) {
        boolean named = i > 0 && tokens.get(i - 1).isName();
        return (named ? tokens.get(i - 1).text() : "") + " " + argument;
      }
    }
    return "";
  }

  private static Optional<String> next(List<String> pool, String word) {
    return pool.size() < 2
        ? Optional.empty()
        : Optional.of(pool.get((pool.indexOf(word) + 1) % pool.size()));
  }

  private static List<String> roles(Mapping mapping) {
    Map<List<String>, Integer> pairs = new HashMap<>();
    List<Field> all = mapping.fields();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (all.get(i).type() == all.get(j).type()) {
          List<String> pair = difference(all.get(i).name(), all.get(j).name());
          if (!pair.isEmpty()) {
            pairs.merge(pair, 1, Integer::sum);
          }
        }
      }
    }
    return pairs.entrySet().stream()
        .filter(pair -> pair.getValue() >= ROLE_FIELDS)
        .max(
            Map.Entry.<List<String>, Integer>comparingByValue()
                .thenComparing(pair -> pair.getKey().toString()))
        .map(Map.Entry::getKey)
        .orElse(List.of());
  }

  /** The two words in which names differ that have all others in common. */
  private static List<String> difference(String one, String other) {
    String[] first = one.split("_");
    String[] second = other.split("_");
    if (first.length != second.length || first.length < 2) {
      return List.of();
    }
    int[] places =
        IntStream.range(0, first.length).filter(i -> !first[i].equals(second[i])).toArray();
    return places.length == 1 ? List.of(first[places[0]], second[places[0]]) : List.of();
  }
}
