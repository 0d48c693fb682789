package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.Mapping;
import io.rungate.pack.Spelling;
import io.rungate.run.NoticedNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a case gives to its run: those that the mapping reads, and those that it notices.
 */
final class CaseNames {
  private final Set<String> variables = new TreeSet<>();

  /** Null for a mapping that notices no names. */
  private final NoticedNames noticed;

  CaseNames(Mapping mapping) {
    mapping.fields().forEach(field -> variables.addAll(field.variables()));
    noticed = NoticedNames.of(mapping);
  }

  /**
   * Reads variables, and tells those that nobody reads.
   *
   * @param others those that the run has beside them
   */
  Map<String, String> variables(ConfigTable section, String key, Set<String> others) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ConfigTable table = section.section(key)) {
      Set<String> given = new TreeSet<>(others);
      given.addAll(table.keys());
      for (String name : table.keys()) {
        texts.put(name, Objects.toString(table.text(name), ""));
        boolean near = noticed != null && noticed.isNearVariable(name, given);
        if (!variables.contains(name) && !near) {
          table.faultAt(
              name, ": the mapping reads no such variable" + Spelling.hint(name, variables));
        }
      }
    }
    return texts;
  }

  /**
   * The keys that may stand in a result though nobody reads them.
   *
   * @param absent those that no document must have
   * @param changed what the case gives
   * @param result the whole result
   */
  Collection<String> meant(
      Collection<String> absent, Map<String, Object> changed, Map<String, Object> result) {
    Set<String> meant = new TreeSet<>(absent);
    for (String key : changed.keySet()) {
      if (noticed != null && noticed.isNearKey(key, result.keySet())) {
        meant.add(key);
      }
    }
    return meant;
  }

  /** The keys that the result file gives more than once. */
  static Set<String> twice(ConfigTable one, Map<String, Object> result) {
    Set<String> twice = new LinkedHashSet<>(one.texts("twice"));
    for (String key : twice) {
      if (!result.containsKey(key)) {
        String hint = Spelling.hint(key, result.keySet());
        one.faultAt("twice", ": the result has no key " + key + hint);
      }
    }
    return twice;
  }
}
