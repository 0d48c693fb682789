package io.rungate.json;

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
import java.util.function.Predicate;

/**
 * The same reading done by Jackson, to compare with: it shares no line with {@link JsonReader}.
 * Only whether a text is refused counts here, and what its values are.
 */
final class JacksonReader {

  /** Python stops a few levels later, where exactly depends on its caller. */
  static final int MAX_DEPTH = 990;

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // A table of names pays off over many documents; a gate reads one, and nobody can fill
          // the table from outside when there is none.
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

  private final GuardedReader text;
  private final JsonParser parser;

  private JacksonReader(GuardedReader text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * Reads a text that is one JSON value.
   *
   * @throws JsonProblem if Python would refuse it
   */
  static Object read(String text) throws JsonProblem {
    try {
      return readAll(new StringReader(text), null);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  /**
   * Reads UTF-8 that is one JSON value.
   *
   * @throws JsonProblem if Python would refuse it
   * @throws IOException if the stream cannot be read
   */
  static Object read(InputStream utf8) throws JsonProblem, IOException {
    return readAll(new Utf8Reader(utf8), null);
  }

  /**
   * Reads UTF-8 that is one JSON object and keeps only the wanted top-level members. The others are
   * checked as strictly, but never held: a file may be far larger than the heap.
   *
   * @throws JsonProblem if Python would refuse the file, or if it holds anything but an object
   * @throws IOException if the stream cannot be read
   */
  static Map<String, Object> readMembers(InputStream utf8, Predicate<String> wanted)
      throws JsonProblem, IOException {
    Object members = readAll(new Utf8Reader(utf8), wanted);
    @SuppressWarnings("unchecked") // what members() returned
    Map<String, Object> typed = (Map<String, Object>) members;
    return typed;
  }

  /** Reads the wanted members, or any one value if {@code wanted} is null. */
  private static Object readAll(Reader text, Predicate<String> wanted)
      throws JsonProblem, IOException {
    GuardedReader guarded = new GuardedReader(text);
    try (JsonParser parser = JACKSON.createParser(guarded)) {
      JacksonReader reader = new JacksonReader(guarded, parser);
      try {
        reader.start();
        Object result = wanted == null ? reader.value() : reader.members(wanted);
        reader.end();
        reader.checkFault();
        return result;
      } catch (JsonProcessingException e) {
        reader.checkFault();
        JsonLocation at = e.getLocation();
        throw problem(inPythonsWords(e), at == null ? parser.currentLocation() : at);
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
      throw problem("Expecting value", parser.currentLocation());
    }
  }

  private void end() throws JsonProblem, IOException {
    JsonLocation extra;
    try {
      if (parser.nextToken() == null) {
        return;
      }
      extra = parser.currentTokenLocation();
    } catch (JsonProcessingException e) {
      extra = e.getLocation();
    }
    throw problem("Extra data", extra);
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
      } else {
        skipValue();
      }
    }
    return members;
  }

  private Object value() throws JsonProblem, IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> floatingPoint();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
    };
  }

  private Map<String, Object> object() throws JsonProblem, IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value());
    }
    return members;
  }

  private List<Object> array() throws JsonProblem, IOException {
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
      throw problem(
          "Exceeds the limit (" + PythonNumbers.MAX_DIGITS + " digits) for integers",
          parser.currentTokenLocation());
    }
  }

  /** Jackson also knows {@code +Infinity}, {@code +INF} and {@code -INF}, Python does not. */
  private void checkNonFinite() throws JsonProblem, IOException {
    if (parser.isNaN()) {
      String text = parser.getText();
      if (!text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity")) {
        throw problem("Expecting value", parser.currentTokenLocation());
      }
    }
  }

  private static JsonProblem problem(String message, JsonLocation at) {
    return new JsonProblem(message, at.getLineNr(), at.getColumnNr());
  }

  /**
   * Jackson's messages name its own switches and classes; people who debug a result file know
   * Python's. Whether a text is refused never depends on these words.
   */
  private static String inPythonsWords(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "Nested deeper than " + MAX_DEPTH + " levels";
    }
    if (e instanceof JsonEOFException) {
      return "Unexpected end of the text";
    }
    String message = e.getOriginalMessage();
    if (message.startsWith("Illegal unquoted character")) {
      return "Invalid control character";
    }
    if (message.startsWith("Unrecognized character escape")) {
      return "Invalid \\escape";
    }
    if (message.contains("expected a hex-digit")) {
      return "Invalid \\uXXXX escape";
    }
    if (message.contains("to start field name")) {
      return "Expecting property name enclosed in double quotes";
    }
    if (message.contains("was expecting a colon")) {
      return "Expecting ':' delimiter";
    }
    if (message.contains("was expecting comma")) {
      return "Expecting ',' delimiter";
    }
    if (message.contains("root-level")) {
      return "Extra data";
    }
    if (message.startsWith("Invalid numeric value") || message.contains("in numeric value")) {
      return "Invalid number";
    }
    return "Expecting value";
  }
}
