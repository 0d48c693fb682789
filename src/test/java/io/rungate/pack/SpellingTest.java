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
}
