package io.rungate.replay;

import io.rungate.pack.PackMeaning;
import io.rungate.pack.RuleMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What differs between two packs, by meaning. */
public final class PackDifference {
  private final List<PackChange> changes = new ArrayList<>();

  private PackDifference() {}

  /** Rules first, then declared words, then the mapping. */
  public static List<PackChange> between(PackMeaning before, PackMeaning after) {
    PackDifference difference = new PackDifference();
    difference.rules(before.rules(), after.rules());
    difference.entries("word", before.words(), after.words());
    difference.entries("mapping", before.mapping(), after.mapping());
    return difference.changes;
  }

  private void rules(Map<String, RuleMeaning> before, Map<String, RuleMeaning> after) {
    Map<String, RuleMeaning> removed = new LinkedHashMap<>(before);
    Map<String, RuleMeaning> added = new LinkedHashMap<>(after);
    removed.keySet().removeAll(after.keySet());
    added.keySet().removeAll(before.keySet());
    for (RuleMeaning rule : List.copyOf(added.values())) {
      RuleMeaning old =
          removed.values().stream().filter(one -> sameBody(one, rule)).findFirst().orElse(null);
      if (old != null) {
        removed.values().remove(old);
        added.values().remove(rule);
        Map<String, PackChange.Side> parts = new LinkedHashMap<>();
        parts.put("name", new PackChange.Side(old.name(), rule.name()));
        parts.putAll(differing(old.tags(), rule.tags()));
        add(PackChange.Kind.RENAMED, rule, parts);
      }
    }
    removed.values().forEach(rule -> add(PackChange.Kind.REMOVED, rule, Map.of()));
    added.values().forEach(rule -> add(PackChange.Kind.ADDED, rule, Map.of()));
    before.forEach(
        (key, old) -> {
          RuleMeaning rule = after.get(key);
          Map<String, PackChange.Side> parts =
              rule == null ? Map.of() : differing(parts(old), parts(rule));
          if (!parts.isEmpty()) {
            add(PackChange.Kind.CHANGED, rule, parts);
          }
        });
  }

  private static boolean sameBody(RuleMeaning one, RuleMeaning other) {
    return one.concern().equals(other.concern())
        && one.when().equals(other.when())
        && one.then().equals(other.then());
  }

  private static Map<String, String> parts(RuleMeaning rule) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("when", rule.when());
    parts.put("then", rule.then());
    rule.tags().forEach((name, text) -> parts.put("@" + name, text));
    return parts;
  }

  private void add(PackChange.Kind kind, RuleMeaning rule, Map<String, PackChange.Side> parts) {
    changes.add(new PackChange(kind, "rule", rule.name(), rule.file() + ":" + rule.line(), parts));
  }

  private void entries(
      String what,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> after) {
    before.forEach(
        (name, properties) -> {
          Map<String, String> others = after.get(name);
          Map<String, PackChange.Side> parts =
              others == null ? Map.of() : differing(properties, others);
          if (others == null || !parts.isEmpty()) {
            PackChange.Kind kind =
                others == null ? PackChange.Kind.REMOVED : PackChange.Kind.CHANGED;
            changes.add(new PackChange(kind, what, name, "", parts));
          }
        });
    after.forEach(
        (name, properties) -> {
          if (!before.containsKey(name)) {
            Map<String, PackChange.Side> parts = differing(Map.of(), properties);
            changes.add(new PackChange(PackChange.Kind.ADDED, what, name, "", parts));
          }
        });
  }

  /** The properties of which two versions differ. */
  private static Map<String, PackChange.Side> differing(
      Map<String, String> before, Map<String, String> after) {
    Map<String, PackChange.Side> parts = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        parts.put(name, new PackChange.Side(before.get(name), after.get(name)));
      }
    }
    return parts;
  }
}
