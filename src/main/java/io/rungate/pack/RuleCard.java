package io.rungate.pack;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule says about itself: its place in the pack, and its annotations.
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

  /** The code of the finding that the rule raises; null for a rule that raises none. */
  public String code() {
    return tags.get("code");
  }

  /** {@code error}, {@code warning} or {@code note}; null for a rule that raises no finding. */
  public String severity() {
    return tags.get("severity");
  }

  /** What the finding says; null if the rule does not say. */
  public String message() {
    return tags.get("message");
  }

  /** Why the rule exists; null if it does not say. */
  public String why() {
    return tags.get("why");
  }

  /** What to do about the finding; null if the rule does not say. */
  public String advice() {
    return tags.get("advice");
  }

  /** The version that brought the rule; null if the rule does not say. */
  public String since() {
    return tags.get("since");
  }
}
