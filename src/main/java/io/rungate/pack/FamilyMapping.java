package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a family of {@code fields.yaml}, and the bounds of families and fields. */
final class FamilyMapping {
  /** Stands for a pattern that cannot be read. */
  private static final Pattern NOTHING = Pattern.compile("$.");

  private static final Pattern QUOTIENT =
      Pattern.compile("value|value\\s*/\\s*(?<by>[0-9.]+)|(?<of>[0-9.]+)\\s*/\\s*value");

  private FamilyMapping() {}

  static Family read(String name, int line, ConfigTable entry, Absence absentWhen) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      entry.fault(line, name + ": a family is named in lower-case letters, digits and _");
    }
    FamilyPath path = entry.has("path") ? PathMapping.family(entry) : null;
    if (path == null) {
      entry.require("keys");
      entry.onlyWith("key", false, "a path");
    }
    Pattern keys = entry.pattern("keys");
    return new Family(
        name,
        line,
        entry.require("group"),
        keys == null && path == null ? NOTHING : keys,
        path,
        entry.filled("remove"),
        replaced(entry),
        formula(entry),
        bounds(entry),
        absentWhen);
  }

  private static List<Bound> bounds(ConfigTable entry) {
    List<Bound> bounds = new ArrayList<>();
    for (ConfigTable bound : entry.sections("bounds")) {
      try (bound) {
        Bound read = bound(bound, bound.pattern("keys"));
        if (read != null) {
          bounds.add(read);
        } else if (!bound.has("at-least") && !bound.has("above")) {
          bound.lacks("at-least", " or above is missing");
        }
      }
    }
    return bounds;
  }

  static Bound bound(ConfigTable entry, Pattern keys) {
    Double least = entry.number("at-least");
    Double above = entry.number("above");
    if (least != null && above != null) {
      entry.faultAt("above", " and at-least exclude each other");
    }
    if (least != null) {
      return new Bound(keys, least, true);
    }
    return above == null ? null : new Bound(keys, above, false);
  }

  private static Map<String, String> replaced(ConfigTable entry) {
    Map<String, String> replaced = entry.textTable("replace");
    if (replaced.containsKey("")) {
      entry.faultAt("replace", ": an empty text is everywhere");
    }
    return replaced;
  }

  private static Formula formula(ConfigTable entry) {
    String text = entry.require("value").trim();
    Matcher quotient = QUOTIENT.matcher(text);
    if (quotient.matches()) {
      try {
        if (quotient.group("of") != null) {
          return new Formula(Double.parseDouble(quotient.group("of")), true);
        }
        double by = quotient.group("by") == null ? 1 : Double.parseDouble(quotient.group("by"));
        if (by != 0) {
          return new Formula(by, false);
        }
      } catch (NumberFormatException e) {
        // said below, with the forms that are understood
      }
    }
    if (entry.has("value")) {
      entry.faultAt("value", " must be value, value / NUMBER or NUMBER / value, not " + text);
    }
    return new Formula(1, false);
  }
}
