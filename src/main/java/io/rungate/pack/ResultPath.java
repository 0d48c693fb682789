package io.rungate.pack;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place inside of a result file, from its top, or what is made of the array there. Its text is
 * what messages and records call it: {@code hosts[0].gpu}, {@code latency["p99.9"]}, {@code count
 * of requests.latencies}.
 *
 * @param steps names of members, as texts, and indices of elements, as {@link Integer}
 * @param reduction null for the value itself
 */
public record ResultPath(List<Object> steps, Reduction reduction) {

  /** What is made of an array, or said of it. */
  public enum Reduction {
    COUNT,
    SUM,
    MIN,
    MAX,

    /**
     * Whether it is an object or an array: all that is known of one in which nothing was found.
     * Records say it; no mapping can ask for it.
     */
    KIND;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.?(?<name>[A-Za-z_][A-Za-z0-9_-]*)"
              + "|\\[(?<index>[0-9]{1,9})]"
              + "|\\[(?<text>\"(?:[^\"\\\\]|\\\\.)*\")]");
  private static final String OF = " of ";

  /** The place of a text, which begins with a name; empty for one that no place has. */
  public static Optional<ResultPath> parse(String text) {
    Reduction reduction = null;
    int start = 0;
    for (Reduction one : Reduction.values()) {
      if (text.startsWith(one + OF)) {
        reduction = one;
        start = (one + OF).length();
      }
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    for (int at = start; at < text.length(); at = step.end()) {
      if (!step.find(at) || step.start() != at) {
        return Optional.empty();
      }
      steps.add(step(step));
    }
    ResultPath path = new ResultPath(steps, reduction);
    boolean none =
        steps.isEmpty()
            || !(steps.get(0) instanceof String)
            || steps.size() > PythonJsonReader.MAX_DEPTH;
    return none || !path.toString().equals(text) ? Optional.empty() : Optional.of(path);
  }

  private static Object step(Matcher found) {
    if (found.group("text") == null) {
      return found.group("name") != null
          ? found.group("name")
          : (Object) Integer.valueOf(found.group("index"));
    }
    try {
      return PythonJsonReader.read(found.group("text"));
    } catch (JsonProblem e) {
      return ""; // so that the place has another text than the one that was read
    }
  }

  /** The first steps of the way to it. */
  public ResultPath prefix(int length) {
    return new ResultPath(steps.subList(0, length), null);
  }

  /** The same place with another step behind it. */
  public ResultPath then(Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ResultPath(longer, null);
  }

  public ResultPath reduced(Reduction by) {
    return new ResultPath(steps, by);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(reduction == null ? "" : reduction + OF);
    int start = text.length();
    for (Object step : steps) {
      if (step instanceof String name && PLAIN.matcher(name).matches()) {
        text.append(text.length() == start ? "" : ".").append(name);
      } else if (step instanceof String name) {
        text.append("[\"").append(JsonStringEncoder.getInstance().quoteAsString(name));
        text.append("\"]");
      } else {
        text.append('[').append(step).append(']');
      }
    }
    return text.toString();
  }
}
