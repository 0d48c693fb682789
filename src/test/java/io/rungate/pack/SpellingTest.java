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

  @Test
  void a_name_is_near_when_two_letters_differ_and_no_more_than_one_in_three() {
    assertThat(List.of("EPSIZE", "EP_SIZES", "EP_SZIE", "ep_size", "E_SZE"))
        .allMatch(one -> Spelling.isNear(one, "EP_SIZE"));
    assertThat(List.of("EPSZ", "PP_SIZE_X", "SIZE", "AP_SIZEXX", ""))
        .noneMatch(one -> Spelling.isNear(one, "EP_SIZE"));
    assertThat(Spelling.isNear("TPS", "TP")).isTrue();
    assertThat(Spelling.isNear("TZ", "TP")).isFalse();
  }

  @Test
  void names_have_the_same_words_but_for_one_of_them_and_one_slip() {
    assertThat(Spelling.haveSameWords("total_throughput", "total_token_throughput")).isTrue();
    assertThat(Spelling.haveSameWords("token_total_throughput", "total_token_throughput")).isTrue();
    assertThat(Spelling.haveSameWords("Total-Tokens.Throughput", "total_token_throughput"))
        .isTrue();
    assertThat(Spelling.haveSameWords("mean_e2e_latency_ms", "mean_e2el_ms")).isTrue();
    assertThat(Spelling.haveSameWords("model", "model_id")).isTrue();

    assertThat(Spelling.haveSameWords("throughput", "total_token_throughput")).isFalse();
    assertThat(Spelling.haveSameWords("output_throughput", "request_throughput")).isFalse();
    assertThat(Spelling.haveSameWords("median_e2el_ms", "mean_e2el_ms")).isFalse();
    assertThat(Spelling.haveSameWords("totl_tokn_throughput", "total_token_throughput")).isFalse();
    assertThat(Spelling.haveSameWords("tokenizer_id", "model_id")).isFalse();
    assertThat(Spelling.haveSameWords("total_throughput_" + "x".repeat(100), "total_throughput"))
        .isFalse();
  }
}
