package io.rungate.pack;

import com.google.re2j.Pattern;

/** A text in which {@code *} stands for any characters, and {@code ?} for one. */
public record Glob(String text, Pattern pattern) {

  public static Glob of(String text) {
    StringBuilder pattern = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      pattern.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
          });
    }
    return new Glob(text, Pattern.compile(pattern.toString(), Pattern.DOTALL));
  }

  public boolean matches(String other) {
    return pattern.matches(other);
  }
}
