package io.rungate.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
