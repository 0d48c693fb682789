package io.rungate.engine;

import io.rungate.fact.DecimalText;
import io.rungate.fact.RequiredFieldMissing;
import java.math.BigInteger;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kie.api.runtime.rule.Match;

/** Fills {@code {name}} in a rule's message or advice with what the rule bound to {@code $name}. */
final class MessageTemplate {
  private static final Pattern NAME = Pattern.compile("\\{([^}]*)\\}");
  private static final int LONGEST_NUMBER = 40;

  private MessageTemplate() {}

  /** Null for null: a rule may have none. */
  static String fill(String template, Match match) {
    if (template == null || template.indexOf('{') < 0) {
      return template;
    }
    return NAME.matcher(template)
        .replaceAll(
            name -> {
              String binding = "$" + name.group(1);
              return Matcher.quoteReplacement(
                  match.getDeclarationIds().contains(binding)
                      ? shown(match.getDeclarationValue(binding))
                      : name.group());
            });
  }

  /** A bound value as people read it. What a rule collected comes in no order, so it gets one. */
  static String shown(Object value) {
    if (value instanceof Collection<?> many) {
      boolean ordered =
          many.stream().allMatch(Comparable.class::isInstance)
              && many.stream().map(Object::getClass).distinct().count() <= 1;
      return ordered
          ? many.stream().sorted().map(MessageTemplate::shown).collect(Collectors.joining(", "))
          : many.stream().map(MessageTemplate::shown).sorted().collect(Collectors.joining(", "));
    }
    if (value instanceof Double number) {
      return DecimalText.of(number);
    }
    if (value instanceof RequiredFieldMissing missing) {
      return missing.name();
    }
    String text = String.valueOf(value);
    return value instanceof BigInteger && text.length() > LONGEST_NUMBER
        ? text.substring(0, LONGEST_NUMBER / 2) + "... (" + text.length() + " digits)"
        : text;
  }
}
