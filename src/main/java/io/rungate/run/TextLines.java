package io.rungate.run;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a file in UTF-8 that are not blank, read one by one. A line that is broken says so
 * and costs no other line anything; behind one at which the file itself breaks off, there is none.
 */
public final class TextLines extends Lookahead<TextLines.Line> implements Closeable {
  private final InputStream bytes;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int number;
  private boolean ended;

  /**
   * A line.
   *
   * @param number from 1
   * @param problem why there is no text; null when there is
   */
  public record Line(int number, String text, String problem) {}

  /**
   * The lines of a stream.
   *
   * @param longest so many bytes a line may have, since one without an end would fill the heap
   */
  public TextLines(InputStream bytes, int longest) {
    this.bytes = bytes;
    this.longest = longest;
  }

  /** Reads a line only now: whoever writes the file bit by bit may wait for the answers. */
  @Override
  protected Line find() {
    while (!ended) {
      number++;
      try {
        byte[] utf8 = read();
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (utf8.length > longest) {
          return new Line(number, null, "a line may have " + longest + " bytes");
        }
        // Java puts this sign in the place of what it cannot read, which then does not come back.
        if (text.indexOf('\uFFFD') >= 0
            && !Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
          return new Line(number, null, "this line is not UTF-8");
        }
        if (!text.isBlank()) {
          return new Line(number, text, null);
        }
      } catch (ZipException | EOFException e) {
        ended = true;
        return new Line(number, null, "it is no complete gzip file");
      } catch (IOException e) {
        ended = true;
        return new Line(number, null, "it cannot be read");
      }
    }
    return null;
  }

  /** The next line without its end, as far as it is not too long. */
  private byte[] read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, bytes.read(buffer));
        if (end == 0) {
          ended = true;
          return line.toByteArray();
        }
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, from, Math.min(at - from, longest + 1 - line.size()));
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
