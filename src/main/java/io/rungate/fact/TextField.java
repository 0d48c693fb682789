package io.rungate.fact;

import com.google.re2j.Pattern;
import java.util.Map;

/** A field whose value is copied as it was given, white space and all. */
public record TextField(
    String field, String group, String value, Source source, Map<String, String> parts)
    implements MappedField {
  public TextField(String field, String group, String value, Source source) {
    this(field, group, value, source, Map.of());
  }

  /**
   * Whether a pattern is found in the value, in a time that grows with its length only, whoever
   * chose the value. The pattern of a rule is read when its pack is loaded.
   */
  public boolean fits(String pattern) {
    return Pattern.compile(pattern).matcher(value).find();
  }

  /** False for what a database refuses: NUL, or half of a surrogate pair. */
  public boolean isStorable() {
    return Storable.text(value);
  }

  @Override
  public String toString() {
    return field + " = \"" + value + '"';
  }
}
