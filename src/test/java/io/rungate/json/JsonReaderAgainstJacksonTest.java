package io.rungate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two readers that share no line agree on thousands of documents: on those that are JSON about
 * every value, on those that are nearly JSON about refusing them, kept or skipped, in one piece or
 * in many.
 */
class JsonReaderAgainstJacksonTest {

  private static final String[] PIECES = {
    "",
    "0",
    "-",
    "+",
    ".",
    "e",
    "E+",
    "1",
    "12",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u",
    "\\u00e9",
    "\\ud83d",
    "\\n",
    "\0",
    "\u000b",
    "\u007f",
    "\u00a0",
    "\u00e9",
    "\ufeff",
    "\ufffd",
    "\u4e2d",
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
    "\r",
    "\r\n",
    "\t",
    "1.5e-7",
    "\"a\":",
    "{}",
    "[]"
  };

  private static final byte[][] BAD = {
    {(byte) 0x80},
    {(byte) 0xFF},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xE2, (byte) 0x82},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xF0, (byte) 0x9F},
    {(byte) 0xC3},
    {(byte) 0xF5, (byte) 0x80}
  };

  private final Random random = new Random(20260101);
  private int accepted;
  private int refused;

  @Test
  void documents_and_what_is_nearly_one_are_read_alike() throws Exception {
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = document(0).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        bytes = changed(bytes);
      }
      compare(bytes);
    }
    assertThat(accepted).isGreaterThan(10_000);
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void nothing_depends_on_where_a_buffer_ends() throws Exception {
    for (int i = 0; i < 300; i++) {
      String start = "[\"" + "x".repeat(65_480 + random.nextInt(50)) + "\",";
      byte[] bytes = (start + document(0) + "]").getBytes(StandardCharsets.UTF_8);
      compare(random.nextBoolean() ? changed(bytes) : bytes);
      byte[] member = ("{\"m\":" + start + document(0) + "]}").getBytes(StandardCharsets.UTF_8);
      compare(member);
    }
  }

  /** After some hundred numbers and texts they are passed eight bytes at a time. */
  @Test
  void what_follows_on_many_numbers_is_read_alike() throws Exception {
    byte[] many = ("{\"m\":[" + "1.5,-20, ".repeat(200) + "0],\"d\":").getBytes();
    for (int i = 0; i < 5_000; i++) {
      byte[] document = document(0).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        document = changed(document);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(many);
      bytes.writeBytes(document);
      bytes.write('}');
      compare(bytes.toByteArray());
    }
    assertThat(accepted).isGreaterThan(800);
    assertThat(refused).isGreaterThan(800);
  }

  /** Behind the first buffer, eight bytes at a time go no further than 64 bytes in a call. */
  @Test
  void a_number_is_read_alike_wherever_a_call_ends() throws Exception {
    String many = " ".repeat(66_000) + "{\"m\":[" + "1.5,-20, ".repeat(200);
    for (int length = 1; length < 80; length++) {
      String digits = "1".repeat(length);
      String start = many + "3, ".repeat(length % 23);
      for (String number :
          List.of(digits, "-" + digits, "0." + digits, digits + ".5", "0" + digits, digits + ".")) {
        compare((start + number + ",7, -0.25, 8]}").getBytes(StandardCharsets.UTF_8));
      }
    }
    for (int length : new int[] {PythonNumbers.MAX_DIGITS, PythonNumbers.MAX_DIGITS + 1}) {
      compare((many + "9".repeat(length) + "]}").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(accepted).isEqualTo(4 * 79 + 1);
  }

  private void compare(byte[] bytes) throws IOException {
    Object expected = answer(() -> JacksonReader.read(new ByteArrayInputStream(bytes)));
    String shown = new String(bytes, StandardCharsets.UTF_8);
    Object read = answer(() -> JsonReader.read(new ByteArrayInputStream(bytes)));
    assertThat(read).as(shown).isEqualTo(expected);
    Object pieces = answer(() -> JsonReader.read(inPieces(bytes)));
    assertThat(pieces).as(shown).isEqualTo(expected);
    if (isUtf8(bytes, shown)) {
      assertThat(answer(() -> JsonReader.read(shown))).as(shown).isEqualTo(expected);
    }
    boolean object = expected instanceof Map;
    Object none = answer(() -> JsonReader.readMembers(inPieces(bytes), name -> false));
    assertThat(none).as(shown).isEqualTo(object ? Map.of() : "refused");
    Object all = answer(() -> JsonReader.readMembers(inPieces(bytes), name -> true));
    assertThat(all).as(shown).isEqualTo(object ? expected : "refused");
    for (boolean keep : new boolean[] {false, true}) {
      Object held = answer(() -> JsonReader.readMembers(bytes, name -> keep));
      assertThat(held).as(shown).isEqualTo(keep ? all : none);
    }
    // Maps are equal in any order of their members; their texts are not.
    assertThat(all.toString()).isEqualTo(object ? expected.toString() : "refused");
    if (expected.equals("refused")) {
      refused++;
    } else {
      accepted++;
    }
  }

  private static boolean isUtf8(byte[] bytes, String shown) {
    return java.util.Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), bytes);
  }

  private interface Reading {
    Object read() throws JsonProblem, IOException;
  }

  private static Object answer(Reading reading) throws IOException {
    try {
      return reading.read();
    } catch (JsonProblem e) {
      return "refused";
    }
  }

  private InputStream inPieces(byte[] bytes) {
    int most = 1 + random.nextInt(20);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, most));
      }
    };
  }

  private byte[] changed(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(3));
    byte[] piece =
        random.nextInt(12) == 0
            ? BAD[random.nextInt(BAD.length)]
            : PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    byte[] result = new byte[from + piece.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }

  private String document(int depth) {
    StringBuilder out = new StringBuilder();
    value(depth == 0 && random.nextInt(4) > 0 ? 1 : random.nextInt(9), depth, out);
    return out.toString();
  }

  private void value(int kind, int depth, StringBuilder out) {
    space(out);
    switch (depth > 4 && kind < 2 ? 5 : kind) {
      case 0 -> {
        out.append('[');
        for (int i = random.nextInt(5); i > 0; i--) {
          out.append(document(depth + 1)).append(i > 1 ? "," : "");
        }
        out.append(']');
      }
      case 1 -> {
        out.append('{');
        for (int i = random.nextInt(5); i > 0; i--) {
          space(out);
          out.append(text(3));
          space(out);
          out.append(':').append(document(depth + 1)).append(i > 1 ? "," : "");
        }
        out.append('}');
      }
      case 2 -> out.append(text(12));
      case 3 -> out.append(new String[] {"true", "false", "null", "NaN"}[random.nextInt(4)]);
      case 4 -> out.append(random.nextBoolean() ? "-Infinity" : "Infinity");
      case 5 -> out.append(random.nextInt(2000) - 1000);
      case 6 -> out.append(random.nextLong()).append(random.nextBoolean() ? "0123456789" : "");
      case 7 -> out.append(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
      default -> out.append(random.nextBoolean() ? "-0" : "-0.0e+" + random.nextInt(400));
    }
    space(out);
  }

  private String text(int most) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = random.nextInt(most); i > 0; i--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      boolean plain = piece.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
      out.append(plain || piece.length() > 2 && !piece.contains("\"") ? piece : "\\/a\\\"");
    }
    return out.append('"').toString();
  }

  private void space(StringBuilder out) {
    if (random.nextInt(6) == 0) {
      out.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }

  @Test
  void half_a_pair_of_surrogates_may_stand_in_a_text_but_not_in_bytes() throws Exception {
    for (String half :
        List.of("\ud83d", "\ude00", "\ude00\ud83d", "\u00e9\ud800", "\ud83d\ude00")) {
      String text = "{\"" + half + "\":\"" + half + "\"}";
      assertThat(JsonReader.read(text)).isEqualTo(new LinkedHashMap<>(Map.of(half, half)));
    }
  }
}
