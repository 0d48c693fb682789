package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void each_place_is_taken_once_however_many_there_are() {
    Places places = new Places();
    int taken = 0;
    for (int i = 0; i < 200_000; i++) {
      taken += places.take("/results/audit_run_" + i + ".json") ? 1 : 0;
    }
    assertThat(taken).isEqualTo(200_000);
    for (int i = 0; i < 200_000; i++) {
      assertThat(places.take("/results/audit_run_" + i + ".json")).isFalse();
    }
  }

  @Test
  void names_that_are_nearly_the_same_are_different_places() {
    Places places = new Places();
    for (String place : new String[] {"", "a", "b", "aa", "ab", "ba", "a\0", "\0", "\0\0", "A"}) {
      assertThat(places.take(place)).as("<%s>", place).isTrue();
      assertThat(places.take(place)).as("<%s>", place).isFalse();
    }
  }
}
