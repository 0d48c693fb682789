package io.rungate.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * The elements of a JSON array in a stream, cut out one by one, so that an array of any size takes
 * no more memory than its largest element, and that no more than a limit.
 *
 * <p>This finds where an element begins and ends, and no more: what it holds is read by whoever
 * wants it, as strictly as it likes. So of an element that nobody can read, the next one is none
 * the worse. For that the bytes are taken for Latin-1: JSON is built of ASCII signs, and no other
 * byte of UTF-8 is one of these.
 */
public final class JsonElements extends Lookahead<JsonElements.Element> implements Closeable {

  /** No row comes near it; without a limit, one element could fill the heap. */
  private static final int LARGEST = 16 << 20;

  /** Deeper than any reader goes, and still no danger. */
  private static final int DEEPEST = 100_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          // Nobody can fill a table of names from outside when there is none.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What stands in the place of an element, or of the rest of the array. */
  public sealed interface Element {
    int index();
  }

  /** An object, as UTF-8 if the file is. */
  public record Members(int index, byte[] json) implements Element {}

  /** Some other value. */
  public record Other(int index) implements Element {}

  /** An object that is too large to be held. */
  public record TooLarge(int index) implements Element {
    public String problem() {
      return "it has more than " + LARGEST + " bytes";
    }
  }

  /**
   * Here the array breaks off: what comes behind a fault is anybody's guess.
   *
   * @param problem what is wrong, as a sentence
   */
  public record Fault(int index, String problem) implements Element {}

  /** Something stands behind the array. */
  public record Behind(int index) implements Element {}

  private final Recorder text;
  private final JsonParser parser;
  private int index;
  private boolean ended;

  /** The elements of a stream that begins with an array; it is closed with them. */
  public JsonElements(InputStream bytes) throws IOException {
    text = new Recorder(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
    parser = JSON.createParser(text);
    parser.nextToken();
  }

  @Override
  protected Element find() {
    if (ended) {
      return null;
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        ended = true;
        return parser.nextToken() == null ? null : new Behind(index);
      }
      if (token == null) {
        return fault("Unexpected end of the text", parser.currentLocation());
      }
      Element found = token == JsonToken.START_OBJECT ? members() : other();
      index++;
      return found;
    } catch (JsonProcessingException e) {
      boolean deep = e instanceof StreamConstraintsException;
      return fault(deep ? "nested too deep" : "it is no JSON", e.getLocation());
    } catch (IOException e) {
      ended = true;
      return new Fault(index, "it cannot be read: " + InputException.reason(e, "it is gone"));
    }
  }

  private Element members() throws IOException {
    long start = parser.currentTokenLocation().getCharOffset();
    text.keep(start);
    parser.skipChildren();
    String json = text.kept(parser.currentLocation().getCharOffset());
    return json == null
        ? new TooLarge(index)
        : new Members(index, json.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Element other() throws IOException {
    parser.skipChildren();
    return new Other(index);
  }

  private Fault fault(String problem, JsonLocation at) {
    ended = true;
    return new Fault(index, problem + ": line " + at.getLineNr() + ", column " + at.getColumnNr());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Remembers what was read of the current element. */
  private static final class Recorder extends Reader {
    private final Reader source;
    private final StringBuilder held = new StringBuilder();

    /** The place of the first sign that is held. */
    private long from;

    /** Whether what is held is wanted for more than what the parser has not come to yet. */
    private boolean wanted;

    private boolean tooLarge;

    Recorder(Reader source) {
      this.source = source;
    }

    /** Remembers from here on; the parser has not read far beyond it. */
    void keep(long start) {
      held.delete(0, (int) (start - from));
      from = start;
      wanted = true;
      tooLarge = false;
    }

    /** What was read up to a place; null where that is too much. */
    String kept(long end) {
      wanted = false;
      return tooLarge ? null : held.substring(0, (int) (end - from));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int count = source.read(target, offset, length);
      if (count > 0) {
        tooLarge |= wanted && held.length() + count > LARGEST;
        if (!wanted || tooLarge) { // the parser has been through all of it
          from += held.length();
          held.setLength(0);
        }
        held.append(target, offset, count);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
