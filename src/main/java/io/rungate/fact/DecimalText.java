package io.rungate.fact;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;

/** The one text of a double: the same on every Java, which {@code Double.toString} is not. */
public final class DecimalText {

  /** Below this the shortest text may have a single digit where Java's rules ask for two. */
  private static final double FEW_BITS = 100 * Double.MIN_VALUE;

  private DecimalText() {}

  /**
   * As {@code json.dump} writes it: the shortest text that reads back as the same double, always
   * with a fraction or an exponent; {@code NaN}, {@code Infinity} or {@code -Infinity}.
   */
  public static String of(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    // Not Double.toString: before Java 19 it is not always the shortest.
    String java = DoubleToDecimal.toString(Math.abs(number));
    if (java.indexOf('E') < 0) {
      // From 0.001 up to ten million both write the same.
      return Double.doubleToRawLongBits(number) < 0 ? "-".concat(java) : java;
    }
    BigDecimal exact = new BigDecimal(java).stripTrailingZeros();
    StringBuilder digits = new StringBuilder(exact.unscaledValue().toString());
    // The number is 0.DIGITS times ten to the scale.
    int scale = digits.length() - exact.scale();
    StringBuilder text = new StringBuilder(number < 0 ? "-" : "");
    if (digits.length() == 2 && Math.abs(number) < FEW_BITS) {
      int single = (Integer.parseInt(digits, 0, 2, 10) + 5) / 10;
      if (Double.parseDouble(single + "e" + (scale - 1)) == Math.abs(number)) {
        scale += single == 10 ? 1 : 0;
        digits.setLength(0);
        digits.append(single == 10 ? 1 : single);
      }
    }
    appendDigits(digits, scale, text);
    return text.toString();
  }

  private static void appendDigits(CharSequence digits, int scale, StringBuilder out) {
    if (scale > 16 || scale <= -4) {
      out.append(digits, 0, 1);
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      int exponent = scale - 1;
      out.append('e').append(exponent < 0 ? '-' : '+');
      if (Math.abs(exponent) < 10) {
        out.append('0');
      }
      out.append(Math.abs(exponent));
    } else if (scale <= 0) {
      out.append("0.").append("0".repeat(-scale)).append(digits);
    } else if (scale >= digits.length()) {
      out.append(digits).append("0".repeat(scale - digits.length())).append(".0");
    } else {
      out.append(digits, 0, scale).append('.').append(digits, scale, digits.length());
    }
  }
}
