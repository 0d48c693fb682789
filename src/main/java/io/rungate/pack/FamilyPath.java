package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Places of a result file that are known by pattern, and the keys that the document has for them.
 *
 * @param steps names, indices, and a {@link Part} for each name that follows a pattern
 * @param key the key of the document, in which {@code {part}} stands for the name that was found
 */
public record FamilyPath(List<Object> steps, String key) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(.*?)}");

  /** A step that is known by pattern, under the name that rules use. */
  public record Part(String name, Pattern pattern) {}

  /** Whether a member or an element is what a step asks for. */
  public static boolean fits(Object step, Object found) {
    return step instanceof Part part
        ? found instanceof String name && part.pattern.matcher(name).find()
        : step.equals(found);
  }

  /** The patterns by the names of their parts, in order. */
  public Map<String, Pattern> parts() {
    Map<String, Pattern> parts = new LinkedHashMap<>();
    for (Object step : steps) {
      if (step instanceof Part part) {
        parts.put(part.name, part.pattern);
      }
    }
    return parts;
  }

  /** The parts of a place that belongs to the family. */
  public Optional<Map<String, String>> partsOf(List<Object> found) {
    Map<String, String> parts = new LinkedHashMap<>();
    if (found.size() != steps.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < found.size(); i++) {
      if (!fits(steps.get(i), found.get(i))) {
        return Optional.empty();
      }
      if (steps.get(i) instanceof Part part) {
        parts.put(part.name, (String) found.get(i));
      }
    }
    return Optional.of(parts);
  }

  /** The key of the document for these parts. */
  public String keyOf(Map<String, String> parts) {
    StringBuilder text = new StringBuilder();
    Matcher place = PLACEHOLDER.matcher(key);
    while (place.find()) {
      place.appendReplacement(text, Matcher.quoteReplacement(parts.get(place.group(1))));
    }
    return place.appendTail(text).toString();
  }

  /** Whether some place of the family has this key of the document. */
  public boolean canGive(String output) {
    return canGive(key, output, parts());
  }

  private static boolean canGive(String template, String output, Map<String, Pattern> parts) {
    int open = template.indexOf('{');
    if (open < 0 || !output.startsWith(template.substring(0, open))) {
      return template.equals(output);
    }
    int close = template.indexOf('}', open);
    Pattern part = close < 0 ? null : parts.get(template.substring(open + 1, close));
    if (part == null) {
      return true; // a fault of the mapping, which is told
    }
    String rest = template.substring(close + 1);
    for (int end = open; end <= output.length(); end++) {
      if (part.matcher(output.substring(open, end)).find()
          && canGive(rest, output.substring(end), parts)) {
        return true;
      }
    }
    return false;
  }

  /** What stands between braces in a key. */
  static List<String> placeholders(String key) {
    List<String> names = new ArrayList<>();
    for (Matcher place = PLACEHOLDER.matcher(key); place.find(); ) {
      names.add(place.group(1));
    }
    return names;
  }

  @Override
  public String toString() {
    List<Object> shown = new ArrayList<>(steps);
    shown.replaceAll(
        step -> step instanceof Part part ? "{" + part.name + ": " + part.pattern + "}" : step);
    return shown.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
