package io.rungate.run;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.SweepMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies what a pack says of rows, of expected points or of a sweep to one of them, a JSON object.
 * Made once per pack; safe to share between threads.
 */
public final class MemberReader {
  private final List<Field> fields;
  private final List<AbsentField> absent;
  private final FamilyReader families;
  private final Set<Object> keys = new HashSet<>();

  public MemberReader(SweepMapping.Reading reading) {
    fields = reading.fields();
    absent = fields.stream().map(FactReader::absence).toList();
    for (Field field : fields) {
      keys.add(field.path() == null ? field.resultKey() : field.path().steps().get(0));
    }
    families = new FamilyReader(reading.families(), Set.of(), reading.place());
  }

  /** Whether anything is read from a key at the top. */
  public boolean reads(String key) {
    return keys.contains(key) || families.reads(key);
  }

  /** Whether a key at the top gives a fact itself, and not only what is in it. */
  public boolean readsWhole(String key) {
    return fields.stream().anyMatch(field -> key.equals(field.resultKey())) || families.covers(key);
  }

  /** The facts of one, behind that which says what it is. */
  public List<Fact> read(Fact whole, Map<String, Object> members) {
    Set<Fact> facts = new LinkedHashSet<>(256);
    facts.add(whole);
    read(members, facts);
    return new ArrayList<>(facts);
  }

  /** The facts of what needs no such fact, since a session has only one. */
  public List<Fact> read(Map<String, Object> members) {
    Set<Fact> facts = new LinkedHashSet<>();
    read(members, facts);
    return new ArrayList<>(facts);
  }

  private void read(Map<String, Object> members, Set<Fact> facts) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).path() == null) {
        FactReader.readKey(fields.get(i), absent.get(i), members, facts);
      } else {
        PathReader.read(fields.get(i), absent.get(i), members, facts);
      }
    }
    families.read(members, facts);
  }
}
