package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.DocumentKeys;
import io.rungate.pack.FamilyPath;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Spelling;
import io.rungate.pack.SweepMapping;
import io.rungate.run.FactReader;
import io.rungate.run.MemberReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds the keys that cases name against the mapping: a case with a key that nobody reads, or one
 * that no document has, passes whatever the rules do.
 */
final class CaseKeys {
  private final Mapping mapping;
  private final Predicate<String> isRead;
  private final String section;
  private final Set<String> resultKeys = new TreeSet<>();
  private final Set<String> shown = new TreeSet<>();
  private final List<DocumentKeys.Key> keys;
  private final List<List<?>> ways = new ArrayList<>();

  CaseKeys(Mapping mapping) {
    this(mapping, "result", mapping.fields(), mapping.families(), new FactReader(mapping)::reads);
  }

  /** Those of a row or a point, whose keys are under a name of its own. */
  static CaseKeys of(Mapping mapping, String section, SweepMapping.Reading reading) {
    return new CaseKeys(
        mapping,
        section,
        reading.fields(),
        reading.families(),
        new MemberReader(reading)::readsWhole);
  }

  private CaseKeys(
      Mapping mapping,
      String section,
      List<Field> fields,
      List<Family> families,
      Predicate<String> isRead) {
    this.mapping = mapping;
    this.section = section;
    this.isRead = isRead;
    for (Field field : fields) {
      if (field.path() != null) {
        ways.add(field.path().steps());
      } else if (field.resultKey() != null) {
        resultKeys.add(field.resultKey());
      }
    }
    for (Family family : families) {
      if (family.path() != null) {
        ways.add(family.path().steps());
      }
    }
    keys = DocumentKeys.of(mapping);
    keys.forEach(key -> shown.add(key.form()));
  }

  /** The consumer that a case or all of a file is judged for. */
  static String profile(ConfigTable section, Set<String> profiles, String otherwise) {
    String name = section.filled("profile");
    if (name != null && !profiles.contains(name)) {
      section.faultAt(
          "profile", ": the pack has no profile " + name + Spelling.hint(name, profiles));
    }
    return name == null ? otherwise : name;
  }

  /** Tells keys of a result that the mapping does not read, but for those that are the point. */
  void requireRead(ConfigTable one, Map<String, Object> result, Collection<String> absent) {
    try (ConfigTable table = one.section(section)) {
      for (Map.Entry<String, Object> member : result.entrySet()) {
        String key = member.getKey();
        table.has(key);
        boolean meant = absent.contains(key);
        if (!meant && !isRead.test(key)) {
          requireRead(table, key, member.getValue(), ways, List.of(key), absent);
        }
      }
    }
  }

  private void requireRead(
      ConfigTable table,
      String key,
      Object value,
      List<List<?>> open,
      List<String> path,
      Collection<String> absent) {
    int depth = path.size();
    String step = path.get(depth - 1);
    List<List<?>> further =
        open.stream()
            .filter(way -> way.size() >= depth && FamilyPath.fits(way.get(depth - 1), step))
            .toList();
    if (further.isEmpty() && absent.contains(String.join(".", path))) {
      return; // that nothing reads it is the point
    }
    if (further.isEmpty()) {
      Set<String> known = new TreeSet<>(depth == 1 ? resultKeys : Set.of());
      open.stream()
          .filter(way -> way.size() >= depth)
          .forEach(way -> known.add(way.get(depth - 1).toString()));
      String what = depth == 1 ? "" : " " + String.join(", ", path);
      table.faultAt(key, ": the mapping reads no such key" + what + Spelling.hint(step, known));
    } else if (value instanceof Map<?, ?> members
        && further.stream().noneMatch(way -> way.size() == depth)) {
      members.forEach(
          (name, member) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(String.valueOf(name));
            requireRead(table, key, member, further, deeper, absent);
          });
    }
  }

  /**
   * Tells keys under {@code absent} that no document would have anyway. One that a key of the
   * result almost gives is right: that it does not is the point.
   */
  void requireShown(ConfigTable expect, Collection<String> absent, Collection<String> given) {
    for (String key : absent) {
      if (keys.stream().noneMatch(one -> one.fits(key))
          && given.stream().noneMatch(one -> almostGives(one, key))) {
        Set<String> known = new TreeSet<>(shown);
        mapping.families().stream()
            .filter(family -> family.path() == null)
            .forEach(family -> given.forEach(one -> known.add(family.outputKey(one))));
        String what = ": the document never has the key " + key;
        expect.faultAt("absent", what + Spelling.hint(key, known));
      }
    }
  }

  private boolean almostGives(String resultKey, String key) {
    return resultKey.equals(key)
        || mapping.families().stream().anyMatch(family -> almostGives(family, resultKey, key));
  }

  /** Whether a family makes the key of it, or would if another word stood in one place. */
  private static boolean almostGives(Family family, String resultKey, String key) {
    if (family.path() != null) {
      return fits(family.path().key(), key);
    }
    String kept = family.remove() == null ? resultKey : resultKey.replace(family.remove(), "");
    for (String word : family.replace().values()) {
      int at = key.indexOf(word);
      if (at >= 0
          && kept.startsWith(key.substring(0, at))
          && kept.endsWith(key.substring(at + word.length()))) {
        return true;
      }
    }
    return family.outputKey(resultKey).equals(key);
  }

  /** Whether a key has the texts between the placeholders of a form, in this order. */
  private static boolean fits(String form, String key) {
    int at = 0;
    for (String text : form.split("\\{.*?}")) {
      at = key.indexOf(text, at);
      if (at < 0) {
        return false;
      }
      at += text.length();
    }
    return true;
  }
}
