package io.rungate.pack;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule says about itself: its place in the pack, and its annotations, each null where the
 * rule has none.
 *
 * @param name the sentence that names the rule
 * @param concern the last segment of the package that the rule is in
 * @param tags annotation values by name, without the quotes around them, and {@code severity} by
 *     what the rule concludes; sorted by name
 */
public record RuleCard(
    String name, String concern, String file, int line, int endLine, Map<String, String> tags) {
  public RuleCard {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  public String code() {
    return tags.get("code");
  }

  public String severity() {
    return tags.get("severity");
  }

  public String message() {
    return tags.get("message");
  }

  public String why() {
    return tags.get("why");
  }

  public String advice() {
    return tags.get("advice");
  }

  /** The codes of findings that this one is the cause of. */
  public List<String> explains() {
    String codes = tags.getOrDefault("explains", "").strip();
    return codes.isEmpty() ? List.of() : List.of(codes.split("\\s*,\\s*"));
  }

  public String since() {
    return tags.get("since");
  }
}
