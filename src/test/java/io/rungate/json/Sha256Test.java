package io.rungate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

  @Test
  void the_example_of_the_standard_has_its_digest() {
    assertThat(HexFormat.of().formatHex(Sha256.first("abc".getBytes())))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void every_length_up_to_some_blocks_has_the_digest_that_java_gives_it() {
    Random random = new Random(1);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Sha256.first(bytes)).as(length + " bytes").isEqualTo(Sha256.javas().digest(bytes));
    }
  }

  @Test
  void a_process_that_digests_much_goes_on_with_the_same_digests() {
    String first = Sha256.of("text");
    for (int i = 0; i < 20; i++) {
      assertThat(Sha256.of("text")).isEqualTo(first);
    }
  }
}
