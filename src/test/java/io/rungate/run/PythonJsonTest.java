package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.JsonNull;
import io.rungate.pack.Golden;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Reader and writer together: on documents of which Python said what they are, and on generated
 * ones, whose values are known because the text was made from them.
 */
class PythonJsonTest {
  private static final String REFUSED = "refused";

  /** What is put into documents; not all of it makes them broken. */
  private static final String[] PIECES = {
    "",
    "0",
    "-",
    "+",
    ".",
    "e",
    "E+",
    "1",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\0",
    "\u000b",
    "\u007f",
    "\u00a0",
    "\u00e9",
    "\ufeff",
    "\ufffd",
    "\ud83d\ude00",
    "INF",
    "Infinity",
    "-Infinity",
    "NaN",
    "null",
    "nul",
    "true",
    "//",
    "'",
    "\u0130",
    "\u0661",
    " ",
    "\n",
    "\r\n",
    "\t",
    "1.5e-7",
    "\"a\":",
    "{}",
    "[]"
  };

  private static final byte[][] NOT_UTF8 = {
    {(byte) 0x80},
    {(byte) 0xFF},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xE2, (byte) 0x82},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xF0, (byte) 0x9F},
    {(byte) 0xF5, (byte) 0x80}
  };

  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "Z",
          "~",
          "/",
          "?",
          " ",
          "\u00e9",
          "\u0130",
          "\u4e2d",
          "\ufeff",
          "\ufffd",
          "\ud83d\ude00",
          "\"",
          "\\",
          "\n",
          "\u0001",
          "\u007f",
          "\ud83d",
          "\ude00");

  private final Random random = new Random(20260101);

  @Test
  void documents_are_read_refused_and_written_as_python_did() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (String line : Golden.lines("documents.jsonl")) {
      Map<?, ?> golden = Golden.object(line);
      byte[] data = ((String) golden.get("bytes")).getBytes(StandardCharsets.ISO_8859_1);
      Object tree = read(data);
      if (tree.equals(REFUSED)) {
        softly.assertThat(golden.get("problem")).as(line).isNotNull();
        softly.assertThat(members(data, name -> false)).as(line).isEqualTo(REFUSED);
        continue;
      }
      softly.assertThat(PythonJsonWriter.pretty(tree)).as(line).isEqualTo(golden.get("pretty"));
      softly.assertThat(PythonJsonWriter.compact(tree)).as(line).isEqualTo(golden.get("compact"));
      if (tree instanceof Map) {
        softly.assertThat(members(data, name -> true)).isEqualTo(tree);
        softly.assertThat(members(data, name -> false)).isEqualTo(Map.of());
      }
    }
    softly.assertAll();
  }

  @Test
  void a_text_gives_the_values_that_it_was_made_from() throws Exception {
    for (int i = 0; i < 1_500; i++) {
      Map<String, Object> tree = object(0);
      String text = text(tree);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      same(PythonJsonReader.read(text), tree, text);
      same(read(bytes), tree, text);
      same(members(bytes, name -> true), tree, text);
      assertThat(members(bytes, name -> false)).isEqualTo(Map.of());
      String some = tree.keySet().stream().skip(tree.size() / 2).findFirst().orElse("none");
      Map<String, Object> only = new LinkedHashMap<>(tree);
      only.keySet().retainAll(List.of(some));
      same(members(bytes, some::equals), only, text);
      same(PythonJsonReader.read(PythonJsonWriter.pretty(tree)), tree, text);
      same(PythonJsonReader.read(PythonJsonWriter.compact(tree)), tree, text);
      same(PythonJsonReader.read(PythonJsonWriter.listed(tree)), tree, text);
    }
  }

  @Test
  void what_is_cut_short_goes_on_or_is_not_utf8_is_refused_wherever_it_stands() throws Exception {
    for (int i = 0; i < 1_500; i++) {
      byte[] bytes = text(object(0)).getBytes(StandardCharsets.UTF_8);
      int close = bytes.length - 1;
      while (bytes[close] != '}') {
        close--;
      }
      refuses(Arrays.copyOf(bytes, random.nextInt(close + 1)));
      refuses(changed(bytes, close + 1, close + 1, "x,:[]{}\"1-".substring(random.nextInt(10))));
      refuses(changed(bytes, 0, 0, "\ufeff"));
      int at = random.nextInt(bytes.length + 1);
      refuses(changed(bytes, at, at, NOT_UTF8[random.nextInt(NOT_UTF8.length)]));
      refuses(changed(bytes, at, at, new byte[] {0}));
    }
  }

  @Test
  void whatever_is_put_into_a_document_it_is_checked_alike_kept_and_skipped() throws Exception {
    int refused = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] bytes = text(object(0)).getBytes(StandardCharsets.UTF_8);
      for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(3));
        bytes = changed(bytes, from, to, PIECES[random.nextInt(PIECES.length)]);
      }
      String shown = new String(bytes, StandardCharsets.UTF_8);
      Object read = read(bytes);
      boolean object = read instanceof Map;
      assertThat(members(bytes, name -> true)).as(shown).isEqualTo(object ? read : REFUSED);
      assertThat(members(bytes, name -> false)).as(shown).isEqualTo(object ? Map.of() : REFUSED);
      refused += object ? 0 : 1;
    }
    assertThat(refused).isBetween(1_500, 5_700);
  }

  /** The parser takes 4,000 characters at a time, and the text comes in 16 KiB of bytes. */
  @Test
  void nothing_depends_on_where_a_buffer_ends() throws Exception {
    for (int i = 0; i < 300; i++) {
      int length = (i % 2 == 0 ? 4_000 : 1 << 14) - random.nextInt(60);
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("text", "x".repeat(length));
      tree.put("tree", object(1));
      String text = text(tree);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      same(read(bytes), tree, text);
      same(members(bytes, name -> true), tree, text);
      int at = length + random.nextInt(bytes.length - length);
      refuses(changed(bytes, at, at, NOT_UTF8[random.nextInt(NOT_UTF8.length)]));
    }
  }

  private static Object read(byte[] utf8) {
    try {
      return PythonJsonReader.read(utf8);
    } catch (JsonProblem e) {
      return REFUSED;
    }
  }

  /** From a stream that gives some bytes at a time. */
  private Object members(byte[] utf8, Predicate<String> wanted) throws IOException {
    int most = 1 + random.nextInt(20);
    try {
      return PythonJsonReader.readMembers(
          new ByteArrayInputStream(utf8) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
              return super.read(target, offset, Math.min(length, most));
            }
          },
          wanted,
          null);
    } catch (JsonProblem e) {
      return REFUSED;
    }
  }

  private void refuses(byte[] bytes) throws IOException {
    String shown = new String(bytes, StandardCharsets.UTF_8);
    assertThat(read(bytes)).as(shown).isEqualTo(REFUSED);
    assertThat(members(bytes, name -> true)).as(shown).isEqualTo(REFUSED);
    assertThat(members(bytes, name -> false)).as(shown).isEqualTo(REFUSED);
  }

  /** Maps are equal in any order of their members; their texts are not. */
  private static void same(Object read, Object tree, String text) {
    assertThat(read).as(text).isEqualTo(tree);
    assertThat(read.toString()).as(text).isEqualTo(tree.toString());
  }

  private static byte[] changed(byte[] bytes, int from, int to, String piece) {
    return changed(bytes, from, to, piece.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] changed(byte[] bytes, int from, int to, byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(piece);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(characters(4), value(depth + 1));
    }
    return members;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 4 ? 7 : 9)) {
      case 0 -> characters(12);
      case 1 -> random.nextBoolean();
      case 2 -> JsonNull.NULL;
      case 3 -> BigInteger.valueOf(random.nextInt(2000) - 1000);
      case 4 -> new BigInteger(random.nextInt(300), random).negate();
      case 5 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
      case 6 ->
          List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)
              .get(random.nextInt(4));
      case 7 -> object(depth);
      default -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(value(depth + 1));
        }
        yield items;
      }
    };
  }

  private String characters(int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      out.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
    }
    return out.toString();
  }

  /** One of the many texts of a tree. */
  private String text(Object tree) {
    String text;
    if (tree instanceof Map<?, ?> members) {
      List<String> all = new ArrayList<>();
      members.forEach((name, value) -> all.add(text(name) + ':' + text(value)));
      if (!all.isEmpty() && random.nextInt(4) == 0) {
        // An earlier value of the first name, which the last one takes the place of.
        all.add(0, text(members.keySet().iterator().next()) + ":[{}]");
      }
      text = '{' + String.join(",", all) + (all.isEmpty() ? space() : "") + '}';
    } else if (tree instanceof List<?> items) {
      text = '[' + String.join(",", items.stream().map(this::text).toList()) + space() + ']';
    } else if (tree instanceof String characters) {
      text = quoted(characters);
    } else {
      text = tree.toString().replace("E", List.of("E", "e", "e0").get(random.nextInt(2)));
    }
    return space() + text + space();
  }

  private String quoted(String characters) {
    StringBuilder out = new StringBuilder("\"");
    for (int c : characters.codePoints().toArray()) {
      boolean half = c >= 0xD800 && c <= 0xDFFF; // which has no UTF-8
      boolean plain = c >= ' ' && c != '"' && c != '\\' && !half;
      if (plain && random.nextInt(5) > 0) {
        out.appendCodePoint(c);
      } else if ("\"\\/".indexOf(c) >= 0 && random.nextBoolean()) {
        out.append('\\').appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
        }
      }
    }
    return out.append('"').toString();
  }

  private String space() {
    return random.nextInt(6) == 0 ? " \n\r\t".substring(random.nextInt(4)) : "";
  }
}
