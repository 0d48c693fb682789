package io.rungate.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 and refuses everything else: overlong forms, encoded surrogates, cut sequences, with
 * a {@link java.nio.charset.CharacterCodingException}.
 *
 * <p>{@link java.io.InputStreamReader} can be as strict, but drops the good characters before a bad
 * byte. Here they are handed out first, so that the parser's position is that of the bad byte.
 *
 * <p>{@code String} does the work, since it is the fastest at it. It puts U+FFFD in the place of
 * what it cannot read, so only a text that holds this character needs a second look.
 */
public final class Utf8Reader extends Reader {

  private static final int CHUNK = 64 * 1024;
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
  public Utf8Reader(InputStream source) {
    this.source = source;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
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
      cutAtFault(whole);
    }
    begun = held - whole;
    System.arraycopy(bytes, whole, bytes, 0, begun);
  }

  /** How many bytes at the end start a character that needs more bytes than are there. */
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

  /** Keeps the text up to the first U+FFFD that the bytes do not hold. */
  private void cutAtFault(int held) {
    int place = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == REPLACEMENT && !isReplacement(place, held)) {
        text = text.substring(0, i);
        bad = true;
        return;
      }
      // Half of a surrogate pair stands for two of the four bytes that the pair takes.
      place += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
  }

  private boolean isReplacement(int place, int held) {
    return place + 2 < held
        && bytes[place] == (byte) 0xEF
        && bytes[place + 1] == (byte) 0xBF
        && bytes[place + 2] == (byte) 0xBD;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
