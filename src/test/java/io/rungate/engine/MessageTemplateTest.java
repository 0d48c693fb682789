package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.AbsentField;
import io.rungate.fact.MistypedField;
import io.rungate.fact.RequiredFieldMissing;
import io.rungate.fact.Source;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {

  @Test
  void missing_names_stand_in_the_order_of_the_mapping() {
    assertThat(MessageTemplate.shown(List.of(missing("A", 7), missing("B", 2)))).isEqualTo("B, A");
  }

  @Test
  void collected_numbers_stand_in_order() {
    assertThat(MessageTemplate.shown(List.of(BigInteger.TEN, BigInteger.TWO))).isEqualTo("2, 10");
  }

  @Test
  void collected_facts_that_have_no_order_stand_in_that_of_their_texts() {
    assertThat(MessageTemplate.shown(List.of(mistyped("tput"), mistyped("conc"))))
        .isEqualTo("conc is written as the text \"4\", tput is written as the text \"4\"");
  }

  private static RequiredFieldMissing missing(String name, int order) {
    return new RequiredFieldMissing(
        new AbsentField("f", "g", name, order, null, Source.variable(name), null));
  }

  private static MistypedField mistyped(String key) {
    return new MistypedField("f", "g", key, "the text", "\"4\"", Source.resultKey(key));
  }
}
