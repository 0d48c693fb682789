package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePartsTest {
  private static final Map<String, String> VALUES =
      Map.of("hw", "gb20", "nearest:hardware.name", "gb200", "none", "", "odd", "[{hw}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{hw} is unknown.                                 | gb20 is unknown.",
        "{hw} is unknown[, not {nearest:hardware.name}].  | gb20 is unknown, not gb200.",
        "{hw} is unknown[, not {none}].                   | gb20 is unknown.",
        "{hw}[ and {none} or {hw}] is unknown.            | gb20 is unknown.",
        "{none} is unknown.                               | ' is unknown.'",
        "{nobody} and [{nobody}]                          | {nobody} and {nobody}",
        "[GPUs] {hw}                                      | [GPUs] gb20",
        "{odd} stays                                      | [{hw}] stays",
      })
  void a_part_in_brackets_vanishes_with_its_names(String message, String shown) {
    assertThat(MessageParts.fill(message, VALUES::get)).isEqualTo(shown);
  }

  @Test
  void names_know_whether_they_may_vanish() {
    assertThat(MessageParts.of("{a}[ {b} {c}] [d] {e}"))
        .containsExactly(
            new MessageParts.Name("a", false),
            new MessageParts.Name("b", true),
            new MessageParts.Name("c", true),
            new MessageParts.Name("e", false));
  }
}
