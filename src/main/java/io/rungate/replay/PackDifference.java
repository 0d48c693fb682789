package io.rungate.replay;

import io.rungate.pack.PackMeaning;
import io.rungate.pack.RuleMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between two packs, by meaning. */
public final class PackDifference {
  private static final String RULE = "rule";

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
      RuleMeaning old = sameBody(removed.values(), rule);
      if (old != null) {
        removed.values().remove(old);
        added.values().remove(rule);
        Map<String, PackChange.Side> parts = new LinkedHashMap<>();
        parts.put("name", new PackChange.Side(old.name(), rule.name()));
        parts.putAll(PackChange.differing(old.tags(), rule.tags()));
        add(PackChange.Kind.RENAMED, rule, parts);
      }
    }
    removed.values().forEach(rule -> add(PackChange.Kind.REMOVED, rule, Map.of()));
    added.values().forEach(rule -> add(PackChange.Kind.ADDED, rule, Map.of()));
    before.forEach(
        (key, old) -> {
          RuleMeaning rule = after.get(key);
          Map<String, PackChange.Side> parts =
              rule == null ? Map.of() : PackChange.differing(parts(old), parts(rule));
          if (!parts.isEmpty()) {
            add(PackChange.Kind.CHANGED, rule, parts);
          }
        });
  }

  private static RuleMeaning sameBody(Iterable<RuleMeaning> rules, RuleMeaning wanted) {
    for (RuleMeaning rule : rules) {
      if (rule.concern().equals(wanted.concern())
          && rule.when().equals(wanted.when())
          && rule.then().equals(wanted.then())) {
        return rule;
      }
    }
    return null;
  }

  private static Map<String, String> parts(RuleMeaning rule) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("when", rule.when());
    parts.put("then", rule.then());
    rule.tags().forEach((name, text) -> parts.put("@" + name, text));
    return parts;
  }

  private void add(PackChange.Kind kind, RuleMeaning rule, Map<String, PackChange.Side> parts) {
    changes.add(new PackChange(kind, RULE, rule.name(), rule.file() + ":" + rule.line(), parts));
  }

  private void entries(
      String what,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> after) {
    before.forEach(
        (name, properties) -> {
          Map<String, String> others = after.get(name);
          if (others == null) {
            changes.add(new PackChange(PackChange.Kind.REMOVED, what, name, "", Map.of()));
            return;
          }
          Map<String, PackChange.Side> parts = PackChange.differing(properties, others);
          if (!parts.isEmpty()) {
            changes.add(new PackChange(PackChange.Kind.CHANGED, what, name, "", parts));
          }
        });
    after.forEach(
        (name, properties) -> {
          if (!before.containsKey(name)) {
            Map<String, PackChange.Side> parts = PackChange.differing(Map.of(), properties);
            changes.add(new PackChange(PackChange.Kind.ADDED, what, name, "", parts));
          }
        });
  }
}
