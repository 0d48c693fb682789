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
 * @param arguments what stands between its brackets, by the words of each
 */
public record Conclusion(String type, String maker, List<List<DrlToken>> arguments, int line) {
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
    List<List<DrlToken>> arguments =
        at < tokens.size() && tokens.get(at).is("(") ? arguments(tokens, at) : List.of();
    String last = names.isEmpty() ? null : names.remove(names.size() - 1);
    if (made) {
      return new Conclusion(last, null, arguments, line);
    }
    String owner = names.isEmpty() ? last : names.get(names.size() - 1);
    boolean type = owner != null && Character.isUpperCase(owner.charAt(0));
    return new Conclusion(type ? owner : null, names.isEmpty() ? null : last, arguments, line);
  }

  private static List<List<DrlToken>> arguments(List<DrlToken> tokens, int open) {
    return RuleText.items(tokens, open).stream()
        .map(item -> tokens.stream().filter(token -> item.holds(token.span())).toList())
        .toList();
  }

  /** An argument where it is a text, else null; the first is 0. */
  public String text(int place) {
    List<DrlToken> words = argument(place);
    return words.size() == 1 && words.get(0).isText() ? words.get(0).value() : null;
  }

  /** The words of an argument; none where there is no such argument. */
  public List<DrlToken> argument(int place) {
    return place < 0 || place >= arguments.size() ? List.of() : arguments.get(place);
  }

  /** The name of what is concluded: the first argument where it is a text, else null. */
  public String first() {
    return text(0);
  }

  /** How grave an objection to a run is; null for what is none. */
  public String severity() {
    return type == null ? null : SEVERITIES.get(type);
  }
}
