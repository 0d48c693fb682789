package io.rungate.pack;

import io.rungate.fact.DecimalText;
import io.rungate.fact.JsonNull;
import java.util.Set;

/**
 * What a mapping counts as not given, though something is there.
 *
 * @param texts these very texts
 * @param nothing whether JSON's null is among them, as YAML's {@code null}
 * @param nan whether NaN is, as {@code .nan}
 * @param infinite whether both infinities are, as {@code .inf}
 */
public record Absence(Set<String> texts, boolean nothing, boolean nan, boolean infinite) {
  public static final Absence NONE = new Absence(Set.of(), false, false, false);

  /** Whether a JSON tree counts as not given. */
  public boolean covers(Object tree) {
    return tree instanceof String text ? texts.contains(text) : coversNoText(tree);
  }

  private boolean coversNoText(Object tree) {
    return tree == JsonNull.NULL && nothing
        || tree instanceof Double number
            && (Double.isNaN(number) ? nan : Double.isInfinite(number) && infinite);
  }

  /** What was there instead of a value, for a reader; null for a text, which is not worth it. */
  public static String said(Object tree) {
    return tree == JsonNull.NULL
        ? "null"
        : tree instanceof Double number ? DecimalText.of(number) : null;
  }
}
