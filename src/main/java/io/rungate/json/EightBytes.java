package io.rungate.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at eight bytes at a time. Loaded by large files only: a small one is read before this is
 * set up.
 */
final class EightBytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x80 * ONES;
  private static final long SPACES = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
  private static final long ZEROS = 0x3030303030303030L;

  /** Lifts a character behind {@code 9} out of the row that the digits stand in. */
  private static final long SIX_EACH = 0x0606060606060606L;

  private static final byte[][] WHOLES = bytes("-1,23, 4]", "1,20.5", "0,1e5", "12");
  private static final byte[][] FRACTIONS = bytes("-1.5,23.75, 0.125]", "1.5,20", "0.5,1.e", "1.2");
  private static final byte[] TEXT = bytes("A plain text.\"")[0];

  private EightBytes() {}

  private static byte[][] bytes(String... texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      byte[] text = texts[i].getBytes(StandardCharsets.ISO_8859_1);
      bytes[i] = Arrays.copyOf(text, text.length + 1); // ends with a 0
    }
    return bytes;
  }

  /**
   * Passes some of everything. A compiler leaves out what it has not seen happen: what was compiled
   * in the middle of a long array would be thrown away at its end.
   */
  static void practise() {
    for (byte[] numbers : WHOLES) {
      wholesEnd(numbers, 0, numbers.length - 1, true);
    }
    for (byte[] numbers : FRACTIONS) {
      fractionsEnd(numbers, 0, numbers.length - 1, true);
    }
    plainEnd(TEXT, 0);
  }

  /**
   * Passes whole numbers of the usual look, in an array one after another.
   *
   * <p>Whole numbers and fractions have a loop each, and no number of the other kind runs through
   * it: a compiler leaves out what it has not seen happen, and starts over when it does. A file has
   * a million numbers of one kind, and then a million of the other.
   *
   * @param text ends with a byte that is no digit
   * @param limit behind what may be looked at: a number that reaches so far may go on
   * @return the place behind the last one that was passed, or {@code from} if there is none
   */
  static int wholesEnd(byte[] text, int from, int limit, boolean inArray) {
    int passed = from;
    int start = from;
    while (true) {
      int first = text[start] == '-' ? start + 1 : start;
      int end = digitsEnd(text, first);
      int digits = end - first;
      if (digits == 0
          || end >= limit
          || (digits > 1 && (text[first] == '0' || digits > PythonNumbers.MAX_DIGITS))
          || text[end] == '.'
          || (text[end] | 0x20) == 'e') {
        return passed;
      }
      passed = end;
      if (!inArray || text[end] != ',') {
        return passed;
      }
      start = text[end + 1] == ' ' ? end + 2 : end + 1;
    }
  }

  /** The same for numbers with a point, without an exponent. */
  static int fractionsEnd(byte[] text, int from, int limit, boolean inArray) {
    int passed = from;
    int start = from;
    while (true) {
      int first = text[start] == '-' ? start + 1 : start;
      if (first + 1 >= limit) {
        return passed;
      }
      int point = text[first + 1] == '.' ? first + 1 : digitsEnd(text, first);
      if (text[point] != '.'
          || text[first] < '0'
          || text[first] > '9'
          || (text[first] == '0' && point > first + 1)) {
        return passed;
      }
      int end = digitsEnd(text, point + 1);
      if (end == point + 1 || end >= limit || (text[end] | 0x20) == 'e') {
        return passed;
      }
      passed = end;
      if (!inArray || text[end] != ',') {
        return passed;
      }
      start = text[end + 1] == ' ' ? end + 2 : end + 1;
    }
  }

  /**
   * The place of the first byte from here on that is no digit.
   *
   * @param text has such a byte
   */
  static int digitsEnd(byte[] text, int from) {
    int i = from;
    for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
      long eight = (long) EIGHT.get(text, i);
      // A sum may run over into the next byte, but then this one is no digit, and it comes first.
      long others = ((eight ^ ZEROS) | (eight + SIX_EACH ^ ZEROS)) & HIGH_HALVES;
      if (others != 0) {
        return i + (Long.numberOfTrailingZeros(others) >> 3);
      }
    }
    while (text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }

  /**
   * The place of the first byte from here on that is more than a character of a text: a quote, a
   * backslash, a control character or a part of a character outside ASCII.
   *
   * @param text has such a byte
   */
  static int plainEnd(byte[] text, int from) {
    int i = from;
    for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
      long eight = (long) EIGHT.get(text, i);
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      // A difference may borrow from the next byte, but then this one counts, and it comes first.
      long others =
          (eight
                  | eight - SPACES & ~eight
                  | quotes - ONES & ~quotes
                  | backslashes - ONES & ~backslashes)
              & HIGH_BITS;
      if (others != 0) {
        return i + (Long.numberOfTrailingZeros(others) >> 3);
      }
    }
    while (text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    return i;
  }
}
