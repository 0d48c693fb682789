package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a consequence inserts: {@code new Type( first, ... )}, {@code Type.maker( first, ... )}, or
 * something that a fact makes, such as {@code $absent.fallback()}.
 *
 * @param type the type without its package, or null where a fact makes it
 * @param maker the method that makes it, or null for a constructor
 * @param first the first argument where it is a text, else null
 */
public record Conclusion(String type, String maker, String first, int line) {
  private static final Map<String, String> SEVERITIES =
      Map.of("Refusal", "error", "Warning", "warning", "Note", "note");

  /** Everything that a consequence inserts, in order. */
  static List<Conclusion> all(List<DrlToken> consequence) {
    List<Conclusion> found = new ArrayList<>();
    for (int i = 0; i + 2 < consequence.size(); i++) {
      if (consequence.get(i).is("insertLogical") && consequence.get(i + 1).is("(")) {
        found.add(at(consequence, i + 2));
      }
    }
    return found;
  }

  private static Conclusion at(List<DrlToken> tokens, int start) {
    int line = tokens.get(start).line();
    boolean made = tokens.get(start).is("new");
    List<String> names = new ArrayList<>();
    int at = made ? start + 1 : start;
    while (at < tokens.size() && tokens.get(at).isName()) {
      names.add(tokens.get(at).text());
      at += at + 1 < tokens.size() && tokens.get(at + 1).is(".") ? 2 : 1;
    }
    boolean text = at + 1 < tokens.size() && tokens.get(at).is("(") && tokens.get(at + 1).isText();
    String first = text ? tokens.get(at + 1).value() : null;
    String last = names.isEmpty() ? null : names.remove(names.size() - 1);
    if (made) {
      return new Conclusion(last, null, first, line);
    }
    String owner = names.isEmpty() ? last : names.get(names.size() - 1);
    boolean type = owner != null && Character.isUpperCase(owner.charAt(0));
    return new Conclusion(type ? owner : null, names.isEmpty() ? null : last, first, line);
  }

  /** How grave an objection to a run is; null for what is none. */
  String severity() {
    return type == null ? null : SEVERITIES.get(type);
  }
}
