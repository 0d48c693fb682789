package io.rungate.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 and refuses everything else: overlong forms, encoded surrogates, cut sequences.
 *
 * <p>{@link java.io.InputStreamReader} can be as strict, but drops the good characters before a bad
 * byte. Here they are handed out first, so that the parser's position is that of the bad byte. Who
 * reads must have room for two characters at least, as some take that many.
 */
public final class Utf8Text extends Reader {
  private static final int CHUNK = 1 << 14;

  private final InputStream source;

  /** One that reports what it cannot read instead of replacing it. */
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
  private boolean ended;

  /** Reads from a stream, which is closed with the reader. */
  public Utf8Text(InputStream source) {
    this.source = source;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer room = CharBuffer.wrap(target, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, room, ended);
      int count = room.position() - offset;
      if (count > 0) {
        return count;
      }
      if (result.isError()) {
        result.throwException();
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = source.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
