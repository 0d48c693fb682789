package io.rungate.pack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/**
 * Refuses what the parser behind it would let pass or misplace: a byte order mark, bytes that are
 * not UTF-8, and {@code \\uXXXX} escapes with characters outside ASCII.
 *
 * <p>Jackson looks a hex digit up by the low byte of its character, so that U+0130 counts as {@code
 * 0}. A backslash is legal only inside a string and always takes the next character with it, so
 * escapes can be followed here without knowing anything else about JSON.
 *
 * <p>At a fault the text seems to end. That takes the parser exactly there, and whoever runs the
 * parser has to ask for {@link #fault()} whatever it says.
 */
final class CheckedText extends Reader {

  private static final int PLAIN = 0;
  private static final int AFTER_BACKSLASH = -1;
  private static final int HEX_DIGITS = 4;

  private final Reader source;
  private boolean started;

  /** {@link #PLAIN}, {@link #AFTER_BACKSLASH}, or how many hex digits of an escape are due. */
  private int state = PLAIN;

  private String fault;
  private boolean faultReached;

  CheckedText(Reader source) {
    this.source = source;
  }

  /** What is wrong with the text, or null if the parser has met no fault so far. */
  String fault() {
    return faultReached ? fault : null;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int good = fault == null ? readGood(target, offset, length) : 0;
    if (fault != null && good == 0) {
      faultReached = true;
      return -1;
    }
    return good;
  }

  /** Reads up to the first fault, which then waits for the parser to get there. */
  private int readGood(char[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = source.read(target, offset, length);
    } catch (CharacterCodingException e) {
      fault = "Not UTF-8";
      return 0;
    }
    if (count <= 0) {
      return count;
    }
    if (!started && target[offset] == '\uFEFF') {
      fault = "Unexpected UTF-8 BOM";
      return 0;
    }
    started = true;
    return followEscapes(target, offset, offset + count);
  }

  private int followEscapes(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (state == PLAIN) {
        if (c == '\\') {
          state = AFTER_BACKSLASH;
        }
      } else if (state == AFTER_BACKSLASH) {
        state = c == 'u' ? HEX_DIGITS : PLAIN;
      } else if (c > 0x7F) {
        fault = "Invalid \\uXXXX escape";
        return i - from;
      } else {
        state--;
      }
    }
    return to - from;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
