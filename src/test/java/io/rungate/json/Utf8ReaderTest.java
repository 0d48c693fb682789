package io.rungate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {

  /** Gives at most so many bytes at a time, as pipes and sockets do. */
  private static InputStream inPieces(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, most));
      }
    };
  }

  /** What can be read, with {@code !} at the end when a fault follows. */
  private static String read(byte[] bytes, int pieces, int room) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] target = new char[room];
    try (Utf8Reader reader = new Utf8Reader(inPieces(bytes, pieces))) {
      int count = reader.read(target, 0, room);
      while (count >= 0) {
        text.append(target, 0, count);
        count = reader.read(target, 0, room);
      }
    } catch (CharacterCodingException e) {
      text.append('!');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000})
  void characters_of_every_length_survive_every_cut(int pieces) throws Exception {
    String text = "a\u00e9\u20ac\ud83d\ude00\ufffd\uffff\u0000z\u07ff\u0800\udbff\udfff";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(read(bytes, pieces, 1)).isEqualTo(text);
    assertThat(read(bytes, pieces, 100)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "ff",
        "c0 af",
        "c3",
        "c3 28",
        "e2 82",
        "e2 28 a1",
        "ed a0 80",
        "ef bf",
        "ef bf 41",
        "f0 9f 98",
        "f0 80 80 80",
        "f4 90 80 80",
        "f8 88 80 80 80",
        "fe fe ff ff"
      })
  void the_good_text_before_a_fault_is_handed_out_and_nothing_after_it(String hex)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("ok \ufffd\u20ac".getBytes(StandardCharsets.UTF_8));
    for (String one : hex.split(" ")) {
      bytes.write(Integer.parseInt(one, 16));
    }
    for (int pieces : new int[] {1, 2, 3, 1000}) {
      assertThat(read(bytes.toByteArray(), pieces, 100)).isEqualTo("ok \ufffd\u20ac!");
    }
    bytes.writeBytes(" and more".getBytes(StandardCharsets.UTF_8));
    for (int pieces : new int[] {1, 2, 3, 1000}) {
      assertThat(read(bytes.toByteArray(), pieces, 3)).isEqualTo("ok \ufffd\u20ac!");
    }
  }

  @Test
  void random_bytes_are_judged_as_the_platforms_strict_reader_judges_them() throws Exception {
    Random random = new Random(20260101);
    byte[] likely = {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xE2, (byte) 0x82, (byte) 0xEF};
    byte[] marks = {(byte) 0xBF, (byte) 0xBD, (byte) 0xF0, (byte) 0x9F, (byte) 0xED, (byte) 0x98};
    int good = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(8)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = random.nextBoolean() ? likely[random.nextInt(6)] : marks[random.nextInt(6)];
      }
      String expected = strict(bytes);
      String read = read(bytes, 1 + random.nextInt(4), 1 + random.nextInt(4));
      assertThat(read.endsWith("!")).as("bytes %s", hex(bytes)).isEqualTo(expected == null);
      if (expected != null) {
        assertThat(read).as("bytes %s", hex(bytes)).isEqualTo(expected);
        good++;
      }
    }
    assertThat(good).isGreaterThan(1_000);
  }

  private static String strict(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
