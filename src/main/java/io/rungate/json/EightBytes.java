package io.rungate.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at a time. Loaded by large files only: a small one is read before this is
 * set up.
 */
final class EightBytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
  private static final long ZEROS = 0x3030303030303030L;

  /** Lifts a character behind {@code 9} out of the row that the digits stand in. */
  private static final long SIX_EACH = 0x0606060606060606L;

  private EightBytes() {}

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
}
