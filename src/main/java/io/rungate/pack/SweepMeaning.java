package io.rungate.pack;

import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.SweepMapping.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What {@code sweep.yaml} means, entry by entry, to be compared. */
final class SweepMeaning {
  private SweepMeaning() {}

  static Map<String, Map<String, String>> says(SweepMapping sweep) {
    Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    sweep
        .signatures()
        .forEach(
            (kind, signature) ->
                entries.put(
                    "signature " + kind,
                    Map.of(
                        "at-least",
                        Integer.toString(signature.atLeast()),
                        "keys",
                        PackMeaning.order(new TreeSet<>(signature.keys())).get("order"))));
    add("row", sweep.rows(), entries);
    add("point", sweep.points(), entries);
    add("info", sweep.info(), entries);
    entries.put("points", Map.of("each", sweep.each()));
    entries.put("partition", PackMeaning.order(sweep.partition()));
    sweep.groups().forEach((name, of) -> entries.put("group " + name, PackMeaning.order(of)));
    entries.put("keep", PackMeaning.order(new TreeSet<>(sweep.keep())));
    return entries;
  }

  private static void add(String what, Reading reading, Map<String, Map<String, String>> entries) {
    for (Field field : reading.fields()) {
      entries.put(what + " field " + field.name(), PackMeaning.says(field));
    }
    for (Family family : reading.families()) {
      entries.put(what + " family " + family.name(), PackMeaning.says(family));
    }
    // In this order missing names are listed.
    entries.put(
        what + " fields", PackMeaning.order(reading.fields().stream().map(Field::name).toList()));
  }
}
