package io.rungate.pack;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers from text and back, as Python's {@code int}, {@code float} and {@code repr} do it. */
public final class PythonNumbers {

  /** Python converts no integer text of more digits than this; leading zeros count. */
  public static final int MAX_DIGITS = 4300;

  /** Below this the shortest text may have a single digit where Java's rules ask for two. */
  private static final double FEW_BITS = 100 * Double.MIN_VALUE;

  private PythonNumbers() {}

  /**
   * Reads a text as {@code int(text)}: white space around it, one sign, decimal digits of any
   * script, single underscores between digits.
   *
   * @return empty if Python would refuse the text
   */
  public static Optional<BigInteger> parseInt(CharSequence text) {
    String ascii = toAscii(text);
    int start = afterSign(ascii, 0);
    int end = afterDigits(ascii, start);
    if (end == start || end != ascii.length()) {
      return Optional.empty();
    }
    String digits = withoutUnderscores(ascii.substring(start));
    if (digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    BigInteger magnitude = new BigInteger(digits);
    return Optional.of(ascii.charAt(0) == '-' ? magnitude.negate() : magnitude);
  }

  /**
   * Reads a text as {@code float(text)}. Too large a number gives infinity; {@code nan}, {@code
   * inf} and {@code infinity} are numbers in any case of letters.
   *
   * @return empty if Python would refuse the text
   */
  public static OptionalDouble parseFloat(CharSequence text) {
    String ascii = toAscii(text);
    int start = afterSign(ascii, 0);
    if (isDecimal(ascii, start)) {
      return OptionalDouble.of(Double.parseDouble(withoutUnderscores(ascii)));
    }
    boolean negative = start > 0 && ascii.charAt(0) == '-';
    String word = ascii.substring(start);
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return OptionalDouble.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (word.equalsIgnoreCase("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    return OptionalDouble.empty();
  }

  /**
   * Converts as {@code float(integer)}: to the nearest double, of two equally near to the even one.
   *
   * @return empty if the integer is too large, which begins at 2^1024 - 2^970
   */
  public static OptionalDouble toDouble(BigInteger integer) {
    double nearest = integer.doubleValue();
    return Double.isInfinite(nearest) ? OptionalDouble.empty() : OptionalDouble.of(nearest);
  }

  /**
   * Cuts as {@code int(number)}: towards zero and exactly, however large.
   *
   * @throws IllegalArgumentException for NaN and infinities
   */
  public static BigInteger truncate(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + " has no integer part");
    }
    return new BigDecimal(number).toBigInteger();
  }

  /**
   * Writes a double as {@code json.dump} does: the shortest text that reads back as the same
   * double, always with a fraction or an exponent; {@code NaN}, {@code Infinity} or {@code
   * -Infinity}.
   */
  public static String repr(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    // Not Double.toString: before Java 19 it is not always the shortest.
    String java = DoubleToDecimal.toString(Math.abs(number));
    if (java.indexOf('E') < 0) {
      // From 0.001 up to ten million both write the same.
      return Double.doubleToRawLongBits(number) < 0 ? "-".concat(java) : java;
    }
    int point = java.indexOf('.');
    int mark = java.indexOf('E');
    int exponent = Integer.parseInt(java, mark + 1, java.length(), 10);
    // Built by hand, as everything here that a run needs: "+" costs a fresh JVM milliseconds.
    StringBuilder digits =
        new StringBuilder(24).append(java, 0, point).append(java, point + 1, mark);
    int leading = 0;
    while (leading < digits.length() && digits.charAt(leading) == '0') {
      leading++;
    }
    digits.delete(0, leading);
    while (digits.length() > 0 && digits.charAt(digits.length() - 1) == '0') {
      digits.setLength(digits.length() - 1);
    }
    // From here on the number is 0.DIGITS times ten to the scale.
    int scale = point + exponent - leading;
    StringBuilder text = new StringBuilder(24);
    if (Double.doubleToRawLongBits(number) < 0) {
      text.append('-');
    }
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

  /** Whether the rest of the text is a decimal number without a sign. */
  private static boolean isDecimal(String ascii, int start) {
    int i = afterDigits(ascii, start);
    boolean digits = i > start;
    if (i < ascii.length() && ascii.charAt(i) == '.') {
      int fraction = i + 1;
      i = afterDigits(ascii, fraction);
      digits |= i > fraction;
    }
    if (digits && i < ascii.length() && (ascii.charAt(i) | 0x20) == 'e') {
      int exponent = afterSign(ascii, i + 1);
      i = afterDigits(ascii, exponent);
      digits = i > exponent;
    }
    return digits && i == ascii.length();
  }

  private static int afterSign(String ascii, int start) {
    boolean sign =
        start < ascii.length() && (ascii.charAt(start) == '+' || ascii.charAt(start) == '-');
    return sign ? start + 1 : start;
  }

  /** Where a run of digits with single underscores between them ends; {@code start} if none. */
  private static int afterDigits(String ascii, int start) {
    int i = start;
    while (i < ascii.length()) {
      boolean underscore = i > start && ascii.charAt(i) == '_';
      int digit = underscore ? i + 1 : i;
      if (digit >= ascii.length() || !isAsciiDigit(ascii.charAt(digit))) {
        return i;
      }
      i = digit + 1;
    }
    return i;
  }

  private static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String withoutUnderscores(String ascii) {
    return ascii.indexOf('_') < 0 ? ascii : ascii.replace("_", "");
  }

  /**
   * Python's first step for both kinds of number: white space around is dropped, digits of any
   * script become ASCII digits, and whatever else is not ASCII becomes something no number holds.
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
    return ascii.toString();
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
