package io.rungate.fact;

import java.util.List;
import java.util.Map;

/**
 * What a database takes: a text with NUL, or with half of a surrogate pair, is refused by
 * PostgreSQL together with the whole row that it stands in.
 */
final class Storable {
  private Storable() {}

  static boolean text(String text) {
    // A pair is one code point of its own, so what is left of this type is a half.
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == 0 || Character.getType(c) == Character.SURROGATE) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Every text in a JSON tree, the names of members included. */
  static boolean tree(Object tree) {
    if (tree instanceof Map<?, ?> members) {
      return members.entrySet().stream()
          .allMatch(member -> text((String) member.getKey()) && tree(member.getValue()));
    }
    if (tree instanceof List<?> elements) {
      return elements.stream().allMatch(Storable::tree);
    }
    return !(tree instanceof String text) || text(text);
  }
}
