package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void two_letters_swapped_are_one_mistake() {
    assertThat(Spelling.distance("feild", "field")).isEqualTo(1);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("nam", "name")).isEqualTo(1);
  }

  @Test
  void the_nearest_word_is_offered_and_nothing_that_is_far_away() {
    assertThat(Spelling.hint("Topologie", List.of("Topology", "Contract")))
        .isEqualTo("; did you mean Topology?");
    assertThat(Spelling.hint("x", List.of("y"))).isEmpty();
    assertThat(Spelling.hint("Run", List.of("Contract"))).isEmpty();
  }

  @Test
  void words_that_are_equally_near_are_all_offered_and_none_is_suggested() {
    String hint = Spelling.hint("decode_p", List.of("prefill_pp", "decode_tp", "decode_pp"));
    assertThat(hint).isEqualTo("; did you mean decode_pp or decode_tp?");
    assertThat(Spelling.suggested("no field decode_p" + hint)).isEmpty();
    assertThat(Spelling.suggested("no field decod_pp; did you mean decode_pp?"))
        .contains("decode_pp");
    assertThat(Spelling.suggested("no field decode_p")).isEmpty();
  }

  @Test
  void a_slip_is_one_letter_or_two_that_changed_places() {
    assertThat(List.of("nmae", "nam", "name_", "nane", "Name"))
        .allMatch(one -> Spelling.isSlip(one, "name"));
    assertThat(List.of("nm", "mane", "naming")).noneMatch(one -> Spelling.isSlip(one, "name"));
  }
}
