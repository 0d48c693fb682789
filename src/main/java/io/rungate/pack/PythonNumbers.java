package io.rungate.pack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers from text, as Python's {@code int} and {@code float} read them. */
public final class PythonNumbers {

  /** Python converts no integer text of more digits than this; leading zeros count. */
  public static final int MAX_DIGITS = 4300;

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern UNDERSCORE = Pattern.compile("(?<=[0-9])_(?=[0-9])");

  private PythonNumbers() {}

  /**
   * Reads a text as {@code int(text)}: white space around it, one sign, decimal digits of any
   * script, single underscores between digits. Empty if Python would refuse the text.
   */
  public static Optional<BigInteger> parseInt(CharSequence text) {
    String digits = toAscii(text);
    boolean sign = digits.startsWith("+") || digits.startsWith("-");
    if (!INTEGER.matcher(digits).matches() || digits.length() - (sign ? 1 : 0) > MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(new BigInteger(digits));
  }

  /**
   * Reads a text as {@code float(text)}: too large a number gives infinity; {@code nan}, {@code
   * inf} and {@code infinity} are numbers in any case of letters. Empty if Python would refuse the
   * text.
   */
  public static OptionalDouble parseFloat(CharSequence text) {
    String number = toAscii(text);
    if (DECIMAL.matcher(number).matches()) {
      return OptionalDouble.of(Double.parseDouble(number));
    }
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity", "+inf", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
      default -> OptionalDouble.empty();
    };
  }

  /** As {@code float(integer)}, to the nearest double; empty from 2^1024 - 2^970 on. */
  public static OptionalDouble toDouble(BigInteger integer) {
    double nearest = integer.doubleValue();
    return Double.isInfinite(nearest) ? OptionalDouble.empty() : OptionalDouble.of(nearest);
  }

  /**
   * As {@code int(number)}: towards zero and exactly, however large. NaN and infinities are
   * refused.
   */
  public static BigInteger truncate(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + " has no integer part");
    }
    return new BigDecimal(number).toBigInteger();
  }

  /**
   * Python's first step for both kinds of number: white space around is dropped, digits of any
   * script become ASCII digits, single underscores between digits go, and whatever else is not
   * ASCII becomes something no number holds.
   */
  private static String toAscii(CharSequence text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder ascii = new StringBuilder(end - start);
    for (int i = start; i < end; ) {
      int c = Character.codePointAt(text, i);
      ascii.append(c < 0x80 ? (char) c : asciiDigit(c));
      i += Character.charCount(c);
    }
    return ascii.indexOf("_") < 0 ? ascii.toString() : UNDERSCORE.matcher(ascii).replaceAll("");
  }

  private static char asciiDigit(int codePoint) {
    if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
      return (char) ('0' + Character.digit(codePoint, 10));
    }
    // The digits of Unicode 14, which Java 17 does not know and the consumer's Python does.
    if (codePoint >= 0x16AC0 && codePoint <= 0x16AC9) {
      return (char) ('0' + codePoint - 0x16AC0);
    }
    return '?';
  }

  /**
   * Neither {@code Character.isWhitespace} (no U+0085 and U+00A0) nor {@code str.strip}: the
   * separators U+001C to U+001F are spaces to Python's text methods, but not to its numbers.
   */
  private static boolean isSpace(char c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return switch (c) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }
}
