package io.rungate.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads JSON as Python's {@code json.load} does: the same texts are accepted, with the same values.
 *
 * <p>That is a little more than the standard ({@code NaN}, {@code Infinity}, numbers of any size,
 * lone surrogates, repeated keys) and in two places less: an integer of more than {@value
 * PythonNumbers#MAX_DIGITS} digits is refused, and so is nesting deeper than {@value #MAX_DEPTH}.
 *
 * <p>The methods do not close the stream they read.
 *
 * <p>Not a library's parser, because a gate reads one document in a fresh JVM: loading such a
 * parser takes longer than reading the document. And a result file may be 100 MB of per-request
 * numbers that nobody asks for, which have to be checked byte by byte and never become anything.
 */
public final class JsonReader {

  /** Python stops a few levels later, where exactly depends on its caller. */
  static final int MAX_DEPTH = 990;

  private static final int BUFFER = 1 << 16;

  /** Integers of up to so many digits fit a long. */
  private static final int LONG_DIGITS = 18;

  /**
   * After so many numbers and pieces of texts of a stream there will be more, and eight bytes at a
   * time pay. What fits into memory is passed before the code for that is compiled.
   */
  private static final int MANY = 256;

  /** So many calls of {@link EightBytes} are short, see {@link #reach}. */
  private static final int PRACTICE = 3072;

  private static final int SHORT_REACH = 64;

  /** Stands for the next byte where there is none. A real one is negative outside ASCII. */
  private static final int END = Integer.MIN_VALUE;

  /** What a byte is inside a text; {@link #PLAIN} is most of them. */
  private static final byte PLAIN = 0;

  private static final byte QUOTE = 1;
  private static final byte ESCAPE = 2;
  private static final byte CONTROL = 3;
  private static final byte WIDE = 4;

  private static final byte[] KINDS = new byte[256];

  /** The value of a digit of a number to the base 16, or -1. */
  private static final byte[] HEX = new byte[256];

  static {
    Arrays.fill(HEX, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      HEX["0123456789abcdef".charAt(digit)] = (byte) digit;
      HEX["0123456789ABCDEF".charAt(digit)] = (byte) digit;
    }
    Arrays.fill(KINDS, 0, ' ', CONTROL);
    Arrays.fill(KINDS, 0x80, 0x100, WIDE);
    KINDS['"'] = QUOTE;
    KINDS['\\'] = ESCAPE;
  }

  /** Null when all there is stands in the buffer, and then it is not much. */
  private final InputStream source;

  /** Whether halves of surrogate pairs may stand alone, as they may in Java's texts. */
  private final boolean halves;

  /**
   * Behind the last byte stands a 0, which nothing but white space and a fault passes: the loops
   * below look for the end of the buffer only when they meet it.
   */
  private byte[] bytes;

  private int at;
  private int limit;

  /** Where the bytes begin that are still needed, if that is before {@link #at}; else negative. */
  private int mark = -1;

  /** How many bytes there were before those in the buffer. */
  private long before;

  /** How many more bytes than UTF-16 units there were before {@link #at}. */
  private long surplus;

  private int line = 1;

  /** Where the line begins, in UTF-16 units. */
  private long lineStart;

  /** The place behind the last carriage return: a line feed there ends no other line. */
  private long afterReturn = -1;

  private int depth;

  /** Numbers and pieces of texts that were passed so far; it stays where practice ends. */
  private int passed;

  /** What is being skipped at each depth: an object, or else an array. */
  private final boolean[] inObject = new boolean[MAX_DEPTH + 2];

  private JsonReader(byte[] bytes, int limit, InputStream source, boolean halves) {
    this.bytes = bytes;
    this.limit = limit;
    this.source = source;
    this.halves = halves;
  }

  /**
   * Reads a text that is one JSON value.
   *
   * @throws JsonProblem if Python would refuse it
   */
  public static Object read(String text) throws JsonProblem {
    try {
      byte[] bytes = bytes(text);
      return new JsonReader(bytes, bytes.length - 1, null, true).document();
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
  public static Object read(InputStream utf8) throws JsonProblem, IOException {
    return new JsonReader(new byte[BUFFER], 0, utf8, false).document();
  }

  /**
   * Reads UTF-8 that is one JSON object and keeps only the wanted top-level members. The others are
   * checked as strictly, but never held: a file may be far larger than the heap.
   *
   * @throws JsonProblem if Python would refuse the file, or if it holds anything but an object
   * @throws IOException if the stream cannot be read
   */
  public static Map<String, Object> readMembers(InputStream utf8, Predicate<String> wanted)
      throws JsonProblem, IOException {
    return new JsonReader(new byte[BUFFER], 0, utf8, false).document(wanted);
  }

  /**
   * The same for a file in memory.
   *
   * @throws JsonProblem if Python would refuse the file, or if it holds anything but an object
   */
  public static Map<String, Object> readMembers(byte[] utf8, Predicate<String> wanted)
      throws JsonProblem {
    try {
      byte[] bytes = Arrays.copyOf(utf8, utf8.length + 1);
      return new JsonReader(bytes, utf8.length, null, false).document(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  /** The characters one by one: a pair of surrogates is two of them, and so may each half be. */
  private static byte[] bytes(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      size += text.charAt(i) < 0x80 ? 1 : text.charAt(i) < 0x800 ? 2 : 3;
    }
    byte[] bytes = new byte[size + 1];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        if (c < 0x800) {
          bytes[length++] = (byte) (0xC0 | c >> 6);
        } else {
          bytes[length++] = (byte) (0xE0 | c >> 12);
          bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | c & 0x3F);
      }
    }
    return bytes;
  }

  private Object document() throws JsonProblem, IOException {
    Object result = value(begin());
    end();
    return result;
  }

  private Map<String, Object> document(Predicate<String> wanted) throws JsonProblem, IOException {
    Map<String, Object> result = members(begin(), wanted);
    end();
    return result;
  }

  private int begin() throws JsonProblem, IOException {
    int first = next();
    if (first == END) {
      throw problem("Expecting value", before + at);
    }
    return first;
  }

  private void end() throws JsonProblem, IOException {
    int extra = next();
    if (extra != END) {
      throw unexpected(extra, "Extra data");
    }
  }

  private Map<String, Object> members(int first, Predicate<String> wanted)
      throws JsonProblem, IOException {
    if (first != '{') {
      if ("\"[-0123456789tfnNI".indexOf(first) < 0) {
        throw noValue(first);
      }
      throw problem("Expecting an object at the top level", before + at);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (boolean more = open('}'); more; more = another('}')) {
      String name = name();
      if (wanted.test(name)) {
        members.put(name, value(next()));
      } else {
        skip(next());
      }
    }
    return members;
  }

  private Object value(int first) throws JsonProblem, IOException {
    switch (first) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return text();
      case 't':
        word("true");
        return Boolean.TRUE;
      case 'f':
        word("false");
        return Boolean.FALSE;
      case 'n':
        word("null");
        return JsonNull.NULL;
      case 'N':
        word("NaN");
        return Double.NaN;
      case 'I':
        word("Infinity");
        return Double.POSITIVE_INFINITY;
      case '-':
        if (ahead(1) == 'I') {
          word("-Infinity");
          return Double.NEGATIVE_INFINITY;
        }
        return number();
      default:
        if (isDigit(first)) {
          return number();
        }
        throw noValue(first);
    }
  }

  private Map<String, Object> object() throws JsonProblem, IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (boolean more = open('}'); more; more = another('}')) {
      String name = name();
      members.put(name, value(next()));
    }
    return members;
  }

  private List<Object> array() throws JsonProblem, IOException {
    List<Object> items = new ArrayList<>();
    for (boolean more = open(']'); more; more = another(']')) {
      items.add(value(next()));
    }
    return items;
  }

  /** Enters an object or array; false if it is empty, and then left again. */
  private boolean open(char close) throws JsonProblem, IOException {
    enter();
    if (next() != close) {
      return true;
    }
    at++;
    depth--;
    return false;
  }

  private void enter() throws JsonProblem {
    at++;
    if (++depth > MAX_DEPTH) {
      throw problem("Nested deeper than " + MAX_DEPTH + " levels", before + at);
    }
  }

  /** After a member or item: true before another one, false after the last. */
  private boolean another(char close) throws JsonProblem, IOException {
    int next = next();
    if (next == ',') {
      at++;
      return true;
    }
    if (next == close) {
      at++;
      depth--;
      return false;
    }
    throw unexpected(next, "Expecting ',' delimiter");
  }

  private String name() throws JsonProblem, IOException {
    requireName();
    String name = text();
    colon();
    return name;
  }

  private void requireName() throws JsonProblem, IOException {
    int first = next();
    if (first != '"') {
      throw unexpected(first, "Expecting property name enclosed in double quotes");
    }
  }

  private void colon() throws JsonProblem, IOException {
    int next = next();
    if (next != ':') {
      throw unexpected(next, "Expecting ':' delimiter");
    }
    at++;
  }

  /** The next byte that is not white space, which stays there. */
  private int next() throws IOException {
    int i = at;
    while (true) {
      int next = bytes[i];
      if (next > ' ' || next < 0) {
        at = i;
        return next;
      }
      if (next == ' ' || next == '\t') {
        i++;
      } else if (next == '\n' || next == '\r') {
        i++;
        lineEnd(next, before + i);
      } else if (i < limit) {
        at = i;
        return next;
      } else {
        at = i;
        if (!fill()) {
          return END;
        }
        i = at;
      }
    }
  }

  private void lineEnd(int character, long behind) {
    if (character == '\r') {
      afterReturn = behind;
      line++;
    } else if (afterReturn != behind - 1) {
      line++;
    }
    lineStart = behind - surplus;
  }

  /** A byte from here on, counted from 0, or the end. */
  private int ahead(int distance) throws IOException {
    while (at + distance >= limit) {
      if (!fill()) {
        return END;
      }
    }
    return bytes[at + distance];
  }

  /** Gets more bytes; what was read before the mark, or else before this place, is given up. */
  private boolean fill() throws IOException {
    if (source == null) {
      return false;
    }
    int kept = mark < 0 ? at : mark;
    int held = limit - kept;
    byte[] target = bytes;
    if (held > bytes.length / 2) {
      if (bytes.length > Integer.MAX_VALUE / 4) {
        throw new OutOfMemoryError("one value takes a gigabyte");
      }
      target = new byte[2 * bytes.length];
    }
    System.arraycopy(bytes, kept, target, 0, held);
    bytes = target;
    before += kept;
    at -= kept;
    limit = held;
    if (mark >= 0) {
      mark = 0;
    }
    int count = source.read(bytes, limit, bytes.length - 1 - limit);
    limit += Math.max(count, 0);
    bytes[limit] = 0;
    return count > 0;
  }

  private void word(String word) throws JsonProblem, IOException {
    long start = before + at;
    for (int i = 0; i < word.length(); i++) {
      if (ahead(0) != word.charAt(i)) {
        throw problem("Expecting value", start);
      }
      at++;
    }
    int behind = ahead(0);
    int letter = behind | 0x20;
    if (isDigit(behind) || behind == '_' || (letter >= 'a' && letter <= 'z')) {
      throw problem("Expecting value", start);
    }
  }

  private Object number() throws JsonProblem, IOException {
    mark = at;
    boolean integer = passNumber();
    int length = at - mark;
    Object value;
    if (integer && length <= LONG_DIGITS) {
      value = BigInteger.valueOf(small(mark, at));
    } else {
      String text = ascii(mark, at);
      value = integer ? new BigInteger(text) : (Object) Double.parseDouble(text);
    }
    mark = -1;
    return value;
  }

  private long small(int from, int to) {
    boolean negative = bytes[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = 10 * value + bytes[i] - '0';
    }
    return negative ? -value : value;
  }

  /** Moves behind a number; true if it is an integer. */
  private boolean passNumber() throws JsonProblem, IOException {
    final long start = before + at;
    if (bytes[at] == '-') {
      at++;
    }
    int first = ahead(0);
    if (!isDigit(first)) {
      throw unexpected(first, "Invalid number");
    }
    long digits = 1;
    if (first == '0') {
      at++;
      if (isDigit(ahead(0))) {
        throw problem("Invalid number", before + at);
      }
    } else {
      digits = passDigits();
    }
    boolean integer = true;
    if (ahead(0) == '.') {
      integer = false;
      requireDigit(1);
      at++;
      passDigits();
    }
    if ((ahead(0) | 0x20) == 'e') {
      integer = false;
      int sign = ahead(1);
      int length = sign == '+' || sign == '-' ? 2 : 1;
      requireDigit(length);
      at += length;
      passDigits();
    }
    if (integer && digits > PythonNumbers.MAX_DIGITS) {
      throw problem(
          "Exceeds the limit (" + PythonNumbers.MAX_DIGITS + " digits) for integers", start);
    }
    return integer;
  }

  private void requireDigit(int distance) throws JsonProblem, IOException {
    if (!isDigit(ahead(distance))) {
      throw problem("Invalid number", before + at);
    }
  }

  private long passDigits() throws IOException {
    long count = 0;
    while (true) {
      int i = at;
      while (isDigit(bytes[i])) {
        i++;
      }
      count += i - at;
      at = i;
      if (i < limit || !fill()) {
        return count;
      }
    }
  }

  private static boolean isDigit(int character) {
    return (char) (character - '0') < 10;
  }

  private String text() throws JsonProblem, IOException {
    mark = at;
    boolean plain = passText();
    String text = plain ? ascii(mark + 1, at - 1) : unescaped(mark + 1, at - 1);
    mark = -1;
    return text;
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Moves from the first quote of a text behind its last; true if it is nothing but ASCII. */
  private boolean passText() throws JsonProblem, IOException {
    boolean plain = true;
    at++;
    while (true) {
      byte[] text = bytes;
      byte[] kinds = KINDS;
      int i = at;
      if (isShort()) {
        while (kinds[text[i] & 0xFF] == PLAIN) {
          i++;
        }
      } else {
        i = EightBytes.plainEnd(text, i);
      }
      byte kind = kinds[text[i] & 0xFF];
      at = i;
      if (kind == QUOTE) {
        at++;
        return plain;
      }
      if (kind == CONTROL) {
        if (i < limit) {
          throw problem("Invalid control character", before + i);
        }
        if (!fill()) {
          throw problem("Unexpected end of the text", before + at);
        }
      } else {
        plain = false;
        if (kind == ESCAPE) {
          passEscape();
        } else {
          passWide();
        }
      }
    }
  }

  private void passEscape() throws JsonProblem, IOException {
    byte[] text = bytes;
    int digits = at + 2;
    if (digits + 3 < limit
        && text[at + 1] == 'u'
        && (HEX[text[digits] & 0xFF]
                | HEX[text[digits + 1] & 0xFF]
                | HEX[text[digits + 2] & 0xFF]
                | HEX[text[digits + 3] & 0xFF])
            >= 0) {
      at += 6;
      return;
    }
    int what = ahead(1);
    if (what == 'u') {
      for (int i = 2; i < 6; i++) {
        int digit = ahead(i);
        if (digit < 0 || HEX[digit] < 0) {
          at += i;
          throw unexpected(digit, "Invalid \\uXXXX escape");
        }
      }
      at += 6;
    } else if (what >= 0 && "\"\\/bfnrt".indexOf(what) >= 0) {
      at += 2;
    } else {
      at++;
      throw unexpected(what, "Invalid \\escape");
    }
  }

  /** Moves behind a character outside ASCII. */
  private void passWide() throws JsonProblem, IOException {
    int length = wide();
    if (length == 0) {
      throw problem("Not UTF-8", before + at);
    }
    surplus += length == 4 ? 2 : length - 1;
    at += length;
  }

  /** How many bytes the character here has; 0 if it is not UTF-8. */
  private int wide() throws IOException {
    int lead = bytes[at] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // The second byte tells overlong forms, halves of pairs, and what is beyond Unicode.
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED && !halves ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < length; i++) {
      int next = ahead(i) & 0xFF; // 0 at the end
      if (next < least || next > most) {
        return 0;
      }
      least = 0x80;
      most = 0xBF;
    }
    return length;
  }

  /** Bytes that {@link #passText} has seen, so nothing needs another check. */
  private String unescaped(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int b = bytes[i++];
      if (b == '\\') {
        int what = bytes[i++];
        if (what == 'u') {
          int code = 0;
          for (int end = i + 4; i < end; i++) {
            code = code << 4 | HEX[bytes[i]];
          }
          text.append((char) code);
        } else {
          int short_ = "bfnrt".indexOf(what);
          text.append(short_ < 0 ? (char) what : "\b\f\n\r\t".charAt(short_));
        }
      } else if (b >= 0) {
        text.append((char) b);
      } else if ((b & 0xE0) == 0xC0) {
        text.append((char) ((b & 0x1F) << 6 | bytes[i++] & 0x3F));
      } else if ((b & 0xF0) == 0xE0) {
        text.append((char) ((b & 0xF) << 12 | (bytes[i++] & 0x3F) << 6 | bytes[i++] & 0x3F));
      } else {
        int high = (b & 0x7) << 18 | (bytes[i++] & 0x3F) << 12;
        text.appendCodePoint(high | (bytes[i++] & 0x3F) << 6 | bytes[i++] & 0x3F);
      }
    }
    return text.toString();
  }

  /** Moves behind a value of any depth, and checks it as if it were kept. */
  private void skip(int first) throws JsonProblem, IOException {
    int outside = depth;
    int next = first;
    while (true) {
      if (isDigit(next) || next == '-') {
        skipNumbers(depth > outside && !inObject[depth]);
      } else if (next == '"') {
        passText();
      } else if (next == '[' || next == '{') {
        enter();
        boolean object = next == '{';
        inObject[depth] = object;
        next = next();
        if (next != (object ? '}' : ']')) {
          if (object) {
            skipName();
            next = next();
          }
          continue;
        }
        at++;
        depth--;
      } else {
        value(next); // a word, or a fault
      }
      while (true) {
        if (depth == outside) {
          return;
        }
        boolean object = inObject[depth];
        if (another(object ? '}' : ']')) {
          if (object) {
            skipName();
          }
          next = next();
          break;
        }
      }
    }
  }

  private void skipName() throws JsonProblem, IOException {
    requireName();
    passText();
    colon();
  }

  /**
   * Moves behind a number, and behind those that follow it in an array: there may be millions. What
   * nearly all of them look like is passed in one sweep: it ends before the buffer does and has few
   * digits. Whatever else there is gets the careful look.
   */
  private void skipNumbers(boolean inArray) throws JsonProblem, IOException {
    if (isShort()) {
      skipNumber();
      return;
    }
    int to = reach();
    int end = EightBytes.wholesEnd(bytes, at, to, inArray);
    if (end == at) {
      end = EightBytes.fractionsEnd(bytes, at, to, inArray);
    }
    if (end == at) {
      skipNumber();
    } else {
      at = end;
    }
  }

  /** Whether so little was passed yet that one byte at a time is soonest done. */
  private boolean isShort() {
    if (source == null) {
      return true;
    }
    if (passed >= MANY) {
      return false;
    }
    passed++;
    return true;
  }

  /**
   * Up to where to pass numbers in one call. Not far at first: a method is compiled after some
   * hundred calls, or else in the middle of a call so long that a megabyte is read before, and what
   * is compiled then is of no use for the next call.
   */
  private int reach() {
    if (before == 0 || passed == MANY + PRACTICE) {
      return limit;
    }
    if (passed++ % 8 == 0) {
      EightBytes.practise();
    }
    return Math.min(limit, at + SHORT_REACH);
  }

  private void skipNumber() throws JsonProblem, IOException {
    if (bytes[at] == '-' && ahead(1) == 'I') {
      word("-Infinity");
    } else {
      passNumber();
    }
  }

  private JsonProblem noValue(int first) throws IOException {
    if (first == '+') {
      return ahead(1) == 'I'
          ? problem("Expecting value", before + at)
          : problem("Invalid number", before + at + 1);
    }
    if (first >= 0 && first < ' ') {
      return problem("Expecting value", before + at + 1);
    }
    return unexpected(first, "Expecting value");
  }

  /** What is wrong here, unless the text ends or is no UTF-8. */
  private JsonProblem unexpected(int next, String message) throws IOException {
    String why = message;
    if (next == END) {
      why = "Unexpected end of the text";
    } else if (next < 0) {
      if (wide() == 0) {
        why = "Not UTF-8";
      } else if (before + at == 0 && next == (byte) 0xEF && bytes[1] == (byte) 0xBB) {
        why = bytes[2] == (byte) 0xBF ? "Unexpected UTF-8 BOM" : message;
      }
    }
    return problem(why, before + at);
  }

  private JsonProblem problem(String message, long place) {
    return new JsonProblem(
        message, line, (int) Math.min(Integer.MAX_VALUE, place - surplus - lineStart + 1));
  }
}
