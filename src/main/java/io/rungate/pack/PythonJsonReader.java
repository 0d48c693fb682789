package io.rungate.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.rungate.fact.JsonNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads JSON as Python's {@code json.load} does: the same texts are accepted, with the same values.
 *
 * <p>That is a little more than the standard ({@code NaN}, {@code Infinity}, numbers of any size,
 * lone surrogates, repeated keys) and in two places less: an integer of more than {@value
 * PythonNumbers#MAX_DIGITS} digits is refused, and so is nesting deeper than {@value #MAX_DEPTH}.
 *
 * <p>A tree is made of JDK types, so that no caller has to know which library reads it:
 *
 * <ul>
 *   <li>an object is a {@code Map<String, Object>} in reading order; of repeated keys the last
 *       value wins and the first position stays
 *   <li>an array is a {@code List<Object>}
 *   <li>{@code 1} is a {@link BigInteger} and {@code 1.0} a {@link Double}: they are written
 *       differently, so they are never mixed. {@code -0} is the integer zero
 *   <li>{@code NaN}, {@code Infinity}, {@code -Infinity} and {@code 1e400} are doubles
 *   <li>text is a {@link String}, lone surrogates included
 *   <li>{@code true} and {@code false} are {@link Boolean}, {@code null} is {@link JsonNull#NULL}
 * </ul>
 *
 * <p>It stands in this room since the mapping declares defaults that are such texts.
 */
public final class PythonJsonReader {

  /** Python stops a few levels later, where exactly depends on its caller. */
  static final int MAX_DEPTH = 990;

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // Of an array that is reduced there may be millions.
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Nobody can fill a table of names from outside when there is none.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Integers of up to so many digits fit a long. */
  private static final int LONG_DIGITS = 18;

  /** So begins what Jackson says of a control character outside of texts. */
  private static final String ILLEGAL_CHARACTER = "Illegal character";

  private static final String VALUE_EXPECTED = "Expecting value";
  private static final String COMMA_EXPECTED = "Expecting ',' delimiter";
  private static final String NAME_EXPECTED = "Expecting property name enclosed in double quotes";

  /** What Jackson's messages hold, and what Python says of it. */
  private static final String[][] WORDS = {
    {"Unexpected end-of-input", "Unexpected end of the text"},
    {"Illegal unquoted character", "Invalid control character"},
    {"Unrecognized character escape", "Invalid \\escape"},
    {"expected a hex-digit", "Invalid \\uXXXX escape"},
    {"to start field name", NAME_EXPECTED},
    {"was expecting a colon", "Expecting ':' delimiter"},
    {"was expecting comma", COMMA_EXPECTED},
    {"root-level", "Extra data"},
    {"Invalid numeric value", "Invalid number"},
    {"in numeric value", "Invalid number"}
  };

  /** What a text is to hold. */
  private interface Content<T> {
    T read(PythonJsonReader reader) throws JsonProblem, IOException;
  }

  private final CheckedText text;
  private final JsonParser parser;

  /** What is kept of top-level members that are not wanted; null for nothing. */
  private final Wanted parts;

  private PythonJsonReader(CheckedText text, JsonParser parser, Wanted parts) {
    this.text = text;
    this.parser = parser;
    this.parts = parts;
  }

  /** Reads a text that is one JSON value. */
  public static Object read(String text) throws JsonProblem {
    return inMemory(new StringReader(text), null, PythonJsonReader::value);
  }

  /** Reads UTF-8 that is one JSON value. */
  public static Object read(byte[] utf8) throws JsonProblem {
    return inMemory(new Utf8Text(new ByteArrayInputStream(utf8)), null, PythonJsonReader::value);
  }

  private static <T> T inMemory(Reader text, Wanted parts, Content<T> content) throws JsonProblem {
    try {
      return readAll(text, parts, content);
    } catch (IOException e) {
      throw new UncheckedIOException("what is in memory cannot fail to be read", e);
    }
  }

  /**
   * Reads UTF-8 that is one JSON object and keeps only the wanted top-level members. The others are
   * checked as strictly, but never held: a file may be far larger than the heap. The stream is read
   * to its end and not closed.
   *
   * @param parts what to keep of the others, each as an {@link Excerpt}; null for nothing
   * @throws JsonProblem if Python would refuse the file, or if it holds anything but an object
   * @throws IOException if the stream cannot be read
   */
  public static Map<String, Object> readMembers(
      InputStream utf8, Predicate<String> wanted, Wanted parts) throws JsonProblem, IOException {
    return readAll(new Utf8Text(utf8), parts, reader -> reader.members(wanted));
  }

  /** The same of a small file, as it is in memory. */
  public static Map<String, Object> readMembers(byte[] utf8, Predicate<String> wanted, Wanted parts)
      throws JsonProblem {
    Reader text = new Utf8Text(new ByteArrayInputStream(utf8));
    return inMemory(text, parts, reader -> reader.members(wanted));
  }

  private static <T> T readAll(Reader text, Wanted parts, Content<T> content)
      throws JsonProblem, IOException {
    CheckedText checked = new CheckedText(text);
    try (JsonParser parser = JACKSON.createParser(checked)) {
      PythonJsonReader reader = new PythonJsonReader(checked, parser, parts);
      try {
        reader.start();
        T result = content.read(reader);
        reader.end();
        return result;
      } catch (JsonProcessingException e) {
        reader.checkFault();
        throw reader.problem(reader.inPythonsWords(e), e);
      }
    }
  }

  private void checkFault() throws JsonProblem {
    if (text.fault() != null) {
      throw problem(text.fault(), parser.currentLocation());
    }
  }

  private void start() throws JsonProblem, IOException {
    if (parser.nextToken() == null) {
      checkFault();
      throw problem(VALUE_EXPECTED, parser.currentLocation());
    }
  }

  private void end() throws JsonProblem, IOException {
    try {
      if (parser.nextToken() == null) {
        checkFault();
        return;
      }
    } catch (JsonProcessingException e) {
      throw problem("Extra data", e);
    }
    throw problem("Extra data", parser.currentTokenLocation());
  }

  private Map<String, Object> members(Predicate<String> wanted) throws JsonProblem, IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw problem("Expecting an object at the top level", parser.currentTokenLocation());
    }
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (wanted.test(name)) {
        members.put(name, value());
      } else if (parts == null || !keep(name, parts, members)) {
        skipValue();
      }
    }
    return members;
  }

  /** False, and nothing is read, where nothing is wanted of it. */
  private <K> boolean keep(K step, Wanted parts, Map<? super K, Object> kept)
      throws JsonProblem, IOException {
    Wanted wanted = parts.at(step);
    if (wanted == null) {
      return false;
    }
    JsonToken token = parser.currentToken();
    kept.put(step, wanted.whole() || !token.isStructStart() ? value() : excerpt(wanted));
    return true;
  }

  private Excerpt excerpt(Wanted wanted) throws JsonProblem, IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return elements(wanted);
    }
    Excerpt excerpt = Excerpt.of(false);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (!keep(name, wanted, excerpt.parts())) {
        skipValue();
      }
    }
    return excerpt;
  }

  private Excerpt elements(Wanted wanted) throws JsonProblem, IOException {
    Set<ResultPath.Reduction> reductions = wanted.reductions();
    boolean inside = wanted.leadsFurther();
    Excerpt excerpt = Excerpt.of(true);
    Reducer numbers = new Reducer();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (inside && keep(i, wanted, excerpt.parts())) {
        numbers.add(excerpt.parts().get(i));
      } else if (parser.currentToken().isStructStart()) {
        numbers.refuse(parser.currentToken() == JsonToken.START_ARRAY ? "an array" : "an object");
        skipValue();
      } else if (reductions.isEmpty()) {
        skipValue();
      } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        checkNonFinite();
        numbers.add(parser.getDoubleValue());
      } else {
        numbers.add(value());
      }
    }
    excerpt.reductions().putAll(numbers.results(reductions));
    return excerpt;
  }

  private Object value() throws JsonProblem, IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(name -> true);
      case START_ARRAY -> items();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> floatingPoint();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
    };
  }

  private List<Object> items() throws JsonProblem, IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return items;
  }

  private BigInteger integer() throws JsonProblem, IOException {
    checkInteger();
    return parser.getTextLength() <= LONG_DIGITS
        ? BigInteger.valueOf(parser.getLongValue())
        : new BigInteger(parser.getText());
  }

  private Double floatingPoint() throws JsonProblem, IOException {
    if (parser.isNaN()) {
      checkNonFinite();
      return parser.getDoubleValue();
    }
    return Double.parseDouble(parser.getText());
  }

  /** A loop, not {@code skipChildren}, because numbers need a look that Jackson does not take. */
  private void skipValue() throws JsonProblem, IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        checkNonFinite();
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        checkInteger();
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        // A text is only checked to its end when the parser moves on, which the caller does.
        return;
      }
      token = parser.nextToken();
    }
  }

  private void checkInteger() throws JsonProblem, IOException {
    int length = parser.getTextLength();
    // Only a text this long can be over the limit, so the sign is looked for only then.
    if (length > PythonNumbers.MAX_DIGITS
        && length - (parser.getTextCharacters()[parser.getTextOffset()] == '-' ? 1 : 0)
            > PythonNumbers.MAX_DIGITS) {
      String limit = "Exceeds the limit (" + PythonNumbers.MAX_DIGITS + " digits) for integers";
      throw problem(limit, parser.currentTokenLocation());
    }
  }

  /** Jackson also knows {@code +Infinity}, {@code +INF} and {@code -INF}, Python does not. */
  private void checkNonFinite() throws JsonProblem, IOException {
    if (parser.isNaN()) {
      String text = parser.getText();
      if (!text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity")) {
        throw problem(VALUE_EXPECTED, parser.currentTokenLocation());
      }
    }
  }

  private JsonProblem problem(String message, JsonProcessingException e) {
    JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    // Of such a character alone Jackson gives the place behind it.
    int behind = e.getOriginalMessage().startsWith(ILLEGAL_CHARACTER) ? 1 : 0;
    return new JsonProblem(message, at.getLineNr(), at.getColumnNr() - behind);
  }

  private static JsonProblem problem(String message, JsonLocation at) {
    return new JsonProblem(message, at.getLineNr(), at.getColumnNr());
  }

  /**
   * Jackson's messages name its own switches and classes; people who debug a result file know
   * Python's. Whether a text is refused never depends on these words.
   */
  private String inPythonsWords(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "Nested deeper than " + MAX_DEPTH + " levels";
    }
    if (e instanceof JsonEOFException) {
      return "Unexpected end of the text";
    }
    String message = e.getOriginalMessage();
    for (String[] words : WORDS) {
      if (message.contains(words[0])) {
        return words[1];
      }
    }
    boolean between =
        message.startsWith("Unexpected close marker")
            || message.startsWith(ILLEGAL_CHARACTER)
            || message.contains("comment");
    return between ? expected() : VALUE_EXPECTED;
  }

  /** What should have come instead of something that can begin or end nothing here. */
  private String expected() {
    JsonToken last = parser.currentToken();
    if (last == JsonToken.START_OBJECT && !parser.getParsingContext().hasCurrentName()) {
      return NAME_EXPECTED;
    }
    return last == null || last.isStructStart() || last == JsonToken.FIELD_NAME
        ? VALUE_EXPECTED
        : COMMA_EXPECTED;
  }
}
