package io.rungate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightBytesTest {

  @Test
  void digits_end_at_any_other_byte_wherever_it_stands() {
    for (int length = 1; length < 40; length++) {
      for (int end = 0; end < length; end++) {
        for (int other = 0; other < 256; other++) {
          byte[] text = "90123456789012345678901234567890123456789".substring(0, length).getBytes();
          boolean digit = other >= '0' && other <= '9';
          text[end] = (byte) other;
          text[length - 1] = digit ? 0 : text[length - 1];
          if (!digit) {
            assertThat(EightBytes.digitsEnd(text, 0)).as("%d at %d", other, end).isEqualTo(end);
          } else if (end < length - 1) {
            assertThat(EightBytes.digitsEnd(text, 0)).isEqualTo(length - 1);
          }
        }
      }
    }
  }

  @Test
  void a_plain_text_ends_at_what_is_more_than_a_character() {
    for (int length = 1; length < 20; length++) {
      for (int end = 0; end < length; end++) {
        for (int other = 0; other < 256; other++) {
          byte[] text = "plain characters all".substring(0, length).getBytes();
          text[length - 1] = '"';
          text[end] = (byte) other;
          boolean plain = other >= ' ' && other < 0x80 && other != '"' && other != '\\';
          if (!plain || end < length - 1) {
            assertThat(EightBytes.plainEnd(text, 0))
                .as("%d at %d of %d", other, end, length)
                .isEqualTo(plain ? length - 1 : end);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'7]', 1, 0",
    "'-7]', 2, 0",
    "'1,22, -333]', 10, 0",
    "'1,22,  3]', 4, 0",
    "'0,0]', 3, 0",
    "'1,022]', 1, 0",
    "'1,2e3]', 1, 0",
    "'1,-]', 1, 0",
    "'1,]', 1, 0",
    "'1.5]', 0, 3",
    "'-0.5,10.25, 3.125]', 0, 17",
    "'1.5,2,3.5]', 0, 3",
    "'1,2.5]', 1, 0",
    "'00.5]', 0, 0",
    "'1.5,.5]', 0, 3",
    "'1.5,2.]', 0, 3",
    "'1.5,2.5E7]', 0, 3",
    "'-.5]', 0, 0",
    "'1.5,-I', 0, 3",
  })
  void numbers_of_the_usual_look_are_passed_up_to_the_first_other(
      String text, int wholes, int fractions) {
    byte[] bytes = (text + "\0").getBytes();
    int limit = bytes.length - 1;
    assertThat(EightBytes.wholesEnd(bytes, 0, limit, true)).isEqualTo(wholes);
    assertThat(EightBytes.fractionsEnd(bytes, 0, limit, true)).isEqualTo(fractions);
  }

  @Test
  void a_number_that_reaches_the_end_may_go_on() {
    for (String text : List.of("1,23", "1,2", "1,", "1.5,2.25", "1.5,2.", "1.5,2", "1.5,-")) {
      byte[] bytes = (text + "\0").getBytes();
      int comma = text.indexOf(',');
      int passed =
          Math.max(
              EightBytes.wholesEnd(bytes, 0, text.length(), true),
              EightBytes.fractionsEnd(bytes, 0, text.length(), true));
      assertThat(passed).as(text).isEqualTo(comma);
    }
  }

  @Test
  void an_integer_of_too_many_digits_is_not_passed_and_a_fraction_may_have_any_number() {
    String most = "7".repeat(PythonNumbers.MAX_DIGITS);
    byte[] bytes = ("1," + most + "," + most + "7]\0").getBytes();
    assertThat(EightBytes.wholesEnd(bytes, 0, bytes.length - 1, true)).isEqualTo(2 + most.length());
    bytes = (most + "7." + most + "7]\0").getBytes();
    assertThat(EightBytes.fractionsEnd(bytes, 0, bytes.length - 1, true))
        .isEqualTo(bytes.length - 2);
  }

  @Test
  void outside_an_array_only_one_number_is_passed() {
    byte[] bytes = "1,2}\0".getBytes();
    assertThat(EightBytes.wholesEnd(bytes, 0, 4, false)).isEqualTo(1);
    bytes = "1.5,2.5}\0".getBytes();
    assertThat(EightBytes.fractionsEnd(bytes, 0, 8, false)).isEqualTo(3);
  }
}
