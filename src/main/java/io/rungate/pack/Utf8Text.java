package io.rungate.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads UTF-8 and refuses everything else: overlong forms, encoded surrogates, cut sequences, with
 * a {@link java.nio.charset.CharacterCodingException}.
 *
 * <p>{@link java.io.InputStreamReader} can be as strict, but drops the good characters before a bad
 * byte. Here they are handed out first, so that the parser's position is that of the bad byte.
 */
public final class Utf8Text extends Reader {
  private static final int CHUNK = 1 << 14;

  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream source;
  private final byte[] bytes = new byte[CHUNK];

  /** How many bytes at the start of {@link #bytes} are a character whose end is still to come. */
  private int begun;

  private String text = "";
  private int at;
  private boolean ended;

  /** True when what follows {@link #text} is not UTF-8. */
  private boolean bad;

  /** Reads from a stream, which is closed with the reader. */
  public Utf8Text(InputStream source) {
    this.source = source;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (at == text.length()) {
      if (bad) {
        throw new MalformedInputException(1);
      }
      if (ended) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, text.length() - at);
    text.getChars(at, at + count, target, offset);
    at += count;
    return count;
  }

  private void fill() throws IOException {
    int count = source.read(bytes, begun, CHUNK - begun);
    ended = count < 0;
    int held = begun + Math.max(count, 0);
    int whole = ended ? held : held - unfinished(held);
    text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
    at = 0;
    if (text.indexOf(REPLACEMENT) >= 0) {
      // Java puts it in the place of what it cannot read, so that does not come back.
      byte[] back = text.getBytes(StandardCharsets.UTF_8);
      int fault = Arrays.mismatch(bytes, 0, whole, back, 0, back.length);
      if (fault >= 0) {
        bad = true;
        text = new String(bytes, 0, fault - unfinished(fault), StandardCharsets.UTF_8);
      }
    }
    begun = held - whole;
    System.arraycopy(bytes, whole, bytes, 0, begun);
  }

  /** How many of the first bytes at their end start a character that needs more bytes. */
  private int unfinished(int held) {
    for (int back = 1; back <= Math.min(3, held); back++) {
      int lead = bytes[held - back] & 0xFF;
      if (lead < 0x80) {
        return 0;
      }
      if (lead >= 0xC0) {
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return needed > back ? back : 0;
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
